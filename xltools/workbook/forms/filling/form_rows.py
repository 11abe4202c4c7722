"""Of what do the rows of a form consist, so that each can be written again, further down or more than once?

Invariant: a row that stays where it is and holds no placeholder is written with the very bytes that it came with.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.model.cell_address import address, column_letters
from xltools.workbook.forms.filling.refusals import RefusedFormError
from xltools.workbook.forms.filling.text_runs import FormText, form_text
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import children, parse_xml
from xltools.workbook.splicing.sheet_xml import CellSpan, SheetXml, attributes

_OWN_PLACE = re.compile(rb"\s(?:r|ht|customHeight)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ADDRESS = re.compile(rb"\sr\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_VALUE_MARKS = re.compile(rb"\s(?:r|t|cm|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_HEIGHT = re.compile(rb"\s(?:ht|customHeight)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SLASH = ord("/")


class FormCellPattern(NamedTuple):
    """One cell of a form.

    Attributes:
        column: From 1.
        style: The index of its format.
        kept: The attributes that stay whatever it holds, as written.
        rest: Everything behind its address, from the first kept attribute to its end.
        text: What it says, if that is text.
        computed: Whether it holds a formula.
    """

    column: int
    style: int
    kept: bytes
    rest: bytes
    text: FormText | None
    computed: bool


@dataclass(frozen=True, slots=True)
class RowPattern:
    """One row of a form.

    Attributes:
        number: From 1.
        raw: Its bytes as they are; empty for a row that the sheet does not list.
        kept: The attributes of its start tag that stay wherever it is written.
        marks: Those that tell its height.
        height: Its own height in points; None where it has none.
        cells: In the order of columns.
    """

    number: int
    raw: bytes = b""
    kept: bytes = b""
    marks: bytes = b""
    height: float | None = None
    cells: tuple[FormCellPattern, ...] = ()


CellWriter = Callable[[FormCellPattern], bytes]


def row_xml(row: RowPattern, number: int, height: float | None, prefix: bytes, rest: CellWriter) -> bytes:
    """The row, written under another number.

    Args:
        row: The pattern.
        number: Where it is to stand.
        height: In points, where it has to be another than the pattern's.
        prefix: How the sheet writes its elements.
        rest: What follows the address in each cell.
    """
    marks = row.marks if height is None else b' ht="%g" customHeight="1"' % height
    start = b'<%brow r="%d"%b%b' % (prefix, number, row.kept, marks)
    if not row.cells:
        return start + b"/>"
    cells = b"".join(
        b'<%bc r="%b%d"%b' % (prefix, column_letters(cell.column).encode(), number, rest(cell)) for cell in row.cells
    )
    return b"%b>%b</%brow>" % (start, cells, prefix)


class RowReader:
    """Reads the rows of one sheet."""

    def __init__(self, sheet: SheetXml, shared: Sequence[Element]) -> None:
        self._sheet, self._shared = sheet, shared
        main = attributes(sheet.scan[: sheet.data_start]).get(b"xmlns" + b":" * bool(sheet.prefix) + sheet.prefix[:-1])
        name = b"xmlns:" + sheet.prefix[:-1] if sheet.prefix else b"xmlns"
        self._wrapper = b'<%bw %b="%b">' % (sheet.prefix, name, main or b""), b"</%bw>" % sheet.prefix
        self._computed = re.compile(rb"<%bf[\s>/]" % re.escape(sheet.prefix))

    def rows(self) -> list[RowPattern]:
        """All rows that the sheet lists.

        Raises:
            PatchRefusedError: Rows or cells stand twice or out of order.
            RefusedFormError: The braces of a placeholder do not match.
        """
        return [self._row(number, *(self._sheet.row_span(number) or (0, 0))) for number in self._sheet.rows[0]]

    def _row(self, number: int, start: int, end: int) -> RowPattern:
        sheet = self._sheet
        tag_end = sheet.scan.index(b">", start)
        skip = len(b"<" + sheet.prefix + b"row")
        marks = sheet.scan[start + skip : tag_end].rstrip().removesuffix(b"/").rstrip()
        own_height = attributes(marks).get(b"ht", b"")
        return RowPattern(
            number,
            sheet.body[start:end],
            _OWN_PLACE.sub(b"", marks),
            b"".join(match[0] for match in _HEIGHT.finditer(marks)),
            float(own_height) if re.fullmatch(rb"[0-9.]+", own_height) else None,
            tuple(self._cell(number, span) for span in sheet.cells(number, start, end)),
        )

    def _cell(self, row: int, span: CellSpan) -> FormCellPattern:
        sheet = self._sheet
        skip = len(b"<" + sheet.prefix + b"c")
        closed = sheet.scan[span.tag_end - 1] == _SLASH
        tag = sheet.scan[span.start + skip : span.tag_end - closed]
        content = b"" if closed else sheet.body[span.tag_end + 1 : span.end - len(b"</" + sheet.prefix + b"c>")]
        marks = attributes(tag)
        style = marks.get(b"s", b"0").strip()
        computed = self._computed.search(content) is not None
        try:
            text = None if computed else self._text(marks.get(b"t", b""), content)
        except ValueError as error:
            raise RefusedFormError(f"{sheet.name}!{address(row, span.column)}", str(error)) from error
        rest = _ADDRESS.sub(b"", tag) + sheet.body[span.tag_end - closed : span.end]
        return FormCellPattern(
            span.column,
            int(style) if style.isdigit() else 0,
            _VALUE_MARKS.sub(b"", tag).rstrip(),
            rest,
            text,
            computed,
        )

    def _text(self, kind: bytes, content: bytes) -> FormText | None:
        if kind not in {b"s", b"inlineStr"} or not content.strip():
            return None
        start, end = self._wrapper
        (element, *_) = parse_xml(start + content + end, self._sheet.name, recoded=True)
        if kind == b"inlineStr":
            return form_text(element, self._sheet.prefix)
        index = int(element.text or "-1")
        return form_text(self._shared[index], self._sheet.prefix) if 0 <= index < len(self._shared) else None


def shared_strings(package: Package) -> list[Element]:
    """The items of the workbook's table of strings (ECMA-376 part 1, §18.4.9)."""
    part = package.related(package.workbook_part, "sharedStrings")
    return children(package.xml(part), "si") if part else []
