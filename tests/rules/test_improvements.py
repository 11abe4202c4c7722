"""A process suggestion ends in an improvement item. (RR-13)"""

import pytest

from tests.rules.record_rows import case_view, told, with_settings, without_declared_sheet, without_sheet
from xltools.rules.improvements import check_improvements, improvement_facts

CASES = """
    | 反馈编号 | 问题类型 | 闭环时间 |
    | 20240506-CS-001 | 流程优化 | @2024-05-08 10:00 |
    | 20240506-CS-002 | 流程优化 | |
    | 20240506-CS-003 | 投诉 | @2024-05-08 10:00 |
    | | 流程优化 | @2024-05-08 10:00 |
"""
MISSING = [("IMPROVEMENT_MISSING", row, "closed_at") for row in (1, 4)]


@pytest.mark.parametrize(
    ("sources", "listed", "expected"),
    [
        ([], [], MISSING),
        (["20240506-CS-001"], [0], MISSING[1:]),
        (["20240506-CS-002", ""], [1], MISSING),  # an item of the monthly report belongs to no case
        (["20240506-CS-009"], [], MISSING),
    ],
)
def test_improvements(sources: list[str], listed: list[int], expected: list[tuple[str, int, str]]) -> None:
    items = "| 改进事项 | 来源编号 |\n" + "\n".join(f"| 支付回调重试 | {source} |" for source in sources)
    register, view = case_view("rapid_response", CASES, **({"improvements": items} if sources else {}))
    register = with_settings(register, improvement_types="流程优化")
    column = ["是" if index in listed or index == 2 else None for index in range(4)]  # the third needs none
    assert improvement_facts(register, view) == {"improvement_listed": column}
    assert told(check_improvements(register, view, register.policy)) == expected


def test_which_types_need_an_item_is_a_setting() -> None:
    register, view = case_view("rapid_response", CASES)
    for types, rows in (("投诉", [3]), ("", [])):
        policy = with_settings(register, improvement_types=types).policy
        assert told(check_improvements(register, view, policy)) == [
            ("IMPROVEMENT_MISSING", row, "closed_at") for row in rows
        ]


def test_without_the_sheet_or_the_field() -> None:
    register, view = case_view("rapid_response", CASES)
    gone = without_sheet(register, "improvements")
    assert told(check_improvements(gone, view, register.policy)) == []
    assert improvement_facts(gone, view) == {"improvement_listed": [None, None, "是", None]}
    assert improvement_facts(without_declared_sheet(register, "improvements"), view) == {}
    other, cases = case_view("feedback_report", "| 反馈编号 |\n| 202405-001 |")
    policy = with_settings(other, improvement_types="流程优化").policy
    assert told(check_improvements(other, cases, policy)) == []
