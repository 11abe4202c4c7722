"""What is a cell edit? One cell of one sheet, its new value, and why. It never carries style.

Invariant: edits of one pass are kept by column, for there may be a million; whoever asks sees them one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple, overload

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


class ColumnEdits(NamedTuple):
    """Edits of one column for one reason: rows, new values and what was read there, each as long as the others."""

    sheet: str
    column: int
    reason: str
    rows: Sequence[int]
    values: Sequence[CellValue]
    olds: Sequence[ReadValue]

    def edits(self) -> Iterator[CellEdit]:
        """The same, one by one."""
        for row, value, old in zip(self.rows, self.values, self.olds, strict=True):
            yield CellEdit(self.sheet, row, self.column, value, old, self.reason)


class CellEdits(Sequence[CellEdit]):
    """The edits of one pass.

    Attributes:
        columns: The same by column; none of them is empty.
    """

    def __init__(self, columns: Iterable[ColumnEdits] = ()) -> None:
        self.columns = tuple(column for column in columns if column.rows)

    @classmethod
    def of(cls, edits: Iterable[CellEdit]) -> "CellEdits":
        """Any edits by column, in their order; the very same object if they are so already."""
        if isinstance(edits, CellEdits):
            return edits
        groups = groupby(edits, key=itemgetter(0, 2, 5))
        return cls(ColumnEdits(sheet, column, reason, *_columns(group)) for (sheet, column, reason), group in groups)

    def __iter__(self) -> Iterator[CellEdit]:
        for column in self.columns:
            yield from column.edits()

    @cached_property
    def _length(self) -> int:
        return sum(len(column.rows) for column in self.columns)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> CellEdit: ...
    @overload
    def __getitem__(self, index: slice) -> "Sequence[CellEdit]": ...
    def __getitem__(self, index: int | slice) -> "CellEdit | Sequence[CellEdit]":
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return list(islice(self, start, stop, step)) if step > 0 else list(self)[index]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return next(islice(self, index % len(self), None))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == two for one, two in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return repr(list(self))


def _columns(edits: Iterable[CellEdit]) -> tuple[Sequence[int], Sequence[CellValue], Sequence[ReadValue]]:
    parts = [(row, value, old) for _, row, _, value, old, _ in edits]
    rows, values, olds = zip(*parts, strict=True)
    return rows, values, olds
