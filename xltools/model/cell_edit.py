"""What is a cell edit? One cell of one sheet, its new value, and why. It never carries style."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

CellValue = str | float | bool | datetime | date | time | None
ReadValue = CellValue | timedelta  # durations are read, never written


class CellEdit(NamedTuple):
    """One decided change of one cell.

    Attributes:
        sheet: The sheet's name as its tab shows it.
        row: Row number from 1, as Excel shows it.
        column: Column number from 1 (A = 1).
        value: The new value; ``None`` empties the cell. Text is written as text, never as a formula.
        old: What was read there, for the journal; not compared by the patcher.
        reason: Why, in words, for the journal.
    """

    sheet: str
    row: int
    column: int
    value: CellValue
    old: ReadValue = None
    reason: str = ""
