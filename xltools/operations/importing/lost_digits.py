"""Which cells of an export lost digits on their way through a spreadsheet program?

Invariant: a number that may have lost one tells no row from another, and is never taken for what the source said.
"""

import re

from xltools.model.cell_edit import ReadValue
from xltools.workbook.typed_values import EXACT_DIGITS

# What Excel, WPS and LibreOffice write into a CSV for a long number in a cell without a format.
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)


def has_lost_digits(cell: ReadValue) -> bool:
    """Whether a cell is a number of more than fifteen digits, or the text of one as ``2.02611E+17``."""
    if isinstance(cell, str):
        return _ROUNDED.fullmatch(cell.strip()) is not None
    return isinstance(cell, int | float) and abs(cell) >= 10**EXACT_DIGITS
