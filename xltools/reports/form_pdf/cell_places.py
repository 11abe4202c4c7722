"""Where in its block does each cell stand, and how far does it reach? Merged areas, and text that runs over neighbours.

Invariant: no two places overlap, and none reaches over the border of repeated titles.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from xltools.reports.form_pdf.cell_reading import ShownCell
from xltools.reports.form_pdf.page_cutting import Block
from xltools.reports.form_pdf.sheet_reading import FormSheet
from xltools.workbook.splicing.cell_addresses import Area

_ACROSS = "centerContinuous"


class Place(NamedTuple):
    """A cell or merged area within a block.

    Attributes:
        x: Its first column, counted from 0; ``y`` its first row.
        across: How many columns it covers; ``down`` how many rows.
        row: Of the cell whose text and look it has; ``column`` likewise.
        begins: Whether it begins here: a part that goes on from another page has no text.
    """

    x: int
    y: int
    across: int
    down: int
    row: int
    column: int
    begins: bool = True


class Places:
    """The places of one block.

    Attributes:
        merged: Merged areas, and cells whose text is centred over empty neighbours.
    """

    def __init__(self, sheet: FormSheet, block: Block) -> None:
        self._sheet, self._block = sheet, block
        self._covered: set[tuple[int, int]] = set()
        self.merged = [place for area in sheet.merged for place in self._parts(area)]
        self._cover()
        self.merged += list(self._centred())
        self._cover()

    def single(self) -> Iterator[Place]:
        """The cells outside merged areas, row by row."""
        for y, row in enumerate(self._block.rows):
            for x, column in enumerate(self._block.columns):
                if (x, y) not in self._covered:
                    yield Place(x, y, 1, 1, row, column)

    def cell(self, place: Place) -> ShownCell | None:
        """What the cell shows; None if it stands nowhere in the sheet or its text is on another page."""
        return self._sheet.cells.get((place.row, place.column)) if place.begins else None

    def free(self, place: Place) -> tuple[int, int]:
        """How many columns at its left and at its right are empty, so that its text may run over them."""
        before = after = 0
        while self._is_free(place.x - before - 1, place.y):
            before += 1
        while self._is_free(place.x + after + 1, place.y):
            after += 1
        return before, after

    def _is_free(self, x: int, y: int) -> bool:
        if not 0 <= x < len(self._block.columns) or (x, y) in self._covered:
            return False
        cell = self._sheet.cells.get((self._block.rows[y], self._block.columns[x]))
        return cell is None or not cell.runs

    def _cover(self) -> None:
        for place in self.merged:
            self._covered.update(
                (x, y) for x in range(place.x, place.x + place.across) for y in range(place.y, place.y + place.down)
            )

    def _parts(self, area: Area) -> Iterator[Place]:
        """What of a merged area lies in the block: at most one part before, one within and one behind the titles."""
        rows, columns, (first, last) = self._block.rows, self._block.columns, self._block.titles
        left, right = bisect_left(columns, area.left), bisect_right(columns, area.right)
        for start, end in ((0, first), (first, last), (last, len(rows))):
            top = max(start, bisect_left(rows, area.top))
            bottom = min(end, bisect_right(rows, area.bottom))
            if top < bottom and left < right:
                begins = not self._shown_before(area, rows[top], columns[left])
                yield Place(left, top, right - left, bottom - top, area.top, area.left, begins)

    def _shown_before(self, area: Area, row: int, column: int) -> bool:
        """Whether visible rows or columns of the area lie before that cell."""
        sizes = self._sheet.sizes
        above = any(sizes.height(one) > 0 for one in range(area.top, row))
        return above or any(sizes.width(one) > 0 for one in range(area.left, column))

    def _centred(self) -> Iterator[Place]:
        """Cells whose text is centred over the empty cells behind them that ask for the same (§18.18.40)."""
        reached: tuple[int, int] = (-1, -1)
        for place in self.single():
            cell = self._sheet.cells.get((place.row, place.column))
            if cell is None or not cell.runs or cell.look.horizontal != _ACROSS or (place.y, place.x) <= reached:
                continue
            after = 0
            while self._is_free(place.x + after + 1, place.y) and self._is_centred(place.x + after + 1, place.y):
                after += 1
            reached = (place.y, place.x + after)
            if after:
                yield place._replace(across=after + 1)

    def _is_centred(self, x: int, y: int) -> bool:
        return self._sheet.look(self._block.rows[y], self._block.columns[x]).horizontal == _ACROSS
