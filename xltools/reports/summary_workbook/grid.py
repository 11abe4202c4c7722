"""How wide are a sheet's columns? One grid for all tables that stand one below the other.

Invariant: a column is at least as wide as any table asks for it, and the grid is about as wide as the paper, so that
prose and charts have the same room on every sheet.
"""

from collections.abc import Iterator
from itertools import islice

from xltools.reports.document import Cards, ColumnKind, Section, Table, Value
from xltools.reports.summary_workbook.cell_values import scalar_of
from xltools.workbook.text_measure import text_width

FIRST_COLUMN = 1  # column A is a margin
MARGIN_WIDTH = 2.0
CARD_COLUMNS, CARDS_A_ROW = 2, 4
_CARD_COLUMN_WIDTH = 13.5
_FILLING_WIDTH = 12.0
PAGE_WIDTHS = {False: 108.0, True: 150.0}  # digits across A4 at about 85 % of full size, upright and across
_LEAST = {ColumnKind.MOMENT: 17.5, ColumnKind.DATE: 12.0, ColumnKind.TREND: 16.0}
_WIDEST_BY_CONTENT = 24.0
_MEASURED_ROWS = 200
_UNIT = "（"
_PADDING = 3
_FEWEST = 2  # columns that prose is written over: a single cell cannot be merged


def grid_widths(section: Section) -> tuple[float, ...]:
    """Widths of the columns from `FIRST_COLUMN` on, in digits of the default font."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    widths: list[float] = []
    if any(isinstance(block, Cards) for block in section.blocks):
        widths = [_CARD_COLUMN_WIDTH] * (CARD_COLUMNS * CARDS_A_ROW)
    for table in tables:
        wanted = list(_wanted_widths(table))
        widths += [0.0] * (len(wanted) - len(widths))
        widths[: len(wanted)] = map(max, widths, wanted)
    room = PAGE_WIDTHS[section.landscape]
    while sum(widths) < room or len(widths) < _FEWEST:
        widths.append(min(_FILLING_WIDTH, max(room - sum(widths), 2.0)))
    return tuple(widths)


def pixels(width: float) -> int:
    """Of a column that is so many digits wide (ECMA-376 part 1, 18.3.1.13, digits of 7 pixels)."""
    return int(width * 7 + 5)


def head_words(head: str, width: float) -> str:
    """A column's head as it is written: its unit on a line of its own where both do not fit on one."""
    if text_width(head) + _PADDING <= width or _UNIT not in head.rstrip(_UNIT):
        return head
    return head.replace(_UNIT, "\n" + _UNIT, 1).strip()


def _wanted_widths(table: Table) -> Iterator[float]:
    for place, column in enumerate(table.columns):
        least = max(column.width, _LEAST.get(column.kind, 0.0), text_width(head_words(column.head, 0)) + _PADDING)
        yield max(least, _content_width(table, place)) if column.kind is ColumnKind.TEXT else least


def _content_width(table: Table, place: int) -> float:
    """What the texts of a column need, as far as that is not too much to ask."""
    rows = [*islice(table.rows, _MEASURED_ROWS), *([table.total] if table.total else [])]
    return min(max((_width(row[place]) for row in rows), default=0), _WIDEST_BY_CONTENT)


def _width(value: Value) -> float:
    scalar = scalar_of(value)
    return text_width(scalar) + _PADDING if isinstance(scalar, str) else 0
