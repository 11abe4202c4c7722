"""Rows that go back to people: as they were, faults coloured, texts as texts, the same bytes each time. (FA-1)"""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl

from xltools.reports.returned_rows import ReturnedRow, ReturnedRows, refusal_workbook, returned_workbook
from xltools.workbook.template.palette import FAULTY

ROW = ReturnedRow(
    7, ("【手机】不像电话", "【时间】看不出"),
    ["=1+1", 13800001234.0, datetime(2024, 5, 1, 9, 30), date(2024, 5, 1), time(9), 1.5, ""],
    frozenset({1}), "0123456789abcdef0123",
)  # fmt: skip
ROWS = ReturnedRows("评价.csv", "台账.xlsx", "电话", ("行号", "问题", "来源键"), list("abcdefg"), [ROW])


def sheet(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(BytesIO(data)).worksheets[0]


def test_cells_are_as_they_were() -> None:
    cells = sheet(returned_workbook(ROWS))[5]
    assert [cell.value for cell in cells] == [
        7, "【手机】不像电话\n【时间】看不出", "=1+1", 13800001234, datetime(2024, 5, 1, 9, 30), datetime(2024, 5, 1),
        time(9), 1.5, None, ROW.key,
    ]  # fmt: skip
    assert cells[2].data_type == "s"


def test_only_the_faulty_cells_are_coloured() -> None:
    cells = sheet(returned_workbook(ROWS))[5]
    coloured = [cell.fill.start_color.rgb == f"FF{str(FAULTY['bg_color'])[1:]}" for cell in cells]
    assert coloured == [place == 3 for place in range(len(cells))]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert returned_workbook(ROWS) == returned_workbook(ROWS)
    assert refusal_workbook("a", "b") == refusal_workbook("a", "b")


def test_the_workbook_says_where_it_came_from() -> None:
    book = openpyxl.load_workbook(BytesIO(returned_workbook(ROWS)))
    assert {each.name: each.value for each in book.custom_doc_props.props} == {
        "xltools_source": "评价.csv", "xltools_register": "台账.xlsx", "xltools_channel": "电话",
    }  # fmt: skip


def test_what_no_file_can_hold_does_not_stop_it() -> None:
    odd = ROW._replace(cells=["a\ud800\x0b", "长" * 40_000, *ROW.cells[2:]])
    cells = sheet(returned_workbook(ReturnedRows("x" * 300, "", "", ROWS.added_heads, ROWS.heads, [odd])))[5]
    assert cells[2].value == "a"
    assert 30_000 < len(cells[3].value) <= 32_767


def test_a_refusal_gives_reason_and_lines_to_copy() -> None:
    found = sheet(refusal_workbook("评价.csv", "文件是空的", ("[[imports]]", 'name = "x"')))
    assert [found.cell(row, 1).value for row in (2, 4, 5)] == ["文件是空的", "[[imports]]", 'name = "x"']
