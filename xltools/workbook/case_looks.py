"""Does a row look like a case? As full as the cases above it, and with a date where they have theirs.

Invariant: totals, captions and heads of another table never surely look like a case; formulas count for nothing.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import islice
from statistics import median

from xltools.model.cell_edit import ReadValue
from xltools.model.register_definition import DateOrder
from xltools.workbook.cell_rows import Position
from xltools.workbook.typed_dates import ANY_YEAR
from xltools.workbook.typed_values import moment_of

_SPARSE = 0.5
_SAMPLED_ROWS = 60


class CaseLooks:
    """Rows of one sheet, compared with those above its first totals."""

    def __init__(
        self,
        rows: Sequence[Sequence[ReadValue]],
        columns: Collection[int],
        dated: Collection[int],
        formulas: Collection[Position],
        above: range,
    ) -> None:
        """Look at the rows that are cases.

        Args:
            rows: All rows of the sheet.
            columns: Those of the table in which people type, from 1.
            dated: Those of them that hold dates.
            formulas: (row, column) of cells with a formula.
            above: The rows, from 1, that are cases without doubt.
        """
        self._rows, self._columns, self._dated, self._formulas = rows, columns, dated, formulas
        counts = (count for row in reversed(above) if (count := len(self._typed(row))))
        self._typical = median([*islice(counts, _SAMPLED_ROWS)] or [0])

    def surely(self, row: int) -> bool:
        """Whether it is a case by all that one sees."""
        dates = self._dates(row)
        return self._is_dense(row) and (any(dates) or not self._dated)

    def perhaps(self, row: int) -> bool:
        """Whether somebody should look at it: full enough, and nothing but dates in the columns of dates."""
        return self._is_dense(row) and all(self._dates(row))

    def _is_dense(self, row: int) -> bool:
        return len(self._typed(row)) > max(1, self._typical * _SPARSE)

    def _typed(self, row: int) -> list[int]:
        """The filled columns of a row."""
        cells = self._rows[row - 1]
        return [
            column
            for column in self._columns
            if column <= len(cells) and cells[column - 1] != "" and (row, column) not in self._formulas
        ]

    def _dates(self, row: int) -> list[bool]:
        """For each filled cell of a column of dates, whether it holds one."""
        return [is_moment(self._rows[row - 1][column - 1]) for column in self._typed(row) if column in self._dated]


def is_moment(cell: ReadValue) -> bool:
    """Whether a cell holds a date, in whatever order it is typed."""
    return any(isinstance(moment_of(cell, ANY_YEAR, order=order), datetime) for order in DateOrder)
