"""Where do the cases of a sheet end? At the first row that begins as totals do and has no case right below it.

Invariant: a row that looks like a case is read or told; a sheet without such words ends with its last row.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.cell_edit import ReadValue
from xltools.model.field import TEMPORAL_KINDS, FieldKind, Owner
from xltools.model.register_definition import SheetDefinition
from xltools.workbook.case_looks import CaseLooks
from xltools.workbook.cell_rows import SheetCells
from xltools.workbook.heads import Heads, plain_head

_SHOWN_SPANS = 6


class Ending(NamedTuple):
    """What of a sheet is no case.

    Attributes:
        row: The first row of what stands below the cases, from 1; 0 where nothing does.
        between: Rows of totals and the like with cases below them.
        unread: Rows that are not read although they look like cases.
    """

    row: int = 0
    between: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()


def find_ending(sheet: SheetDefinition, heads: Heads, cells: SheetCells) -> Ending:
    """Where the cases of a sheet end, by the words of its definition.

    Args:
        sheet: What it should be.
        heads: Its heads.
        cells: Its cells.
    """
    words = tuple(map(plain_head, sheet.footer))
    below = range(heads.row + 1, len(cells.rows) + 1 if words else 0)
    marks = [row for row in below if plain_head(first_text(cells.rows[row - 1])).startswith(words)]
    if not marks:
        return Ending()
    typed = {
        column: sheet.by_name[name].kind
        for name, column in heads.columns.items()
        if sheet.by_name[name].owner is Owner.PERSON or sheet.by_name[name].kind is FieldKind.CASE_NUMBER
    }
    dated = {column for column, kind in typed.items() if kind in TEMPORAL_KINDS}
    above = range(heads.row + 1, marks[0])
    return ending(marks, cells.rows, CaseLooks(cells.rows, typed, dated, cells.formulas, above))


def ending(marks: Sequence[int], rows: Sequence[Sequence[ReadValue]], looks: CaseLooks) -> Ending:
    """Where cases end that are parted by such rows.

    Args:
        marks: The rows that begin as totals and notes do, from above.
        rows: All rows of the sheet.
        looks: What cases look like.
    """
    between: list[int] = []
    waiting: list[int] = []
    for mark, following in zip(marks, (*marks[1:], len(rows) + 1), strict=True):
        waiting.append(mark)
        first = next((row for row in range(mark + 1, following) if any(cell != "" for cell in rows[row - 1])), 0)
        if first and not looks.surely(first):
            break
        if first:
            between += waiting
            waiting = []
    end = waiting[0] if waiting else 0
    below = range(end, len(rows) + 1) if end else range(0)
    unread = [row for row in between if looks.surely(row)]
    unread += [row for row in below if (looks.surely if row in marks else looks.perhaps)(row)]
    return Ending(end, tuple(between), tuple(unread))


def first_text(row: Sequence[ReadValue]) -> str:
    """The first filled cell of a row; "" where that is no text."""
    first = next((cell for cell in row if cell != ""), "")
    return first if isinstance(first, str) else ""


def row_spans(rows: Sequence[int]) -> str:
    """Rows for people to read: ``33-35, 40``."""
    spans: list[tuple[int, int]] = []
    for row in sorted(rows):
        if spans and spans[-1][1] == row - 1:
            spans[-1] = spans[-1][0], row
        else:
            spans.append((row, row))
    shown = [f"{first}-{last}" if last > first else str(first) for first, last in spans[:_SHOWN_SPANS]]
    return text("signs.list_separator").join(shown) + (" …" if len(spans) > _SHOWN_SPANS else "")


def cases_alone(cells: SheetCells, found: Ending) -> SheetCells:
    """The cells without what is no case."""
    end = found.row or len(cells.rows) + 1
    between = frozenset(found.between)
    rows: list[Sequence[ReadValue]] = list(cells.rows[: end - 1])
    for row in between:
        rows[row - 1] = [""] * len(rows[row - 1])
    hidden = (_of_cases(places, end, between) for places in (cells.errors, cells.formulas, cells.uncomputed))
    return SheetCells(cells.title, rows, *hidden)


def _of_cases(places: Collection[tuple[int, int]], end: int, between: Collection[int]) -> frozenset[tuple[int, int]]:
    return frozenset(place for place in places if place[0] < end and place[0] not in between)
