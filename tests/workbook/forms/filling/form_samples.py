"""Forms for tests: small ones written out cell by cell, and one with all that a team may put onto a form."""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.small_packages import workbook
from xltools.model.form_values import FormCell, FormValues
from xltools.workbook.forms.filling.compiled_form import compile_form

WRAPPED = 2  # the cell format of STYLES in small_packages that wraps


def values(cells: Mapping[str, str | FormCell], **tables: Sequence[Mapping[str, str | FormCell]]) -> FormValues:
    """What a register says: texts by name, and the rows of its tables."""
    rows = {name: [_cells(row) for row in found] for name, found in tables.items()}
    columns = {name: frozenset(key for row in found for key in row) for name, found in tables.items()}
    return FormValues(_cells(cells), rows, columns)


def _cells(found: Mapping[str, str | FormCell]) -> dict[str, FormCell]:
    return {name: cell if isinstance(cell, FormCell) else FormCell(cell) for name, cell in found.items()}


def text_cell(place: str, text: str, style: int = WRAPPED) -> str:
    """A cell with an inline string."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def form(data: str, **options: object) -> bytes:
    """A form of one sheet ``S``, its columns 20 digits wide."""
    cols = '<cols><col min="1" max="9" width="20.71" customWidth="1"/></cols>'
    return workbook(data, before=cols, **options)


def filled(data: bytes, found: FormValues) -> bytes:
    """The form with these values."""
    return compile_form(data, "表.xlsx").filled(found)


def read(data: bytes) -> Worksheet:
    """The first sheet as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))[openpyxl.load_workbook(io.BytesIO(data)).sheetnames[0]]


def texts(sheet: Worksheet) -> dict[str, object]:
    """What its cells say, by address; empty ones left out."""
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def logo() -> bytes:
    """A picture of 8 by 8 points in PNG (RFC 2083)."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    pixels = b"".join(b"\0" + bytes((40, 90, 160)) * 8 for _ in range(8))
    head = struct.pack(">2I5B", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


STEP_ROW = 7  # of the designed form: the pattern row of its table


def designed_form() -> bytes:
    """A form as a team draws it up.

    Row 1: a merged title and the logo; row 3: head data; row 4 and 5: a long text in a merged area of two rows with a
    merged label; row 6 and 7: a table with its pattern row; below it a rule, a drop-down, a picture and formulas; a
    footer, repeated rows, a print area, a page break, a text box, and a second sheet that reads the first.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 1, 1)})  # else two calls differ by the second
    sheet, other = book.add_worksheet("表单"), book.add_worksheet("统计")
    wrapped = book.add_format({"text_wrap": True, "border": 1, "font_size": 10, "valign": "top"})
    bold, plain = book.add_format({"bold": True, "font_size": 16}), book.add_format({"border": 1})
    red, blue = book.add_format({"font_color": "red"}), book.add_format({"font_color": "blue"})
    sheet.set_column("A:A", 12)
    sheet.set_column("B:D", 18)
    sheet.merge_range("A1:D1", "{{公司名称}}处理单", bold)
    sheet.set_row(0, 40)
    sheet.insert_image("D1", "logo.png", {"image_data": io.BytesIO(logo())})
    sheet.write("A3", "编号", plain)
    sheet.write_rich_string("B3", "第 ", red, "{{反馈", blue, "编号}} 号", wrapped)
    sheet.write("C3", "{{反馈日期|日期}}", plain)
    sheet.merge_range("A4:A5", "处理过程", plain)
    sheet.merge_range("B4:D5", "{{处理过程}}", wrapped)
    sheet.set_row(4, 30)
    for column, head in enumerate(("序号", "步骤", "责任人", "附件")):
        sheet.write(5, column, head, plain)
    for column, name in enumerate(("序号", "步骤", "责任人", "附件")):
        sheet.write(6, column, f"{{{{步骤.{name}}}}}", wrapped)
    sheet.set_row(6, 24)
    sheet.write("A8", "评价", plain)
    sheet.write("B8", "{{评价}}", plain)
    sheet.write_formula("C8", '=B8&"分"', plain, "{{评价}}分")
    sheet.write_formula("D8", "=COUNTA(B7:B7)", plain, 1)
    sheet.conditional_format("B7:B7", {"type": "text", "criteria": "containing", "value": "急", "format": red})
    sheet.conditional_format("B8", {"type": "formula", "criteria": '=$B$8="差"', "format": red})
    sheet.data_validation("A9", {"validate": "list", "source": ["是", "否"]})
    sheet.insert_image("B10", "seal.png", {"image_data": io.BytesIO(logo())})
    sheet.insert_textbox("A12", "{{公司名称}}（章）")
    sheet.print_area("A1:D14")
    sheet.repeat_rows(0, 1)
    sheet.set_h_pagebreaks([9])
    sheet.set_footer('&L&"Arial"&9{{反馈编号}}&R{{公司名称}} 第 &P 页')
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    other.write_formula("A1", "='表单'!B8", None, "{{评价}}")
    book.define_name("评分", "='表单'!$B$8")
    book.close()
    return buffer.getvalue()
