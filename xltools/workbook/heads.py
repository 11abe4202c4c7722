"""Which row holds the heads, and which column is which field? Found by what the heads say, wherever they stand.

Heads may lie over two lines, groups above columns. Invariant: a head is taken for a field only when it says exactly
that, blanks, width and case of letters apart.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.model.finding import Finding, FindingCode
from xltools.model.nearest_word import nearest, nearest_hint
from xltools.model.register_definition import SheetDefinition
from xltools.workbook.layout import LIST_SEPARATOR

LONGEST_HEAD = 40  # signs that a definition may give a field's head
_SEARCHED_ROWS = 60


class Heads(NamedTuple):
    """Where the heads are.

    Attributes:
        row: The row of the heads, from 1, the lower of two lines; 0 where there is none.
        columns: Column from 1 by field name.
        findings: Heads that are missing or doubled.
    """

    row: int
    columns: dict[str, int]
    findings: list[Finding]


def plain_head(cell: ReadValue) -> str:
    """A head without blanks and line breaks, in ordinary width."""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).casefold() if cell not in (None, "") else ""


def find_heads(sheet: SheetDefinition, title: str, rows: Sequence[Sequence[ReadValue]]) -> Heads:
    """Find the row with most of the declared heads, and the columns in it."""
    wanted = {plain_head(field.header): field.name for field in sheet.fields}
    best_row, best = 0, 0
    for number in range(1, min(len(rows), _SEARCHED_ROWS) + 1):
        hits = len(wanted.keys() & _said(wanted, rows, number, sheet.head_rows))
        if hits > best:
            best_row, best = number, hits
        if best == len(wanted):
            break
    if best < min(2, len(wanted)):
        return Heads(0, {}, [])
    columns: dict[str, int] = {}
    counts: dict[str, int] = {}
    strange: dict[str, int] = {}
    for number, head in enumerate(written_heads(rows, best_row, sheet.head_rows), start=1):
        name = wanted.get(plain_head(head.qualified)) or wanted.get(plain_head(head.alone))
        if name is not None:
            columns.setdefault(name, number)
            counts[name] = counts.get(name, 0) + 1
        elif head.alone:
            strange.setdefault(head.alone, number)
    findings = [*_doubled(sheet, title, best_row, columns, counts), *_missing(sheet, title, best_row, columns, strange)]
    return Heads(best_row, columns, findings)


class WrittenHead(NamedTuple):
    """What stands over one column.

    Attributes:
        alone: The lower line, or the upper where the lower is empty; "" where neither is text.
        qualified: Both lines as ``upper·lower`` where a group stands over the column, else the same.
    """

    alone: str
    qualified: str


def written_heads(rows: Sequence[Sequence[ReadValue]], row: int, lines: int) -> list[WrittenHead]:
    """The heads of all columns of a sheet, from the first.

    Args:
        rows: All rows of the sheet.
        row: The row of the heads, from 1, the lower of two lines.
        lines: 1 or 2. A group's name stands in its first column only and goes on to the right, over columns that have
            a lower line and no upper one of their own.
    """
    lower = [_shown(cell) for cell in rows[row - 1]]
    if lines == 1 or row == 1:
        return [WrittenHead(head, head) for head in lower]
    heads: list[WrittenHead] = []
    group = ""
    for own, below in zip_longest(map(_shown, rows[row - 2]), lower, fillvalue=""):
        group = own or (group if below else "")
        heads.append(WrittenHead(below or own, f"{group}{LIST_SEPARATOR}{below}" if group and below else below or own))
    return heads


def _shown(cell: ReadValue) -> str:
    return str(cell).strip() if cell is not None else ""


def _said(wanted: Mapping[str, str], rows: Sequence[Sequence[ReadValue]], row: int, lines: int) -> set[str]:
    """Which of the wanted heads stand in a row."""
    if lines == 1:
        return {plain_head(cell) for cell in rows[row - 1]}
    heads = written_heads(rows, row, lines)
    return {plain if (plain := plain_head(head.qualified)) in wanted else plain_head(head.alone) for head in heads}


def _doubled(
    sheet: SheetDefinition, title: str, row: int, columns: dict[str, int], counts: dict[str, int]
) -> Iterable[Finding]:
    for name, count in counts.items():
        if count > 1:
            header = sheet.by_name[name].header
            params = {"value": header, "count": count}
            yield Finding(FindingCode.HEADER_DOUBLED, title, row, columns[name], name, header, params)


def _missing(
    sheet: SheetDefinition, title: str, row: int, columns: dict[str, int], strange: dict[str, int]
) -> Iterable[Finding]:
    for field in sheet.fields:
        if field.name in columns:
            continue
        near = nearest(field.header, strange)
        yield Finding(
            FindingCode.HEADER_MISSING,
            title,
            row,
            strange.get(near or "", 0),
            field.name,
            field.header,
            {"value": field.header, "nearest": nearest_hint(field.header, strange)},
        )
