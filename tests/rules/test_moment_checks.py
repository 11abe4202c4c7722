"""Moments that limits rest on. (RR-3, ST-3)"""

from tests.life import Life
from tests.rules.test_case_workflow import RAPID


def rapid(**cells: str) -> Life:
    life = Life("rapid_response")
    life.type(1, **{**RAPID, "问题大类": "技术类", "问题小类": "系统异常", **cells})
    return life


def test_a_day_alone_is_asked_for_its_hour_while_a_limit_counts_hours() -> None:
    life = rapid(提交时间="@2023-10-27")
    life.refresh("2023-10-27 14:32")
    assert ("HOUR_MISSING", 1, "received_at") in life.findings
    life.type(1, 提交时间="@2023-10-27 14:30")
    life.refresh("2023-10-27 14:35")
    assert "HOUR_MISSING" not in [code for code, _, _ in life.findings]


def test_a_day_alone_will_do_where_limits_count_days() -> None:
    life = rapid(提交时间="@2023-10-27", 影响范围="个别", 紧急程度="低")
    life.refresh("2023-10-27 14:32")
    assert "HOUR_MISSING" not in [code for code, _, _ in life.findings]


def test_what_is_done_tomorrow_is_not_done_today() -> None:
    life = rapid(首次响应时间="@2023-10-29 10:00")
    life.refresh("2023-10-27 15:00")
    assert ("DATE_IN_FUTURE", 1, "first_response_at") in life.findings
    assert life.shows("超时标记", "下一时限") == ["超时", "首次响应 2023-10-27 14:45"]
