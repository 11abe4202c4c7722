"""Odd values in every column and on every settings sheet."""

from pathlib import Path

import openpyxl
import pytest

from tests.hostile.samples import edited, survived, with_cells
from tests.operations.passes.test_refresh import NAME
from tests.registers import NOW, heads_of, read, template
from xltools.model.field import FieldKind
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import RefreshResult, refresh
from xltools.workbook.packaging.package import open_package
from xltools.workbook.splicing.cell_styles import CellStyles
from xltools.workbook.splicing.cell_text import escaped

TEXTS = [
    "_x0041_",
    "_x000D_",
    "a\r\nb",
    "a\tb",
    "a\x01b",
    "\u202eRTL\u202c",
    "👨‍👩‍👧‍👦",
    "=1+1",
    "@SUM(A1)",
    "-cmd|' /C calc'!A0",
    "x" * 32767,
    "  空格  ",
    "\u3000",
    "\u200b",
    "TRUE",
    "#N/A",
    "٣",
    "²",
    "9" * 400,
    "2024-13-45",
    "24:00",
    "9999-12-31",
    "1899-12-31",
    "2024年2月30日",
    "{0}{value}%s%n",
    "<&>\"'",
    "\ufeff",
    "\ufffe",
    "1e400",
    "％",
    "../../etc/passwd",
    "a;b;;c",
    "\n\n\n",
    "]]>",
    "13800005678\x00",
    "-" * 20000,
    ("a." * 2000) + "@" + ("a-" * 2000),
    "(" * 3000,
]
NUMBERS = ["0", "-1", "1e308", "-1e308", "60", "0.99999999", "2958466", "-700000", "123456789012345678", "INF", ""]
TEMPLATES = ["feedback_report", "feedback_analysis", "rapid_response", "service_ticket"]


def column_letters(count: int) -> list[str]:
    return [openpyxl.utils.get_column_letter(number) for number in range(1, count + 1)]


def everywhere(cells: list[str], width: int) -> bytes:
    """Rows that hold one and the same cell in every column; a NUL stands for its address."""
    return "".join(
        f'<row r="{row}">' + "".join(cell.replace("\0", f"{place}{row}") for place in column_letters(width)) + "</row>"
        for row, cell in enumerate(cells, start=9)
    ).encode()  # fmt: skip


def test_every_odd_text_in_every_column(tmp_path: Path) -> None:
    start, end = '<c r="\0" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
    cells = [start + escaped(text).decode() + end for text in TEXTS]
    assert isinstance(survived(tmp_path, with_cells(everywhere(cells, 53))), RefreshResult)


def test_every_odd_number_in_every_column_and_format(tmp_path: Path) -> None:
    styles = CellStyles(open_package(template(NAME)))
    dated = next(style for style in range(99) if styles.shows_date(style))
    cells = [f'<c r="\0" s="{style}"><v>{number}</v></c>' for number in NUMBERS for style in (0, dated)]
    cells += ['<c r="\0" t="b"><v>1</v></c>', '<c r="\0" t="b"><v>0</v></c>', '<c r="\0" t="e"><v>#N/A</v></c>']
    assert isinstance(survived(tmp_path, with_cells(everywhere(cells, 53))), RefreshResult)


@pytest.mark.parametrize("number", ["123456789012345", "-123456789012345", "-1E+300"])
def test_a_long_number_in_a_date_format_is_one_finding_and_no_panic(tmp_path: Path, number: str) -> None:
    styles = CellStyles(open_package(template(NAME)))
    dated = next(style for style in range(99) if styles.shows_date(style))
    column = openpyxl.utils.get_column_letter(heads_of(NAME, "cases").index("反馈日期") + 1)
    cells = f'<row r="9"><c r="{column}9" s="{dated}"><v>{number}</v></c><c r="CC9"><v>-987654321098</v></c></row>'
    result = survived(tmp_path, with_cells(cells.encode()))
    assert isinstance(result, RefreshResult)
    assert [each.code.value for each in result.findings if each.row == 9 and each.field == "received_at"] == [
        "DATE_UNREADABLE"
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_true_in_a_column_that_the_tool_proposes_for(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(template(name))
    book = openpyxl.load_workbook(path)
    table = read(template(name), NOW, name).cases
    for field in table.definition.fields:
        if field.kind is FieldKind.CHOICE:
            book[table.title].cell(5, table.columns[field.name], True)
        elif field.kind is FieldKind.LONG_TEXT:
            book[table.title].cell(6, table.columns[field.name], "空调开机十分钟后自动停机")  # and proposals are made
    book.save(path)
    refresh(path, NOW, order=PassOrder(hold_seconds=0))
    assert refresh(path, NOW, order=PassOrder(hold_seconds=0)).edits == ()


ODD_SETTINGS: list[object] = [
    None,
    " ",
    "10分",
    "5%",
    "1,000",
    "1e3",
    "-1",
    "9" * 309,
    "99999999999",
    1e300,
    True,
    NOW,
    "../../etc",
    "/etc",
    "附" * 300,
    "x" * 5000,
    ".",
    "C:\\x",
    "Asia",
    "../Asia/Shanghai",
    "localtime",
    "=1+1",
]


@pytest.mark.parametrize("value", ODD_SETTINGS, ids=lambda value: str(value)[:20])
def test_any_value_in_every_setting(tmp_path: Path, value: object) -> None:
    def overtype(book: openpyxl.Workbook) -> None:
        sheet = book["设置"]
        column = [cell.value for cell in sheet[4]].index("值") + 1
        for row in range(5, sheet.max_row + 1):
            if sheet.cell(row, 1).value:
                sheet.cell(row, column).value = value

    assert isinstance(survived(tmp_path, edited(overtype)), RefreshResult)


def test_settings_rows_blank_doubled_and_gone(tmp_path: Path) -> None:
    def mix_up(book: openpyxl.Workbook) -> None:
        for title in ("设置", "模糊用语", "选项", "作废编号"):
            sheet = book[title]
            for row in range(5, 12):
                sheet.cell(row, 1).value = None if row % 2 else "(*[.重复"

    assert isinstance(survived(tmp_path, edited(mix_up)), RefreshResult)
