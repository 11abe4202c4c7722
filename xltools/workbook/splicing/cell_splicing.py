"""What is spliced in so that one cell holds a value? The one invariant: its format stays, unless a date needs one.

ECMA-376 part 1, §18.3.1.4: ``t``, ``cm`` and ``vm`` describe the old value and go with it; ``s`` and ``ph`` stay.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address
from xltools.model.cell_edit import CellValue
from xltools.workbook.packaging.safe_xml import whole_number
from xltools.workbook.splicing.cell_xml import CellXml, Written
from xltools.workbook.splicing.shared_strings import SharedStrings
from xltools.workbook.splicing.sheet_xml import SheetXml, attributes
from xltools.workbook.splicing.splices import Splice

_VALUE_ATTRIBUTES = re.compile(rb"\s(?:t|cm|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_STYLE = re.compile(rb"\ss\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SLASH = ord("/")


class CellContext(NamedTuple):
    """What the cells of a sheet refer to.

    Attributes:
        cells: Cells in the sheet's spelling.
        dated: The cell format, cloned if need be, in which numbers of a format read as a date in a number format.
        shared: The shared strings.
    """

    cells: CellXml
    dated: Callable[[int, str], int]
    shared: SharedStrings


class _Tag(NamedTuple):
    """What a cell's start tag says behind its address."""

    kept: bytes
    type: bytes
    style: int


class StyleMarks(dict[str | None, bytes]):
    """How new cells of one format name it in their tags, by the date format of what they hold; worked out on demand.

    Args:
        style: The format that they take on.
        dated: As in `CellContext`.
    """

    def __init__(self, style: int, dated: Callable[[int, str], int]) -> None:
        super().__init__()
        self._style, self._dated = style, dated

    def __missing__(self, date_format: str | None) -> bytes:
        style = self._style if date_format is None else self._dated(self._style, date_format)
        self[date_format] = b' s="%d"' % style if style else b""
        return self[date_format]


def with_style(kept: bytes, style: int) -> bytes:
    """The kept attributes of a cell with another format."""
    return _STYLE.sub(b"", kept) + b' s="%d"' % style


class CellSplicer:
    """Makes the splices for single cells of one sheet."""

    def __init__(self, sheet: SheetXml, context: CellContext) -> None:
        self._sheet, self._scan, self._body = sheet, sheet.scan, sheet.body
        self._cells, self._dated, self._shared = context
        self._close_length = len(b"</" + sheet.prefix + b"c>")
        self._value_start, self._value_end = map(len, context.cells.value_tags)
        self._tags: dict[bytes, _Tag] = {}
        self._marks: dict[int, StyleMarks] = {}

    def written(self, column: int, values: Mapping[int, CellValue]) -> list[Written]:
        """The values of one column's rows as they stand in cells.

        Raises:
            PatchRefusedError: One of them cannot stand in a cell.
        """
        try:
            return self._cells.written_column(values.values())
        except ValueError:
            for row, value in values.items():
                self._refuse_unwritable(row, column, value)
            raise

    def marks(self, style: int) -> StyleMarks:
        """How new cells of that format name it."""
        if style not in self._marks:
            self._marks[style] = StyleMarks(style, self._dated)
        return self._marks[style]

    def replacement(
        self, row: int, column: int, written: Written, start: int, rest: int, tag_end: int, end: int
    ) -> Splice | None:
        """The splice for a cell that exists; ``None`` if it holds the value already.

        Args:
            row: Its row.
            column: Its column.
            written: What it is to hold.
            start: Where it begins.
            rest: Where the attributes behind its address begin.
            tag_end: Where the ``>`` of its start tag is.
            end: Just behind it.
        """
        self_closed = self._scan[tag_end - 1] == _SLASH
        attributes_there = self._scan[rest : tag_end - self_closed]
        tag = self._tags.get(attributes_there) or self._tag(attributes_there)
        content = b"" if self_closed else self._body[tag_end + 1 : end - self._close_length]
        kept = tag.kept
        if written.date_format is not None:
            style = self._dated(tag.style, written.date_format)
            if style != tag.style:
                kept = with_style(kept, style)
        if kept is tag.kept and self._holds(tag.type, content, written):
            return None
        return Splice(start, end, self._scan[start:rest] + kept + written.tail, row, column, written.value)

    def _refuse_unwritable(self, row: int, column: int, value: CellValue) -> None:
        try:
            self._cells.written(value)
        except ValueError as error:
            where = f"{self._sheet.name}!{address(row, column)}"
            raise PatchRefusedError(where, str(error), "Correct the value") from error

    def _holds(self, cell_type: bytes, content: bytes, written: Written) -> bool:
        """Whether the cell's value is that already; a formula never is, for the edit makes it a constant."""
        value = written.value
        if value is None:
            return self._cells.is_empty(content)
        if isinstance(value, str):
            if cell_type == b"s":
                index = content[self._value_start : -self._value_end]
                return index.isdigit() and self._shared.holds(whole_number(index), written.text, value)
            if cell_type not in {b"inlineStr", b"str"}:
                return False
        elif cell_type != (b"b" if isinstance(value, bool) else b""):
            return False
        if self._cells.formula in content:
            return False
        try:
            return self._cells.read(cell_type, content) == value
        except ValueError:
            return False

    def _tag(self, rest: bytes) -> _Tag:
        """What the attributes behind the address say; few spellings, many cells."""
        marks = attributes(rest)
        cell_type, style = marks.get(b"t", b""), marks.get(b"s", b"0").strip()
        kept = _VALUE_ATTRIBUTES.sub(b"", rest).rstrip()
        number = whole_number(style) if style.isdigit() else 0
        self._tags[rest] = _Tag(kept, b"" if cell_type == b"n" else cell_type, number)
        return self._tags[rest]
