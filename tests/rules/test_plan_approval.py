"""Plans are approved on their sheet, important ones by a meeting. (ST-6)"""

import pytest

from tests.rules.record_rows import case_view, told, with_settings, without_declared_sheet, without_sheet
from xltools.rules.plan_approval import check_plans, plan_facts

CASES = """
    | 工单号 | 问题分级 | 方案批准时间 |
    | 202405-00001 | 一般 | @2024-05-06 10:00 |
    | 202405-00002 | 重要 | @2024-05-06 10:00 |
    | 202405-00003 | 紧急 | |
"""
HEADS = "| 工单号 | 审批方式 | 审批结论 |\n"
MEETING = {"meeting_priorities": "重要、紧急", "meeting_kind": "跨部门会议"}
ONE_MISSING, TWO_MISSING = ("PLAN_MISSING", 1, "plan_approved_at"), ("PLAN_MISSING", 2, "plan_approved_at")


@pytest.mark.parametrize(
    ("rows", "approved", "expected"),
    [
        ([], [False, False, False], [ONE_MISSING, TWO_MISSING]),
        (
            ["00001 | 主管审批 | 同意", "00002 | 跨部门会议 | 同意", "00003 | 跨部门会议 | 同意"],
            [True, True, True],
            [],
        ),
        (["00001 | 主管审批 | 不同意", "00002 | 跨部门会议 |"], [False, False, False], [ONE_MISSING, TWO_MISSING]),
        (["00001 | 主管审批 | 不同意", "00001 | 主管审批 | 同意"], [True, False, False], [TWO_MISSING]),
        (["00001 | 主管审批 | 同意", "00001 | 主管审批 | 不同意"], [True, False, False], [TWO_MISSING]),
        (
            ["00001 | 跨部门会议 | 同意", "00002 | 主管审批 | 同意"],
            [True, False, False],
            [("PLAN_APPROVAL_UNFIT", 2, "approval_kind")],
        ),
        # said before it is approved; of no interest once refused, or while nobody said how
        (
            ["00003 | 主管审批 |", "00003 | 主管审批 | 不同意", "00003 | |"],
            [False, False, False],
            [("PLAN_APPROVAL_UNFIT", 1, "approval_kind"), ONE_MISSING, TWO_MISSING],
        ),
        (["00009 | 主管审批 | 同意"], [False, False, False], [ONE_MISSING, TWO_MISSING]),
    ],
)
def test_plans(rows: list[str], approved: list[bool], expected: list[tuple[str, int, str]]) -> None:
    plans = HEADS + "\n".join(f"| 202405-{row} |" for row in rows)
    register, view = case_view("service_ticket", CASES, **({"plans": plans} if rows else {}))
    assert plan_facts(register, view) == {"plan_approved": ["是" if each else None for each in approved]}
    policy = with_settings(register, **MEETING).policy
    assert told(check_plans(register, view, policy)) == sorted(expected)


@pytest.mark.parametrize("key", MEETING)
def test_without_the_settings_any_approval_will_do(key: str) -> None:
    register, view = case_view("service_ticket", CASES, plans=f"{HEADS}| 202405-00002 | 主管审批 | 同意 |")
    policy = with_settings(register, **{**MEETING, key: ""}).policy
    assert told(check_plans(register, view, policy)) == [ONE_MISSING]


def test_without_the_sheet() -> None:
    register, view = case_view("service_ticket", CASES)
    assert told(check_plans(without_sheet(register, "plans"), view, register.policy)) == []
    assert plan_facts(without_sheet(register, "plans"), view) == {"plan_approved": [None] * 3}
    assert plan_facts(without_declared_sheet(register, "plans"), view) == {}
