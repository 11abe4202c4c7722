"""Where do new values go in rows that hold the same columns? Worked out once for all such rows.

Invariant: a row whose cells are not all spelled ``<c r="K17"``, in order and each once, has no plan.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from xltools.model.cell_address import column_letters, column_number
from xltools.workbook.splicing.sheet_xml import SheetXml


class Step(NamedTuple):
    """What to do about one column.

    Attributes:
        column: The column.
        needle: How the start tag of its cell begins, up to the row number.
        is_there: Whether the rows have that cell.
        following: The needle of the cell before which it is put in; empty at the end of the row.
        marks: How a new cell names its format, where the row hands down none.
    """

    column: int
    needle: bytes
    is_there: bool
    following: bytes
    marks: Mapping[str | None, bytes]


class Plan(NamedTuple):
    """The steps for such rows, column by column, and whether any of them adds a cell."""

    steps: list[Step]
    adds: bool


class RowPlans:
    """The plans for the rows of one sheet.

    Args:
        sheet: The sheet.
        marks: How new cells of a column name their format, by the date format of what they hold.
    """

    def __init__(self, sheet: SheetXml, marks: Callable[[int], Mapping[str | None, bytes]]) -> None:
        self._scan, self._marks = sheet.scan, marks
        self._open = b"<" + sheet.prefix + b'c r="'
        self._references = re.compile(rb"<%bc(?: r=\"([A-Z]{1,3}[0-9]{1,7}\"))?" % re.escape(sheet.prefix))
        self._plans: dict[tuple[bytes, tuple[int, ...]], Plan | None] = {}
        self._needles: dict[int, bytes] = {}

    def plan(self, number: bytes, start: int, end: int, columns: tuple[int, ...]) -> Plan | None:
        """What to do in a row, by column; ``None`` where its cells must be looked at one by one.

        Args:
            number: Its number and a quotation mark, as in the addresses of its cells.
            start: Where it begins.
            end: Just behind it.
            columns: Where it is to be changed, ascending.
        """
        references = self._references.findall(self._scan, start, end)
        if b"" in references:
            return None
        letters = b"".join(references).replace(number, b",")
        key = letters, columns
        if key not in self._plans:
            self._plans[key] = self._planned(letters, columns)
        return self._plans[key]

    def needle(self, column: int) -> bytes:
        """How the start tag of a cell in that column begins, up to the row number."""
        if column not in self._needles:
            self._needles[column] = self._open + column_letters(column).encode()
        return self._needles[column]

    def _planned(self, letters: bytes, columns: Sequence[int]) -> Plan | None:
        names = letters.decode().split(",")[:-1]
        if not names or not all(name.isalpha() for name in names):
            return None  # a row without cells may be self-closed
        there = [column_number(name) for name in names]
        if not all(one < two for one, two in pairwise(there)):
            return None
        steps = []
        for column in columns:
            index = bisect_left(there, column)
            is_there = index < len(there) and there[index] == column
            following = self.needle(there[index]) if index < len(there) else b""
            steps.append(Step(column, self.needle(column), is_there, following, self._marks(column)))
        return Plan(steps, not all(step.is_there for step in steps))
