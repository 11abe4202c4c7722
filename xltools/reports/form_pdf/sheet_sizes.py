"""How wide is a column on paper and how high a row? Counted in digits, pixels and points by the workbook.

Invariant: sizes are points before the page's scale; what is hidden has none.
"""

import math
from functools import cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.language.speaking import in_every_language
from xltools.reports.form_pdf.xml_numbers import boolean, number, whole
from xltools.workbook.packaging.safe_xml import children
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN

_POINTS_A_PIXEL = 0.75  # at 96 dots an inch
_PADDING = 5  # pixels of a column that are no digits (ECMA-376 part 1, §18.3.1.13)
_DIGITS = 8  # of a column that nobody sized
_DEEPEST = 100_000  # rows; no picture of a form begins below them
_HIGHEST, _USUAL_HEIGHT = 409.5, 15.0
# A digit's width in parts of the letters' size, as Windows draws it; the fonts that people leave as the default.
_DIGIT_WIDTHS = {"calibri": 0.49, "arial": 0.53, "times new roman": 0.48}
_WIDTHS_BY_KEY = {  # of those that each language has its own name for
    "simsun": 0.5, "simhei": 0.5, "fangsong": 0.5, "kaiti": 0.5, "microsoft_yahei": 0.54, "dengxian": 0.53,
}  # fmt: skip
_USUAL_DIGIT = 0.5


class ColumnSpan(NamedTuple):
    """Columns side by side that share their ``col`` element.

    Attributes:
        width: In points; 0 if hidden.
        look: The format of their cells that stand in no row, by number.
    """

    first: int
    last: int
    width: float
    look: int


class SheetSizes:
    """The sizes of one sheet's columns and rows.

    Args:
        sheet: The root of its part.
        font: Name and size in points of the font that columns are measured in.
    """

    def __init__(self, sheet: Element, font: tuple[str, float]) -> None:
        usual = next(iter(children(sheet, "sheetFormatPr")), Element("sheetFormatPr"))
        digit = digit_pixels(*font)
        fallback = math.ceil((whole(usual, "baseColWidth", _DIGITS) * digit + _PADDING) / 8) * 8 * _POINTS_A_PIXEL
        said = number(usual, "defaultColWidth")
        self._width = _points_wide(said, digit) if said > 0 else fallback
        self._height = 0.0 if boolean(usual, "zeroHeight") else number(usual, "defaultRowHeight", _USUAL_HEIGHT)
        self._spans = [self._span(one, digit) for group in children(sheet, "cols") for one in children(group, "col")]
        self._rows: dict[int, float] = {}

    def add_row(self, row: int, element: Element) -> None:
        """Take note of a ``row`` element (ECMA-376 part 1, §18.3.1.73)."""
        height = number(element, "ht", self._height or _USUAL_HEIGHT)
        self._rows[row] = 0.0 if boolean(element, "hidden") else max(0.0, min(height, _HIGHEST))

    def height(self, row: int) -> float:
        """The height of a row in points; 0 if it is hidden."""
        return self._rows.get(row, self._height)

    def width(self, column: int) -> float:
        """The width of a column in points; 0 if it is hidden."""
        span = self._span_of(column)
        return self._width if span is None else span.width

    def column_look(self, column: int) -> int:
        """The number of the format of the column's cells that stand in no row."""
        span = self._span_of(column)
        return 0 if span is None else span.look

    def column_at(self, distance: float) -> tuple[int, float]:
        """The column so many points from the left edge of the sheet, and how much of the distance lies in it."""
        column = 1
        while column < MAX_COLUMN and distance >= self.width(column):
            distance -= self.width(column)
            column += 1
        return column, distance

    def row_at(self, distance: float) -> tuple[int, float]:
        """The row so many points from the top of the sheet, and how much of the distance lies in it."""
        row = 1
        while self._height + max(self._rows.values(), default=0) > 0 and distance >= self.height(row):
            distance -= self.height(row)
            row += 1
            if row > _DEEPEST:
                break
        return row, distance

    def _span(self, element: Element, digit: int) -> ColumnSpan:
        width = _points_wide(number(element, "width", _DIGITS), digit) if element.get("width") else self._width
        first = max(1, whole(element, "min", 1))
        last = min(MAX_COLUMN, whole(element, "max", first))
        return ColumnSpan(first, last, 0.0 if boolean(element, "hidden") else width, whole(element, "style"))

    def _span_of(self, column: int) -> ColumnSpan | None:
        return next((span for span in self._spans if span.first <= column <= span.last), None)


def digit_pixels(font: str, size: float) -> int:
    """How many pixels wide the widest digit of a font is on Windows at 96 dots an inch."""
    letters = round(size / _POINTS_A_PIXEL)
    return max(1, math.floor(letters * _digit_widths().get(font.strip().lower(), _USUAL_DIGIT) + 0.5))


@cache
def _digit_widths() -> dict[str, float]:
    """By what the fonts are called, in any language."""
    named = {word: _WIDTHS_BY_KEY[key] for key in _WIDTHS_BY_KEY for word in in_every_language(f"pdf.fonts.{key}")}
    return {**_DIGIT_WIDTHS, **named}


def _points_wide(digits: float, digit: int) -> float:
    """A ``width`` in points; whole pixels, as ECMA-376 part 1, §18.3.1.13 reckons them."""
    return math.trunc((256 * max(0.0, min(digits, 255.0)) + math.trunc(128 / digit)) / 256 * digit) * _POINTS_A_PIXEL
