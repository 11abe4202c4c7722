"""A cross-department case closes when every department has done its part. (RR-11)"""

import pytest

from tests.rules.record_rows import case_view, told, with_settings, without_declared_sheet, without_sheet
from xltools.rules.duties import check_duties, duty_facts

CASES = """
    | 反馈编号 | 问题类型 | 闭环时间 |
    | 20240506-CS-001 | 跨部门协作 | @2024-05-08 10:00 |
    | 20240506-CS-002 | 投诉 | |
"""
HEADS = "| 反馈编号 | 协同部门 | 进度 |\n"
OPEN, NONE = ("DUTY_OPEN", 1, "closed_at"), ("DUTY_MISSING", 1, "problem_type")


@pytest.mark.parametrize(
    ("rows", "done", "expected"),
    [
        ([], [False, True], [NONE]),
        (["001 | 技术部 | 已完成", "001 | 物流部 | 已取消"], [True, True], []),
        (["001 | 技术部 | 已完成", "001 | 物流部 | 进行中"], [False, True], [OPEN]),
        (["001 | 技术部 | 未开始"], [False, True], [OPEN]),
        (["001 | 技术部 |"], [False, True], [OPEN]),
        (["001 | 技术部 | 已完成", "002 | 物流部 | 进行中"], [True, False], []),  # not closed yet
        (["009 | 技术部 | 进行中"], [False, True], [NONE]),
    ],
)
def test_duties(rows: list[str], done: list[bool], expected: list[tuple[str, int, str]]) -> None:
    duties = HEADS + "\n".join(f"| 20240506-CS-{row} |" for row in rows)
    register, view = case_view("rapid_response", CASES, **({"duties": duties} if rows else {}))
    register = with_settings(register, cross_department_types="跨部门协作")
    assert duty_facts(register, view) == {"duties_done": ["是" if each else None for each in done]}
    assert told(check_duties(register, view, register.policy)) == expected


def test_each_department_is_named_once_in_any_order_of_rows() -> None:
    rows = ["| 20240506-CS-001 | 物流部 | 未开始 |", "| 20240506-CS-001 | 技术部 | 未开始 |"]
    values = set()
    for ordered in (rows + rows[:1], rows[::-1]):
        register, view = case_view("rapid_response", CASES, duties=HEADS + "\n".join(ordered))
        values |= {finding.params["value"] for finding in check_duties(register, view, register.policy)}
    assert values == {"技术部、物流部"}


def test_which_types_need_duties_is_a_setting() -> None:
    register, view = case_view("rapid_response", CASES)
    for types, rows in (("投诉、跨部门协作", [1, 2]), ("投诉", [2]), ("", [])):
        policy = with_settings(register, cross_department_types=types).policy
        assert told(check_duties(register, view, policy)) == [("DUTY_MISSING", row, "problem_type") for row in rows]


def test_without_the_sheet() -> None:
    register, view = case_view("rapid_response", CASES)
    gone = without_sheet(register, "duties")
    assert told(check_duties(gone, view, register.policy)) == []
    assert duty_facts(gone, view) == {"duties_done": ["是", "是"]}
    assert duty_facts(without_declared_sheet(register, "duties"), view) == {}
