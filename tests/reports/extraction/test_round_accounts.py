"""What sheet 处理轮次 tells of rounds that are over. (FR-11, FA-14)"""

from datetime import date, datetime

import pytest

from tests.reports.extraction.extracted import at_hand
from xltools.model.register import Value
from xltools.reports.extraction.round_accounts import is_of_earlier_round, is_told

CASES = "| 反馈编号 | 反馈日期 | 状态 |\n| 202405-001 | @2024-05-01 09:30 | 二次处理 |"
REOPENED = datetime(2024, 5, 6, 12)


def test_rounds_come_in_their_order_and_begin_where_the_one_before_ended() -> None:
    rounds = """
    | 反馈编号 | 轮次 | 结束时间 | 经过 | 重新处理时间 |
    | 202405-001 | #2 | @2024-05-08 10:00 | 处理结果：换了 主板：好 | @2024-05-08 12:00 |
    | 202405-001 | #1 | @2024-05-06 10:00 | 评分：7.5 | @2024-05-06 12:00 |
    | 202405-001 | #3 | | 审核日期：2024-05-07 | |
    | 202405-009 | #1 | | 评分：7 | @2024-05-06 12:00 |
    """
    ((first, second),) = at_hand("feedback_report", CASES, rounds=rounds).ended.values()
    assert first == (1, None, datetime(2024, 5, 6, 10), {"score": 7.5}, REOPENED)
    assert (second.begun_at, second.account) == (REOPENED, {"result": "换了 主板：好"})


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("审核日期：2024-05-07", {"reviewed_at": date(2024, 5, 7)}),
        ("结果告知时间：2024-05-07 10:30", {"informed_at": datetime(2024, 5, 7, 10, 30)}),
        ("结果告知时间：昨天", {}),
        ("评分：好", {}),
        ("客户名称/单位：某公司", {}),  # not of a round
        ("处理结果", {}),
    ],
)
def test_only_what_was_written_there_is_read(line: str, account: dict[str, Value]) -> None:
    rounds = f"| 反馈编号 | 经过 | 重新处理时间 |\n| 202405-001 | {line} | @2024-05-06 12:00 |"
    ((only,),) = at_hand("feedback_report", CASES, rounds=rounds).ended.values()
    assert (only.number, only.account) == (1, account)


def test_a_value_is_told_as_it_was_written() -> None:
    account: dict[str, Value] = {"result": "换了 主板", "score": 7.0}
    assert is_told(account, "result", "换了\n主板")
    assert is_told(account, "score", 7)
    assert not is_told(account, "score", 8)
    assert not is_told(account, "customer_comment", "换了 主板")


@pytest.mark.parametrize(
    ("moment", "anchor", "earlier"),
    [
        (datetime(2024, 5, 6, 12), None, True),
        (datetime(2024, 5, 6, 12, 1), None, False),
        (date(2024, 5, 6), None, True),
        (date(2024, 5, 6), datetime(2024, 5, 6, 11), True),  # the result is the earlier round's as well
        (date(2024, 5, 6), datetime(2024, 5, 6, 15), False),  # reviewed on the day of the new result
        (date(2024, 5, 5), datetime(2024, 5, 6, 15), True),
        (date(2024, 5, 7), None, False),
        (None, None, False),
    ],
)
def test_what_is_dated_before_a_round_began_is_not_of_it(moment: Value, anchor: Value, earlier: bool) -> None:
    assert is_of_earlier_round(moment, REOPENED, anchor) is earlier
