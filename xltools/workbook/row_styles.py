"""Which cell format does a new cell take on? The one invariant: the row's format wins over the column's.

ECMA-376 part 1, §18.3.1.73 (row: s counts only with customFormat), §18.3.1.13 (col: style).
"""

from functools import cached_property

from xltools.workbook.safe_xml import children, is_true
from xltools.workbook.sheet_xml import SheetXml, attributes


class RowStyles:
    """The formats that rows and columns of one sheet hand down to cells that do not exist yet."""

    def __init__(self, sheet: SheetXml) -> None:
        self._sheet = sheet

    def inherited(self, column: int, row_tag: bytes) -> int:
        """The format of a new cell in that column of a row with that start tag; 0 is none."""
        marks = attributes(row_tag)
        if is_true(marks.get(b"customFormat", b"0").decode()) and marks.get(b"s", b"").isdigit():
            return int(marks[b"s"])
        return self.of_column(column)

    def of_column(self, column: int) -> int:
        """The format of a new cell in a row that does not exist yet."""
        return next((style for first, last, style in self._columns if first <= column <= last), 0)

    @cached_property
    def _columns(self) -> list[tuple[int, int, int]]:
        return [
            (int(element.get("min", "0")), int(element.get("max", "0")), int(element.get("style", "0")))
            for group in children(self._sheet.skeleton, "cols")
            for element in children(group, "col")
        ]
