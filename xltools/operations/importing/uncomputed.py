"""Which formulas of a workbook did nobody reckon yet? Scripts and web systems write them without their values.

Invariant: an empty cell is told from one whose contents only a spreadsheet program would show.
"""

import re

from xltools.model.cell_address import column_number
from xltools.workbook.cell_rows import Position, SheetCells
from xltools.workbook.packaging.safe_xml import as_utf8
from xltools.workbook.splicing.sheet_xml import attributes

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_PLACE = re.compile(rb"([A-Za-z]{1,4})(\d{1,19})")
_COMPUTED_TEXT = b"str"


def uncomputed_cells(sheet: SheetCells, part: bytes) -> frozenset[Position]:
    """(row, column) of cells with a formula and without a value; a formula that gave an empty text has one.

    Args:
        sheet: The sheet as it was read.
        part: Its XML.
    """
    empty = {(row, column) for row, column in sheet.formulas if _cell(sheet, row, column) == ""}
    if not empty:
        return frozenset()
    for match in _CELL.finditer(as_utf8(part)):
        marks = attributes(match[1])
        place = _PLACE.fullmatch(marks.get(b"r", b""))
        if place is not None and marks.get(b"t") == _COMPUTED_TEXT:
            empty.discard((int(place[2]), column_number(place[1].decode())))
    return frozenset(empty)


def _cell(sheet: SheetCells, row: int, column: int) -> object:
    return sheet.rows[row - 1][column - 1] if row <= len(sheet.rows) and column <= len(sheet.rows[row - 1]) else ""
