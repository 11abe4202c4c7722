"""What does typst need of a block? Its cells by place, the sizes of rows and columns, its lines and pictures.

Invariant: the data is JSON of words and numbers only; what it says is never read as markup or as a path.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from xltools.reports.form_pdf.cell_data import PADDING, cell_data, needed_height, runs_over
from xltools.reports.form_pdf.cell_places import Place, Places
from xltools.reports.form_pdf.cell_reading import ShownCell
from xltools.reports.form_pdf.grid_lines import grid_lines
from xltools.reports.form_pdf.page_cutting import Block
from xltools.reports.form_pdf.pictures import Picture
from xltools.reports.form_pdf.sheet_reading import FormSheet
from xltools.reports.typesetting.typst_data import Data

_LONG = 0.3  # of a page; a row that is higher may go on on the next one


def grid_data(sheet: FormSheet, block: Block, files: Mapping[Picture, str]) -> Data:
    """A block as the template takes it: sizes in points on paper, places counted from 0.

    Args:
        sheet: The sheet that the block is of.
        block: From `xltools.reports.form_pdf.page_cutting.cut`.
        files: The file of each picture that can be shown.
    """
    return _Grid(sheet, block).data(files)


class _Grid:
    def __init__(self, sheet: FormSheet, block: Block) -> None:
        self._sheet, self._block = sheet, block
        self._widths = [sheet.sizes.width(column) * block.scale for column in block.columns]
        self._heights = [sheet.sizes.height(row) * block.scale for row in block.rows]
        self._needed = list(self._heights)
        self._places = Places(sheet, block)

    def data(self, files: Mapping[Picture, str]) -> Data:
        block, merged = self._block, self._places.merged
        cells = [*map(self._merged_cell, merged), *self._single_cells()]
        long = [height > _LONG * self._sheet.setup.room[1] for height in self._needed]
        for cell in cells:
            cell["breaks"] = cell["down"] > 1 or long[cell["y"]]
        rows: list[Data] = [
            {"height": height, "breaks": breaks, "pictures": []}
            for height, breaks in zip(self._heights, long, strict=True)
        ]
        for y, picture in self._pictures(files):
            rows[y]["pictures"].append(picture)
        looks = [[self._sheet.look(row, column) for column in block.columns] for row in block.rows]
        return {
            "widths": self._widths,
            "rows": rows,
            "titles": list(block.titles),
            "cells": cells,
            "padding": [size * block.scale for size in PADDING],
            "lines": grid_lines(looks, merged, faint=self._sheet.setup.lines),
            "one_page": block.one_page,
        }

    def _merged_cell(self, place: Place) -> Data:
        cell, look = self._places.cell(place), self._sheet.look(place.row, place.column)
        width = sum(self._widths[place.x : place.x + place.across])
        height = sum(self._heights[place.y : place.y + place.down])
        if cell is not None and place.down == 1:
            self._grow(place, cell, width)
        return cell_data(place, cell, look, (width, height), self._block.scale)

    def _single_cells(self) -> Iterator[Data]:
        """The cells outside merged areas that show anything; those that run over their neighbours with their room."""
        scale = self._block.scale
        for place in self._places.single():
            cell, look = self._places.cell(place), self._sheet.look(place.row, place.column)
            if look.ground is None and (cell is None or not cell.runs):
                continue
            width = self._widths[place.x]
            data = cell_data(place, cell, look, (width, self._heights[place.y]), scale)
            if cell is not None and cell.runs:
                if runs_over(cell, width, scale):
                    before, width = self._spread(place, data["side"])
                    data["spread"] = {"before": before, "width": width - 2 * PADDING[0] * scale - data["indent"]}
                self._grow(place, cell, width)
            yield data

    def _spread(self, place: Place, side: str) -> tuple[float, float]:
        """How far a text reaches to the left of its cell, and how wide it may be: over empty cells only."""
        before, after = self._places.free(place)
        left = sum(self._widths[place.x - before : place.x])
        right = sum(self._widths[place.x + 1 : place.x + 1 + after])
        if side == "center":
            left = right = min(left, right)
        left, right = (0.0 if side == "left" else left), (0.0 if side == "right" else right)
        return left, left + self._widths[place.x] + right

    def _grow(self, place: Place, cell: ShownCell, width: float) -> None:
        self._needed[place.y] = max(self._needed[place.y], needed_height(cell, width, self._block.scale))

    def _pictures(self, files: Mapping[Picture, str]) -> Iterator[tuple[int, Data]]:
        """Each picture with the row that it hangs from; one whose cell is hidden hangs from the next that is not."""
        rows, columns, scale = self._block.rows, self._block.columns, self._block.scale
        for picture, file in files.items():
            y, x = bisect_left(rows, picture.row), bisect_left(columns, picture.column)
            if y == len(rows) or x == len(columns) or self._is_elsewhere(picture, rows[y], columns[x]):
                continue
            yield (
                y,
                {
                    "file": file,
                    "x": sum(self._widths[:x]) + (picture.across * scale if columns[x] == picture.column else 0.0),
                    "y": picture.down * scale if rows[y] == picture.row else 0.0,
                    "width": picture.width * scale,
                    "height": picture.height * scale,
                    "cut": list(picture.cut),
                },
            )

    def _is_elsewhere(self, picture: Picture, row: int, column: int) -> bool:
        """Whether the picture's own cell is visible and not in this block, which begins or goes on behind it."""
        sizes = self._sheet.sizes
        hidden = all(sizes.height(one) == 0 for one in range(picture.row, row))
        return not (hidden and all(sizes.width(one) == 0 for one in range(picture.column, column)))
