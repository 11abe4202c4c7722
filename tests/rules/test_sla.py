"""What is due, what is late, what stands still; and what a changed policy touches."""

from datetime import datetime, timedelta

import pytest

from tests.life import Life
from xltools.language.speaking import speaking
from xltools.model.statutory_days import statutory_days
from xltools.rules.sla import shown_distance

TICKET = {
    "客户名称": "某公司",
    "联系方式": "13800005678",
    "反馈时间": "@2024-05-06 12:00",
    "反馈渠道": "电话",
    "问题描述（摘要）": "设备无法启动，报警代码E-002",
    "问题分级": "重要",
    "首次响应时间": "@2024-05-06 12:10",
}
LOG = {"工单号": "202405-00001", "参与人员": "刘敏", "内容/步骤": "等客户腾出场地再上门"}


def ticket(**cells: str) -> Life:
    life = Life("service_ticket")
    life.type(1, **{**TICKET, **cells})
    return life


def row_of_timer(life: Life, name: str, priority: str = "") -> int:
    rows = life.definition.sheet("timers").rows  # type: ignore[union-attr]
    return 1 + next(
        place for place, row in enumerate(rows) if (row["name"], row.get("priority", "")) == (name, priority)
    )


@pytest.mark.parametrize(
    ("priority", "handling", "plan", "solution", "update"),
    [
        ("紧急", "05-06 14:00", "05-06 12:40", "05-06 20:00", "05-06 14:00"),
        ("重要", "", "05-06 12:40", "05-07 12:00", "05-07 12:00"),
        ("一般", "", "", "05-11 18:00", "05-07 12:00"),  # a make-up Saturday is a working day
    ],
)
def test_limits_by_priority(priority: str, handling: str, plan: str, solution: str, update: str) -> None:
    # ST-1 ST-4 ST-6 ST-7
    life = ticket(问题分级=priority)
    life.refresh("2024-05-06 12:15")
    assert life.shows("处理启动时限", "方案审批时限", "解决时限", "下次告知时限") == [handling, plan, solution, update]


@pytest.mark.parametrize(
    ("now", "mark", "first", "remaining"),
    [
        ("2024-05-06 12:20", "", "方案审批 2024-05-06 12:40", "剩 20 分钟"),
        ("2024-05-06 12:40", "临期", "方案审批 2024-05-06 12:40", "剩 0 分钟"),  # at the moment itself it is on time
        ("2024-05-06 12:41", "超时", "方案审批 2024-05-06 12:40", "超时 1 分钟"),
        ("2024-05-08 13:40", "超时", "方案审批 2024-05-06 12:40", "超时 2 天 1 小时"),
    ],
)
def test_the_nearest_limit_is_told_with_its_distance(now: str, mark: str, first: str, remaining: str) -> None:
    life = ticket()
    life.refresh(now)
    assert life.shows("超时标记", "下一时限", "剩余/超时") == [mark, first, remaining]


def test_done_late_is_told_and_done_at_the_last_moment_is_not() -> None:
    for moment, mark in (("12:40", ""), ("12:41", "曾超时")):
        life = ticket()
        life.type(1, 方案批准时间=f"@2024-05-06 {moment}", 方案批准人="赵磊")
        life.refresh("2024-05-06 13:00")
        assert life.shows("超时标记") == [mark]


def test_a_message_to_the_customer_moves_the_next_one() -> None:
    # ST-7 FR-7; a message whose time has not come does not count
    life = ticket()
    life.type(1, "log", **LOG, 时间="@2024-05-06 15:00", 记录类型="客户沟通")
    life.type(2, "log", **LOG, 时间="@2024-05-06 14:00", 记录类型="客户沟通")
    life.type(3, "log", **LOG, 时间="@2024-05-06 15:30", 记录类型="维修")
    life.type(4, "log", **LOG, 时间="@2024-05-09 15:30", 记录类型="客户沟通")
    life.refresh("2024-05-06 16:00")
    assert life.shows("下次告知时限") == ["05-07 15:00"]


def test_a_case_that_waits_past_its_due_time_is_not_late() -> None:
    # sla_peers.md 2.3: a paused ticket saved again after its deadline became failed
    life = ticket()
    life.type(1, 方案批准时间="@2024-05-06 12:30", 方案批准人="赵磊")
    life.type(1, "log", **LOG, 时间="@2024-05-06 13:00", 记录类型="暂停")
    life.type(2, "log", **LOG, 时间="@2024-05-06 13:00", 记录类型="客户沟通")
    life.refresh("2024-05-06 16:00")
    assert life.shows("超时标记", "下一时限") == ["暂停", "告知进展 2024-05-07 13:00"]
    life.type(3, "log", **LOG, 时间="@2024-05-08 12:30", 记录类型="客户沟通")
    life.refresh("2024-05-08 13:00")
    assert life.shows("超时标记", "解决时限") == ["暂停", "05-07 12:00"]
    life.type(4, "log", **LOG, 时间="@2024-05-08 14:00", 记录类型="恢复")
    life.refresh("2024-05-08 14:30")
    assert life.shows("解决时限", "超时标记") == ["05-09 13:00", ""]  # 24 hours, and the 49 it waited


def test_a_pause_after_the_limit_has_run_out_does_not_mend_it() -> None:
    life = ticket()
    life.type(1, "log", **LOG, 时间="@2024-05-08 13:00", 记录类型="暂停")
    life.refresh("2024-05-08 16:00")
    assert life.shows("超时标记") == ["超时"]


def test_a_limit_that_may_not_pause_runs_on() -> None:
    life = ticket()
    life.type(1, 方案批准时间="@2024-05-06 12:30", 方案批准人="赵磊")
    life.type(1, "log", **LOG, 时间="@2024-05-06 13:00", 记录类型="暂停")
    life.refresh("2024-05-07 12:30")
    assert life.shows("超时标记", "下一时限") == ["超时", "告知进展 2024-05-07 12:00"]


def test_a_changed_limit_is_planned_as_old_and_new() -> None:
    life = ticket()
    life.refresh("2024-05-06 12:15")
    life.set("timers", row_of_timer(life, "solution", "重要"), "限额", "#48")
    planned = {edit.reason: (edit.old, edit.value) for edit in life.planned("2024-05-06 12:15")}
    assert planned == {"解决时限": (datetime(2024, 5, 7, 12), datetime(2024, 5, 8, 12))}


def test_closed_cases_keep_the_due_times_they_were_judged_by() -> None:
    # issue 3, "Must hold"; the memory knows them even when somebody clears the cells
    life = Life("feedback_report")
    life.type(
        1,
        反馈日期="@2024-05-06 10:00",
        反馈来源="邮件",
        **{"客户名称/单位": "某公司"},
        联系方式="13800005678",
        优先级="中",
        问题描述="空调无法开机，指示灯不亮",
        首次响应时间="@2024-05-06 11:00",
        处理完成时间="@2024-05-07 10:00",
        处理结果="更换主板后连续试机正常",
        审核人="刘敏",
        审核日期="@2024-05-07",
        结果告知时间="@2024-05-07 15:00",
    )
    life.refresh("2024-05-07 16:00")
    before = life.shows("状态", "首次响应时限", "处理时限", "告知时限", "超时标记")
    assert before[0] == "已关闭"
    life.set("timers", row_of_timer(life, "solution"), "限额", "#1")
    life.set("timers", row_of_timer(life, "first_response"), "限额", "#0.001")
    life.type(1, 处理时限="-", 告知时限="@2024-01-01 00:00")
    life.refresh("2024-05-08 09:00")
    assert life.shows("状态", "首次响应时限", "处理时限", "告知时限", "超时标记") == before


def test_a_changed_priority_counts_from_the_original_start() -> None:
    life = ticket()
    life.refresh("2024-05-06 12:15")
    life.type(1, 问题分级="紧急")
    life.refresh("2024-05-06 15:00")
    assert life.shows("解决时限") == ["05-06 20:00"]


def test_no_limit_runs_before_its_start() -> None:
    life = ticket(反馈时间="-", 首次响应时间="-")
    life.refresh("2024-05-06 12:15")
    assert life.shows("首次响应时限", "解决时限", "下一时限", "超时标记") == ["", "", "", ""]


def test_the_same_day_of_another_month_is_not_the_same_day() -> None:
    # sla_peers.md 2.2: day-of-month comparison
    life = ticket(首次响应时间="@2024-06-06 12:10")
    life.refresh("2024-06-06 13:00")
    assert life.shows("超时标记") == ["超时"]


def test_a_new_holiday_moves_what_is_still_open() -> None:
    life = ticket(问题分级="一般")
    life.refresh("2024-05-06 12:15")
    assert life.shows("解决时限") == ["05-11 18:00"]
    life.type(1, "calendar", 日期="@2024-05-08", 类型="休", 名称="公司日")
    life.refresh("2024-05-06 12:15")
    assert life.shows("解决时限") == ["05-13 18:00"]


def test_beyond_the_published_years_a_due_time_is_provisional_until_they_are_known() -> None:
    published = statutory_days().published_until.year
    life = Life("feedback_report")
    life.type(
        1,
        反馈日期=f"@{published}-12-31 12:00",
        反馈来源="邮件",
        **{"客户名称/单位": "某公司"},
        联系方式="13800005678",
        优先级="中",
        问题描述="空调无法开机，指示灯不亮",
        首次响应时间=f"@{published}-12-31 12:10",
    )
    life.refresh(f"{published}-12-31 13:00")
    (before,) = life.shows("下一时限")
    assert "暂定" in before
    for row, day in enumerate((1, 2, 3, 4, 5, 6, 7), start=1):
        life.type(row, "calendar", 日期=f"@{published + 1}-01-{day:02d}", 类型="休", 名称="元旦")
    life.refresh(f"{published}-12-31 13:00")
    (after,) = life.shows("下一时限")
    assert "暂定" not in after
    assert after[:-5] > before[: len(after) - 5]


def test_distances_are_words() -> None:
    spans = [timedelta(), timedelta(seconds=59), timedelta(hours=5), -timedelta(hours=5, minutes=40), timedelta(days=2)]
    assert [shown_distance(span) for span in spans] == [
        "剩 0 分钟",
        "剩 0 分钟",
        "剩 5 小时",
        "超时 5 小时 40 分钟",
        "剩 2 天",
    ]


def test_a_pause_that_nobody_ended_ends_with_the_work() -> None:
    life = ticket()
    life.type(1, 方案批准时间="@2024-05-06 12:30", 方案批准人="赵磊")
    life.type(1, "log", **LOG, 时间="@2024-05-06 13:00", 记录类型="暂停")
    life.type(1, 客户确认时间="@2024-05-20 15:00", 解决时间="@2024-05-20 15:00")
    life.type(
        1,
        "confirmations",
        工单号="202405-00001",
        确认日期="@2024-05-20",
        确认方式="线上",
        客户签字人="张三",
        确认内容="运行正常",
    )
    life.refresh("2024-05-20 16:00")
    assert life.shows("超时标记") == [""]


def test_a_limit_runs_until_the_customer_has_confirmed() -> None:
    # ST-9
    life = ticket()
    life.type(1, 方案批准时间="@2024-05-06 12:30", 方案批准人="赵磊", 解决时间="@2024-05-06 15:00")
    life.refresh("2024-05-07 13:00")
    assert life.shows("超时标记", "回访时限") == ["超时", ""]


def test_a_row_for_a_channel_is_meant_even_beside_rows_for_priorities() -> None:
    # RR-4
    life = Life("rapid_response")
    life.type(
        1,
        "timers",
        代号="first_response",
        时限名称="首次响应",
        适用渠道="APP留言",
        起点栏目="提交时间",
        终点栏目="首次响应时间",
        到期栏目="首次响应时限",
        限额="#2",
        单位="小时",
        重复="否",
        可暂停="否",
    )
    life.type(1, 提交时间="@2023-10-27 14:30", 提交部门="客服部", 反馈渠道="APP留言", 影响范围="大面积", 紧急程度="高")
    life.refresh("2023-10-27 14:31")
    assert life.shows("优先级", "首次响应时限") == ["P0", "10-27 16:30"]


def test_a_limit_that_is_taken_out_takes_its_due_time_along() -> None:
    life = ticket()
    life.refresh("2024-05-06 12:15")
    for name in ("代号", "时限名称", "起点栏目", "终点栏目", "到期栏目", "适用等级", "限额", "单位", "重复", "可暂停"):
        life.set("timers", row_of_timer(life, "plan_approval", "重要"), name, "-")
    life.refresh("2024-05-06 12:20")
    assert life.shows("方案审批时限", "解决时限") == ["", "05-07 12:00"]


def test_distances_are_told_in_the_language() -> None:
    with speaking("en"):
        spans = (timedelta(days=2, hours=3), -timedelta(hours=5, minutes=40), timedelta())
        assert [shown_distance(span) for span in spans] == ["2 d 3 h left", "5 h 40 min over", "0 min left"]
