"""Which cases count, and what of them is done."""

from dataclasses import replace

from tests.reports.extraction.extracted import at_hand
from xltools.reports.extraction.cases_at_hand import cases_at_hand

REPORT = """
| 反馈编号 | 反馈日期 | 状态 | 处理完成时间 | 审核日期 | 结果告知时间 | 登记时间 |
| 202405-001 | @2024-05-01 09:30 | 已关闭 | @2024-05-03 10:00 | @2024-05-04 | @2024-05-04 11:00 | @2024-05-01 10:00 |
| 202405-002 | @2024-05-02 09:30 | 处理中 | @2024-05-03 10:00 | | | @2024-05-02 10:00 |
| 202405-003 | @2024-05-03 09:30 | 已关闭 | | | | @2024-05-03 10:00 |
| 202405-004 | | 待补充 | | | | @2024-05-04 10:00 |
"""
ROUNDS = """
| 反馈编号 | 轮次 | 重新处理时间 |
| 202405-001 | #1 | @2024-05-03 12:00 |
| 202405-002 | #1 | @2024-05-06 12:00 |
| 202405-002 | #2 | @2024-05-08 12:00 |
"""


def test_a_closed_case_was_closed_at_the_latest_moment_that_its_walk_waited_for() -> None:
    closed = at_hand("feedback_report", REPORT).closed_at
    assert [f"{moment:%m-%d %H:%M}" if moment else "" for moment in closed] == ["05-04 23:59", "", "05-03 10:00"]


def test_a_row_without_a_moment_of_receipt_is_left_out_and_counted() -> None:
    cases = at_hand("feedback_report", REPORT)
    assert (cases.rows, list(cases.view.table.rows), len(cases.view.numbers)) == (4, [5, 6, 7], 3)


def test_what_an_earlier_round_did_is_not_done_while_the_case_is_open() -> None:  # FR-11
    cases = at_hand("feedback_report", REPORT, rounds=ROUNDS)
    assert [str(day)[5:] for day in cases.done_at("completed_at").astype("datetime64[D]")] == ["05-03", "", ""]
    assert [str(day)[5:] for day in cases.moments("completed_at").astype("datetime64[D]")] == ["05-03", "05-03", ""]
    assert {index: f"{moment:%m-%d}" for index, moment in cases.begun.items()} == {0: "05-03", 1: "05-08"}


def test_a_result_that_is_not_confirmed_is_not_done() -> None:  # ST-9
    table = """
    | 工单号 | 反馈时间 | 处理状态 | 解决时间 |
    | 202405-00001 | @2024-05-01 09:30 | 待确认 | @2024-05-03 10:00 |
    | 202405-00002 | @2024-05-01 09:40 | 待回访 | @2024-05-03 10:00 |
    | 202405-00003 | @2024-05-01 09:50 | 已结案 | @2024-05-03 10:00 |
    """
    confirmations = """
    | 工单号 | 确认日期 | 客户签字人 |
    | 202405-00001 | @2024-05-03 | |
    | 202405-00002 | @2024-05-03 | 张三 |
    """
    done = at_hand("service_ticket", table, confirmations=confirmations).done_at("completed_at")
    assert [str(day)[5:] for day in done.astype("datetime64[D]")] == ["", "05-03", "05-03"]


def test_without_states_a_case_closes_with_its_completion() -> None:
    register = at_hand("feedback_report", REPORT).register
    stateless = replace(register, definition=register.definition.model_copy(update={"states": ()}))
    closed = cases_at_hand(stateless).closed_at
    assert [f"{moment:%m-%d %H:%M}" if moment else "" for moment in closed] == ["05-03 10:00", "05-03 10:00", ""]
