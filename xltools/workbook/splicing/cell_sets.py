"""Is any cell of this area in the set? The one invariant: cells are kept by sheet and column, their rows sorted.

Edits come in few columns and many rows, so an area is answered by one binary search for each of those columns.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from xltools.workbook.splicing.cell_addresses import Area


class CellSet:
    """A set of cells of several sheets that areas are asked against."""

    def __init__(self) -> None:
        self._columns: dict[str, dict[int, list[int]]] = {}
        self._areas: dict[str, list[Area]] = {}

    def add(self, sheet: str, row: int, column: int) -> None:
        """Put one cell in."""
        rows = self._columns.setdefault(sheet, {}).setdefault(column, [])
        index = bisect_left(rows, row)
        if index == len(rows) or rows[index] != row:
            rows.insert(index, row)

    def add_area(self, sheet: str, area: Area) -> None:
        """Put every cell of an area in; `within` lists single cells only."""
        if area.cell_count() == 1:
            self.add(sheet, area.top, area.left)
        else:
            self._areas.setdefault(sheet, []).append(area)

    def update(self, sheet: str, cells: Iterable[tuple[int, int]]) -> None:
        """Put many cells in at once."""
        columns = self._columns.setdefault(sheet, {})
        for row, column in cells:
            columns.setdefault(column, []).append(row)
        for column, rows in columns.items():
            columns[column] = sorted(set(rows))

    def touches(self, sheet: str, area: Area) -> bool:
        """Whether a cell of the area is in the set."""
        if next(self.within(sheet, area), None) is not None:
            return True
        return any(area.overlaps(other) for other in self._areas.get(sheet, ()))

    def within(self, sheet: str, area: Area) -> Iterator[tuple[int, int]]:
        """Row and column of every cell of the area that is in the set."""
        columns = self._columns.get(sheet, {})
        wide = area.right - area.left >= len(columns)
        for column in sorted(columns) if wide else range(area.left, area.right + 1):
            if not area.left <= column <= area.right or column not in columns:
                continue
            rows = columns[column]
            for index in range(bisect_left(rows, area.top), len(rows)):
                if rows[index] > area.bottom:
                    break
                yield rows[index], column
