"""Which cell format does a new cell take on? The one invariant: the row's format wins over the column's.

ECMA-376 part 1, §18.3.1.73 (row: s counts only with customFormat), §18.3.1.13 (col: style).
"""

from functools import cached_property

from xltools.workbook.packaging.safe_xml import children, is_true, whole_number
from xltools.workbook.splicing.sheet_xml import SheetXml, attributes


class RowStyles:
    """The formats that rows and columns of one sheet hand down to cells that do not exist yet."""

    def __init__(self, sheet: SheetXml) -> None:
        self._sheet = sheet
        self._known: dict[int, int] = {}

    def of_row(self, row_tag: bytes) -> int | None:
        """The format that a row with this start tag hands down; ``None`` if it leaves that to the columns."""
        marks = attributes(row_tag)
        if is_true(marks.get(b"customFormat", b"0").decode(errors="replace")) and marks.get(b"s", b"").isdigit():
            return whole_number(marks[b"s"])
        return None

    def of_column(self, column: int) -> int:
        """The format of a new cell whose row hands down none."""
        if column not in self._known:
            self._known[column] = next((style for first, last, style in self._columns if first <= column <= last), 0)
        return self._known[column]

    @cached_property
    def _columns(self) -> list[tuple[int, int, int]]:
        return [
            (first, last, style)
            for group in children(self._sheet.skeleton, "cols")
            for element in children(group, "col")
            for first, last, style in [[whole_number(element.get(name, "0")) for name in ("min", "max", "style")]]
        ]
