"""How wide are these columns? In digits of the workbook's default font, as spreadsheets measure them.

Invariant: columns that a sheet says nothing about have its default width. ECMA-376 part 1, §18.3.1.13 (col), §18.3.1.81
(sheetFormatPr).
"""

from xml.etree.ElementTree import Element

from xltools.workbook.packaging.safe_xml import children, is_true, whole_number

_USUAL_WIDTH = 8.43
_PADDING = 0.71  # of the five pixels that a width in the file has more than its digits
_USUAL_HEIGHT = 15.0


class ColumnWidths:
    """The widths of one sheet's columns, and the height of rows that have none of their own."""

    def __init__(self, skeleton: Element) -> None:
        """Read the sheet without its rows.

        Raises:
            NotAWorkbookError: Columns are numbered by something else than numbers.
        """
        defaults = children(skeleton, "sheetFormatPr")
        self._default = _positive(defaults, "defaultColWidth") or _positive(defaults, "baseColWidth") or _USUAL_WIDTH
        self.default_height = _positive(defaults, "defaultRowHeight") or _USUAL_HEIGHT
        self._columns = [
            (whole_number(column.get("min", "1")), whole_number(column.get("max", "1")), _width(column, self._default))
            for group in children(skeleton, "cols")
            for column in children(group, "col")
        ]

    def between(self, first: int, last: int) -> float:
        """The digits that fit into these columns together."""
        told = [(max(low, first), min(high, last), width) for low, high, width in self._columns]
        covered = [(high - low + 1, width) for low, high, width in told if low <= high]
        rest = last - first + 1 - sum(count for count, _ in covered)
        return sum(count * width for count, width in covered) + rest * self._default - _PADDING


def _width(column: Element, default: float) -> float:
    if is_true(column.get("hidden")):
        return 0.0
    return _positive([column], "width") or default


def _positive(elements: list[Element], name: str) -> float:
    for element in elements:
        try:
            return max(float(element.get(name) or 0), 0.0)
        except ValueError:
            return 0.0
    return 0.0
