"""The small workbook of a case: everything in it, readable, the same bytes each time. (ST-12)"""

from io import BytesIO

import openpyxl
import pytest

from tests.registers import definition
from tests.reports.case_rows.made_cases import LOG, MADE_AT, ODD, odd_case
from xltools.model.case_file import CaseFile
from xltools.reports.case_rows.case_workbook import case_workbook


def book(case: CaseFile) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(case_workbook(case, MADE_AT)))


def test_the_row_is_told_head_by_head() -> None:
    sheet = book(odd_case())["登记"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}
    assert told["编号"] == "202405-001"
    assert told["客户"] == ODD["customer_name"]
    assert told["描述"] == str(ODD["problem_description"]).replace("\r\n", "\n")
    assert {field.header for field in odd_case().definition.register_sheet.fields} <= told.keys()


def test_the_log_is_a_table() -> None:
    sheet = book(odd_case())["过程"]
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert heads == ["编号", "时间", "校验提示", "内容"]
    assert [row[-1] for row in rows] == [record["content"] for record in LOG]
    assert sheet.print_title_rows == "$4:$4"


def test_the_same_case_gives_the_same_bytes() -> None:
    assert case_workbook(odd_case(), MADE_AT) == case_workbook(odd_case(), MADE_AT)


def test_a_long_text_goes_on_in_further_rows() -> None:
    text = "".join(f"第{place}句说明。" for place in range(2000))
    sheet = book(odd_case(problem_description=text))["登记"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    start = next(place for place, row in enumerate(rows) if row[0] == "描述")
    pieces = [rows[start][1], *(row[1] for row in rows[start + 1 :] if row[0] == "（续）")]
    assert "".join(pieces) == text
    assert all((sheet.row_dimensions[row].height or 0) < 409 for row in range(1, sheet.max_row + 1))


@pytest.mark.parametrize("name", ["feedback_report", "feedback_analysis", "rapid_response", "service_ticket"])
def test_every_register_s_sheets_can_be_drawn(name: str) -> None:
    declared = definition(name)
    records = {sheet.key: ({},) * 3 for sheet in declared.sheets if sheet.kind.value in ("log", "records")}
    case = CaseFile(declared, "1", 5, {}, records)
    sheets = book(case).sheetnames
    assert sheets == [declared.register_sheet.title, *(declared.sheet(key).title for key in records)]  # type: ignore[union-attr]


def test_what_xml_cannot_hold_does_not_stop_it() -> None:
    odd = odd_case(customer_name="a\ud800\x0b\ufffe", problem_description="长" * 40_000)
    case = CaseFile(odd.definition, "&" * 200, 5, odd.values, odd.records)
    sheet = book(case)["登记"]
    assert {row[1].value for row in sheet.iter_rows(min_row=4)} >= {"a"}
