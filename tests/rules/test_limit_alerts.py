"""Who is told of a limit, when, and whether it happened. (FR-17, FA-6, RR-10)"""

from tests.explained import REPORT, at, entry, explained, limits
from tests.life import Life


def alerts(life: Life, now: str, label: str) -> list[tuple[str, str, str, bool]]:
    return [
        (each.kind.said, at(each.moment), each.to, each.told) for each in limits(explained(life, now))[label].alerts
    ]


def urgent() -> Life:
    life = Life("feedback_report")
    life.type(1, **REPORT)
    return life


def test_what_is_due_is_told_once_the_pass_told_it():
    life = urgent()
    assert alerts(life, "2024-05-09 17:00", "首次响应") == [
        ("升级", "05-09 16:30", "刘敏", False), ("临期", "05-09 19:30", "王强", False),
        ("升级", "05-09 20:30", "郑伟", False)]  # fmt: skip
    life.refresh("2024-05-09 17:00")
    life.refresh("2024-05-09 19:45")
    assert alerts(life, "2024-05-09 19:45", "首次响应") == [
        ("升级", "05-09 16:30", "刘敏", True), ("临期", "05-09 19:30", "王强", True),
        ("升级", "05-09 20:30", "郑伟", False)]  # fmt: skip


def test_a_warning_that_came_too_late_is_not_owed_any_more():
    life = urgent()
    life.refresh("2024-05-09 17:00")
    assert alerts(life, "2024-05-09 22:00", "首次响应") == [
        ("升级", "05-09 16:30", "刘敏", True), ("升级", "05-09 20:30", "郑伟", False)]  # fmt: skip


def test_what_is_done_shows_only_what_was_told():
    life = urgent()
    life.refresh("2024-05-09 17:00")
    life.type(1, 首次响应时间="@2024-05-09 17:10")
    life.refresh("2024-05-09 17:30")
    assert alerts(life, "2024-05-09 17:30", "首次响应") == [("升级", "05-09 16:30", "刘敏", True)]


def test_nobody_is_told_while_a_case_waits():
    life = urgent()
    life.refresh("2024-05-09 17:00")
    entry(life, 1, "2024-05-13 10:00", "暂停")
    assert alerts(life, "2024-05-13 11:00", "处理完成") == []


def test_each_message_to_the_customer_is_a_new_occasion():  # FR-7
    life = urgent()
    life.type(1, 首次响应时间="@2024-05-09 17:00", 初步方案时间="@2024-05-09 17:00")
    life.refresh("2024-05-11 17:00")
    assert [told for *_, told in alerts(life, "2024-05-11 17:00", "告知进展")] == [True, False]
    entry(life, 1, "2024-05-11 17:30", "客户沟通")
    assert [told for *_, told in alerts(life, "2024-05-11 17:45", "告知进展")] == [False, False]


def test_the_deputy_of_somebody_who_is_away_would_be_told():
    life = urgent()
    life.set("people", 6, "离岗开始", "@2024-05-09")
    life.set("people", 6, "离岗结束", "@2024-05-12")
    told = {(moment, to) for kind, moment, to, _ in alerts(life, "2024-05-09 17:00", "首次响应") if kind == "升级"}
    assert ("05-09 20:30", "刘敏") in told  # in place of 郑伟
    assert alerts(life, "2024-05-09 17:00", "处理完成")[-1][2] == "郑伟"  # who is back by then
