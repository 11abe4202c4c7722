"""Which rows belong to which case? (FR-8)"""

from tests.rules.record_rows import case_view, without_sheet
from xltools.rules.case_records import case_records

CASES = """
    | 反馈编号 | 客户姓名 |
    | 20240506-CS-001 | 王芳 |
    |  | 李明 |
    | 20240506-CS-002 | 张伟 |
"""
DUTIES = """
    | 反馈编号 | 协同部门 |
    | 20240506-CS-002 | 技术部 |
    | 20240506-CS-001 | 物流部 |
    | 20240506-CS-009 | 物流部 |
    |  | 产品部 |
    | 20240506-CS-002 | 物流部 |
"""


def test_rows_go_to_the_case_that_bears_the_number_and_to_no_other() -> None:
    records = case_records(*case_view("rapid_response", CASES, duties=DUTIES), "duties", "department")
    assert records is not None
    assert records.cases == [2, 0, None, None, 2]  # an empty number is not the case that has none yet
    assert records.by_case() == {2: [0, 4], 0: [1]}
    assert records.column("department")[4] == "物流部"
    assert records.column("no_such_field") == [None] * 5


def test_the_number_may_be_called_otherwise() -> None:
    improvements = """
        | 改进事项 | 来源编号 |
        | 支付回调重试 | 20240506-CS-001 |
    """
    records = case_records(*case_view("rapid_response", CASES, improvements=improvements), "improvements")
    assert records is not None
    assert (records.number_field, list(records.cases)) == ("source_case", [0])


def test_without_sheet_or_needed_field_there_is_nothing_to_work_on() -> None:
    register, view = case_view("rapid_response", CASES, duties=DUTIES)
    assert case_records(register, view, "duties", "department", "no_such_field") is None
    assert case_records(register, view, "reviews") is None
    assert case_records(without_sheet(register, "duties"), view, "duties") is None
