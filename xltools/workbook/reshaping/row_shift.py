"""Where does a row of a sheet go when others are put in or removed? The one invariant: rows keep their order.

Areas follow as they do in Excel: they grow by what is put in within them, shrink by what is removed, and one that goes
down to the end of the sheet still does.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Self

from xltools.workbook.splicing.cell_addresses import MAX_ROW, Area


class RowShift:
    """A monotone map of the row numbers of one sheet, counted from 1.

    Args:
        removed: Rows that go.
        inserted: How many empty rows are put in behind a row, by the row's old number; 0 is before the first.
    """

    def __init__(self, removed: Iterable[int] = (), inserted: Mapping[int, int] | None = None) -> None:
        self.removed = frozenset(removed)
        added = {row: count for row, count in (inserted or {}).items() if count}
        borders = {1, MAX_ROW + 1, *(row + 1 for row in added)}
        borders.update(edge for row in self.removed for edge in (row, row + 1))
        self._starts: list[int] = []
        self._news: list[int | None] = []
        new = 1
        for start, end in pairwise(sorted(border for border in borders if border >= 1)):
            new += added.get(start - 1, 0)
            gone = start in self.removed
            self._starts.append(start)
            self._news.append(None if gone else new)
            new += 0 if gone else end - start
        self.is_still = not self.removed and not added

    @classmethod
    def removing(cls, rows: Iterable[int]) -> Self:
        """These rows removed."""
        return cls(rows)

    def moved(self, row: int) -> int | None:
        """The new number of an old row; ``None`` where it is removed or pushed off the sheet."""
        index = bisect_right(self._starts, row) - 1
        new = self._news[index]
        if new is None:
            return None
        new += row - self._starts[index]
        return new if new <= MAX_ROW else None

    def nearest(self, row: int) -> int:
        """The new number of a row, or of the next one that is still there, or else of the one before."""
        moved = self._first_from(row, MAX_ROW)
        return moved if moved is not None else self._last_until(row, 1) or 1

    def span(self, top: int, bottom: int) -> tuple[int, int] | None:
        """Where the rows from top to bottom are now; ``None`` where none of them is left."""
        if self.is_still:
            return top, bottom
        first, last = self._first_from(top, bottom), self._last_until(bottom, top)
        if first is None or last is None:
            return None
        whole = bottom >= MAX_ROW
        return (1 if whole and top == 1 else first), (MAX_ROW if whole else last)

    def area(self, area: Area) -> Area | None:
        """Where an area is now; ``None`` where nothing of it is left."""
        span = self.span(area.top, area.bottom)
        return None if span is None else area._replace(top=span[0], bottom=span[1])

    def _first_from(self, row: int, bottom: int) -> int | None:
        """The new number of the first row that is left from there on, down to ``bottom``."""
        index = bisect_right(self._starts, row) - 1
        while index < len(self._starts) and (index < 0 or self._news[index] is None):
            index += 1
        if index == len(self._starts) or max(row, self._starts[index]) > bottom:
            return None
        return self.moved(max(row, self._starts[index]))

    def _last_until(self, row: int, top: int) -> int | None:
        """The new number of the last row that is left up to there, up to ``top``."""
        index = bisect_right(self._starts, row) - 1
        last = row
        while index >= 0 and self._news[index] is None:
            last = self._starts[index] - 1
            index -= 1
        if index < 0 or last < top:
            return None
        new = (self._news[index] or 0) + last - self._starts[index]
        return min(new, MAX_ROW)
