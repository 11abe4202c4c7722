"""Duties, tasks and measures that are open, and those past their time. (RR-11, FA-8, ST-8, RR-13)"""

from datetime import date, datetime

import pytest

from tests.registers import NOW
from tests.rules.record_rows import case_view, told
from xltools.rules.open_records import check_open_records, open_records


@pytest.mark.parametrize(
    ("name", "key", "heads", "field"),
    [
        ("rapid_response", "duties", "| 反馈编号 | 完成时限 | 进度 |", "due_at"),
        ("feedback_analysis", "co_departments", "| 反馈编号 | 完成时限 | 进度 |", "due_at"),
        ("rapid_response", "improvements", "| 来源编号 | 计划完成 | 进度 |", "due_on"),
        ("service_ticket", "customer_tasks", "| 工单号 | 需要时间 | 配合状态 |", "due_at"),
    ],
)
def test_every_record_sheet_with_due_time_and_progress(name: str, key: str, heads: str, field: str) -> None:
    going, done = ("待客户办理", "客户已办理") if key == "customer_tasks" else ("进行中", "已完成")
    dropped = "不再需要" if key == "customer_tasks" else "已取消"
    words = [going, "", done, dropped]
    rows = "\n".join(f"| 202405-001 | @2024-05-09 | {word} |" for word in words)
    register, _ = case_view(name, "", **{key: f"{heads}\n{rows}\n| 202405-001 | | {going} |"})
    assert told(check_open_records(register, NOW)) == [("RECORD_OVERDUE", 1, field), ("RECORD_OVERDUE", 2, field)]
    assert [record.position for record in open_records(register)] == [0, 1, 4]
    assert {record.table.definition.key for record in open_records(register)} == {key}


@pytest.mark.parametrize(
    ("due", "now", "overdue"),
    [
        ("@2024-05-10 14:00", datetime(2024, 5, 10, 14, 0), False),  # on time means at the due time or before
        ("@2024-05-10 14:00", datetime(2024, 5, 10, 14, 0, 1), True),
        ("@2024-05-10", datetime(2024, 5, 10, 23, 59, 59), False),  # a day alone is due at its end
        ("@2024-05-10", datetime(2024, 5, 11), True),
        ("尽快", datetime(2024, 5, 11), False),
    ],
)
def test_when_a_row_is_overdue(due: str, now: datetime, overdue: bool) -> None:
    register, _ = case_view(
        "rapid_response", "", duties=f"| 反馈编号 | 完成时限 | 进度 |\n| 20240506-CS-001 | {due} | 进行中 |"
    )
    assert told(check_open_records(register, now)) == [("RECORD_OVERDUE", 1, "due_at")] * overdue


def test_a_plan_has_no_progress_and_is_no_open_record() -> None:  # ST-6
    plans = "| 工单号 | 处理方案 | 完成时限 |\n| 202405-00001 | 更换主控板 | @2024-05-01 12:00 |"
    register, _ = case_view("service_ticket", "", plans=plans)
    assert list(open_records(register)) == []


def test_what_is_due_is_told_as_it_was_typed() -> None:
    improvements = "| 改进事项 | 计划完成 | 进度 |\n| 支付回调重试 | @2024-05-09 | 进行中 |"
    register, _ = case_view("rapid_response", "", improvements=improvements)
    (record,) = open_records(register)
    assert record.table.values[record.due_field][record.position] == date(2024, 5, 9)
    assert [finding.params for finding in check_open_records(register, NOW)] == [{"value": "2024-05-09"}]
