"""Where do the cases of a sheet end? At the first row that begins with one of its words for totals and notes.

Invariant: a sheet without such words ends with its last row.
"""

from collections.abc import Sequence

from xltools.model.cell_edit import ReadValue
from xltools.model.register_definition import SheetDefinition
from xltools.workbook.cell_rows import SheetCells
from xltools.workbook.heads import plain_head


def find_footer(sheet: SheetDefinition, head_row: int, rows: Sequence[Sequence[ReadValue]]) -> int:
    """The first row below the heads whose first filled cell begins with a word of the footer; 0 where there is none."""
    words = tuple(map(plain_head, sheet.footer))
    for number, row in enumerate(rows[head_row:] if words else (), start=head_row + 1):
        first = next((cell for cell in row if cell != ""), "")
        if isinstance(first, str) and plain_head(first).startswith(words):
            return number
    return 0


def above(cells: SheetCells, row: int) -> SheetCells:
    """What stands above a row."""
    errors, formulas = (
        frozenset(place for place in places if place[0] < row) for places in (cells.errors, cells.formulas)
    )
    return SheetCells(cells.title, cells.rows[: row - 1], errors, formulas)
