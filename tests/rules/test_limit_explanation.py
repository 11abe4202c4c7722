"""Each limit of a case: its row of 时限, its start, its due time, how it ended. (issue 3, FR-6, RR-9, ST-4)"""

from datetime import timedelta

from tests.explained import ANALYSIS, REPORT, at, entry, explained, limits
from tests.life import Life
from xltools.rules.deadline_trace import Passing
from xltools.rules.limit_explanation import StartedBy

HOUR = timedelta(hours=1)


def urgent() -> Life:
    life = Life("feedback_report")
    life.type(1, **REPORT)
    life.refresh("2024-05-09 17:00")
    return life


def test_the_row_that_applies_and_why():  # FR-6
    told = limits(explained(urgent(), "2024-05-09 17:00"))
    response, solution = told["首次响应"].row, told["处理完成"].row
    assert (response.limit, response.place, response.limit_place) == ("4 小时", "时限!6:6", "时限!K6")
    assert [(each.header, each.value) for each in response.grounds] == [("优先级", "紧急")]
    assert (solution.limit, solution.grounds) == ("5 工作日", ())


def test_a_case_that_is_less_urgent_has_another_row():
    life = Life("feedback_report")
    life.type(1, **{**REPORT, "优先级": "中"})
    told = limits(explained(life, "2024-05-09 17:00"))
    assert told["首次响应"].row.place == "时限!7:7"
    assert "初步方案" not in told


def test_open_late_and_done_late():
    life = urgent()
    open_limit = limits(explained(life, "2024-05-09 17:00"))["首次响应"]
    assert (open_limit.late, open_limit.distance, at(open_limit.due)) == (False, 3.5 * HOUR, "05-09 20:30")
    late = limits(explained(life, "2024-05-09 21:00"))["首次响应"]
    assert (late.late, late.distance, late.done) == (True, -HOUR / 2, None)
    life.type(1, 首次响应时间="@2024-05-09 21:10", 初步方案时间="@2024-05-10 10:00")
    told = limits(explained(life, "2024-05-20 09:00"))
    assert (told["首次响应"].late, told["首次响应"].distance) == (True, -HOUR * 2 / 3)
    assert (told["初步方案"].late, told["初步方案"].distance) == (False, 6.5 * HOUR)


def test_updates_run_from_the_last_message_to_the_customer():  # FR-7
    life = urgent()
    before = limits(explained(life, "2024-05-10 17:00"))["告知进展"]
    assert (before.started_by, before.start_header) == (StartedBy.CELL, "反馈日期")
    for row, (moment, kind) in enumerate(
        [("2024-05-10 10:00", "客户沟通"), ("2024-05-09 18:00", "客户沟通"), ("2024-05-10 11:00", "调查")], start=1
    ):
        entry(life, row, moment, kind)
    update = limits(explained(life, "2024-05-10 17:00"))["告知进展"]
    assert (update.started_by, at(update.start), update.start_place) == (
        StartedBy.MESSAGE, "05-10 10:00", "过程记录!5:5")  # fmt: skip


def test_a_later_round_starts_its_own_limits():  # FR-11
    life = Life("feedback_report")
    life.type(
        1, **{**REPORT, "优先级": "中"}, 首次响应时间="@2024-05-10 09:30", 处理完成时间="@2024-05-13 15:00",
        处理结果="更换遥控器电池后正常", 审核人="刘敏", 审核日期="@2024-05-13", 结果告知时间="@2024-05-13 16:30",
        客户满意度="不满意", 客户评价="第二天又不开机",
    )  # fmt: skip
    just_begun = limits(explained(life, "2024-05-13 17:00"))["处理完成"]
    assert (just_begun.started_by, just_begun.start_place) == (StartedBy.ROUND, "")
    life.refresh("2024-05-13 17:00")
    told = limits(explained(life, "2024-05-13 17:00"))
    assert (told["处理完成"].started_by, at(told["处理完成"].start)) == (StartedBy.ROUND, "05-13 16:30")
    assert told["处理完成"].start_place == "处理轮次!5:5"
    assert told["首次响应"].started_by is StartedBy.CELL


def test_a_paused_limit_says_where_it_would_lead_if_it_went_on():
    life = urgent()
    entry(life, 1, "2024-05-13 10:00", "暂停")
    told = limits(explained(life, "2024-05-14 11:00"))
    solution = told["处理完成"]
    assert (at(solution.due), at(solution.paused_since), at(solution.reckoned)) == (
        "05-15 18:00", "05-13 10:00", "05-17 10:00")  # fmt: skip
    paused = [each for each in solution.trace if each.passing is Passing.PAUSED]
    assert [(at(each.start), at(each.end), each.time) for each in paused] == [
        ("05-13 10:00", "05-14 11:00", 8.5 * HOUR)
    ]
    assert not limits(explained(life, "2024-05-20 11:00"))["处理完成"].late
    assert told["告知进展"].paused_since is None  # its row does not let it pause
    entry(life, 2, "2024-05-14 11:00", "恢复")
    resumed = limits(explained(life, "2024-05-14 15:00"))["处理完成"]
    assert (at(resumed.due), resumed.reckoned, resumed.paused_since) == ("05-17 10:00", resumed.due, None)


def test_an_extension_names_its_request():  # FA-12
    life = Life("feedback_analysis")
    life.type(1, **ANALYSIS)
    life.refresh("2024-05-06 10:10")
    asked = {
        "反馈编号": "202405-001", "申请时间": "@2024-05-07 11:00", "申请人": "王强",
        "延期理由": "电池仓供应商 5 月 10 日才能到货", "审批人": "高建", "审批时间": "@2024-05-07 12:00",
    }  # fmt: skip
    life.type(1, "extensions", **asked, 新预计时间="@2024-05-14 12:00", 审批结论="不同意", 审批意见="先用备件")
    life.type(2, "extensions", **asked, 新预计时间="@2024-05-13", 审批结论="同意")
    told = limits(explained(life, "2024-05-08 10:00"))
    solution = told["处理完成"]
    assert (at(solution.due), at(solution.revised), solution.revised_place) == (
        "05-11 18:00", "05-13 18:00", "延期申请!6:6")  # fmt: skip
    assert told["接收"].revised is None
    assert solution.distance == timedelta(days=5, hours=8)


def test_a_closed_case_keeps_its_due_times_whatever_the_rules_say_now():
    life = Life("feedback_report")
    done = {
        "首次响应时间": "@2024-05-09 17:00", "初步方案时间": "@2024-05-09 18:00", "处理完成时间": "@2024-05-15 15:00",
        "处理结果": "更换主板后连续试机两小时正常", "审核人": "刘敏", "审核日期": "@2024-05-15",
        "结果告知时间": "@2024-05-15 16:30", "客户满意度": "满意",
    }  # fmt: skip
    life.type(1, **REPORT, **done)
    life.refresh("2024-05-15 17:00")
    life.set("timers", 5, "限额", "#2")
    solution = limits(explained(life, "2024-05-20 17:00"))["处理完成"]
    assert (at(solution.due), at(solution.reckoned), solution.late) == ("05-15 18:00", "05-11 18:00", False)


def test_an_open_case_shows_what_its_cell_says_until_the_next_refresh():
    life = urgent()
    life.set("timers", 5, "限额", "#2")
    solution = limits(explained(life, "2024-05-09 18:00"))["处理完成"]
    assert (at(solution.due), at(solution.written)) == ("05-11 18:00", "05-15 18:00")


def test_limits_that_do_not_run_wait_for_their_column_or_are_over():  # FR-7 FR-10
    life = urgent()
    waiting = {each.row.label: each for each in explained(life, "2024-05-09 17:00").waiting}
    assert {label: (each.header, each.ended) for label, each in waiting.items()} == {"结果告知": ("处理完成时间", None)}
    life.type(1, 处理完成时间="@2024-05-13 15:00", 处理结果="更换主板后连续试机两小时正常")
    told = explained(life, "2024-05-13 17:00")
    assert [(each.row.label, at(each.ended)) for each in told.waiting] == [("告知进展", "05-13 15:00")]
    assert "结果告知" in limits(told)


def test_beyond_the_published_years_a_due_time_is_provisional():
    life = Life("feedback_report")
    life.type(1, **{**REPORT, "反馈日期": "@2029-05-09 16:30"})
    told = limits(explained(life, "2029-05-09 17:00"))
    assert (told["处理完成"].provisional, told["首次响应"].provisional) == (True, False)
