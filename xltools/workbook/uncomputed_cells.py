"""Which formulas of a sheet have no value yet? Scripts write them so, and the patcher empties what became stale.

Invariant: an empty cell is told from one whose contents only a spreadsheet program would show.
"""

import re
from collections.abc import Iterable, Sequence

from xltools.model.cell_address import column_number
from xltools.model.cell_edit import ReadValue
from xltools.workbook.splicing.sheet_xml import attributes

_COMPUTED_TEXT = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt\s*=\s*[\"']str[\"'][^>]*)>")
_PLACE = re.compile(rb"([A-Za-z]{1,4})(\d{1,19})")


def uncomputed_cells(
    rows: Sequence[Sequence[ReadValue]], formulas: Iterable[tuple[int, int]], xml: bytes
) -> frozenset[tuple[int, int]]:
    """(row, column) of cells with a formula and without a value; a formula that gave an empty text has one.

    Args:
        rows: The sheet's rows as they were read.
        formulas: Where it has formulas.
        xml: Its part, in an encoding that ASCII is a part of.
    """
    empty = {(row, column) for row, column in formulas if _cell(rows, row, column) == ""}
    for match in _COMPUTED_TEXT.finditer(xml) if empty else ():
        place = _PLACE.fullmatch(attributes(match[1]).get(b"r", b""))
        if place is not None:
            empty.discard((int(place[2]), column_number(place[1].decode())))
    return frozenset(empty)


def _cell(rows: Sequence[Sequence[ReadValue]], row: int, column: int) -> ReadValue:
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else ""
