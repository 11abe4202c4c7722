"""A month that is over stays as it was, whatever rounds of handling come later. (FR-11, ST-9, ST-10)"""

from datetime import datetime

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.life import Life
from tests.registers import read
from tests.reports.extraction.extracted import NOW, extracted, shown
from xltools.model.period import Period
from xltools.reports.dimensions import STILL_OPEN
from xltools.reports.extraction.extracting import extract_facts
from xltools.reports.extraction.merging import merged_facts
from xltools.reports.extraction.storing import stored
from xltools.reports.facts import CASE_MOMENTS, Facts
from xltools.reports.figures.durations import times
from xltools.reports.figures.low_scores import low_score_reasons
from xltools.reports.figures.outcomes import outcomes
from xltools.reports.figures.overdue import done_late, overdue
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.received import received_in
from xltools.reports.figures.satisfaction import approval, mean_mark, scores
from xltools.reports.figures.timeliness import judged, on_time, on_time_by_label
from xltools.reports.figures.volume import volume

MAY = Period.month(2024, 5)
REPORT = {
    "反馈日期": "@2024-05-20 10:00",
    "反馈来源": "邮件",
    "客户名称/单位": "某公司",
    "联系方式": "13800005678",
    "优先级": "中",
    "问题描述": "空调无法开机，指示灯不亮",
    "首次响应时间": "@2024-05-20 11:00",
}
TICKET = {
    "客户名称": "某公司",
    "联系人": "张三",
    "联系方式": "13800005678",
    "反馈时间": "@2024-05-20 09:00",
    "反馈渠道": "电话",
    "问题描述（摘要）": "设备无法启动，报警代码E-002",
    "问题分级": "一般",
    "受理人": "刘敏",
    "首次响应时间": "@2024-05-20 09:20",
    "问题类型": "硬件故障",
    "初步诊断": "操作失误",
    "开始处理时间": "@2024-05-20 10:00",
    "方案批准时间": "@2024-05-20 10:30",
    "方案批准人": "赵磊",
}
PLAN = {"提出时间": "@2024-05-20 10:05", "处理方案": "远程指导客户复位后观察一小时", "责任人": "王强",
        "完成时限": "@2024-05-21 12:00", "审批方式": "主管审批", "批准人": "赵磊", "审批结论": "同意",
        "审批时间": "@2024-05-20 10:30"}  # fmt: skip
UPDATE = "告知进展"  # repeats: only the pending one is known


def report_done(life: Life, row: int, completed: str, informed: str, verdict: str, **cells: str) -> None:
    life.type(row, 处理结果="更换主板后连续试机正常", 处理完成时间=f"@{completed}", 审核人="刘敏",
              审核日期=f"@{completed[:10]}", 结果告知时间=f"@{informed}", 客户满意度=verdict, **cells)  # fmt: skip


def ticket_done(life: Life, row: int, day: str, marks: tuple[str, str, str, str], **cells: str) -> None:
    life.type(len(life.rows("confirmations")) + 1, "confirmations", 工单号=f"202405-{row:05}", 确认日期=f"@{day}",
              确认方式="线上", 客户签字人="张三", 确认内容="设备运行正常")  # fmt: skip
    heads = ("服务时效", "技术能力", "沟通态度", "问题解决效果")
    life.type(row, 处理结果="指导客户复位，连续运行一小时", 客户确认时间=f"@{day} 11:00", 确认方式="线上",
              解决时间=f"@{day} 11:00", 回访时间=f"@{day} 15:00", 结案人="刘敏", 结案日期=f"@{day}",
              问题原因="急停未复位", 经验教训="先问急停", **dict(zip(heads, marks, strict=True)), **cells)  # fmt: skip


def reopen(life: Life, number: str, moment: str) -> None:
    heads = {each.name: each.header for each in life.definition.sheet("log").fields}  # type: ignore[union-attr]
    words = {"case_number": number, "logged_at": f"@{moment}", "participants": "刘敏", "log_kind": "重新打开",
             "content": "客户来电，问题又出现"}  # fmt: skip
    life.type(len(life.rows("log")) + 1, "log", **{heads[name]: word for name, word in words.items()})


def facts_of(life: Life) -> Facts:
    return merged_facts([extract_facts(read(life.package, NOW, life.definition.name), "台账.xlsx")])


def figures(facts: Facts) -> list[object]:
    """Whatever a report of May tells."""
    judgement = judged(facts, MAY)
    return [
        volume(facts, received_in(facts, MAY)), on_time(judgement), on_time_by_label(judgement), approval(facts, MAY),
        mean_mark(facts, MAY), scores(facts, MAY), times(facts, MAY),
        outcomes(facts, MAY)._replace(escalated=0),  # only the latest escalation is known
        low_score_reasons(facts, MAY), [each for each in overdue(facts, MAY) if each.label != UPDATE],
        done_late(facts, MAY),
    ]  # fmt: skip


def of_may(life: Life) -> Facts:
    return facts_of(life).as_of(MAY.ends_at)


def stood(facts: Facts) -> list[pd.DataFrame]:
    """All that figures look at; what the register's clock writes is left out."""
    limits = facts.limits[facts.limits["until"].isna() & ~facts.limits["repeats"]]
    cases = facts.cases.drop(columns=["state", "overdue_mark", "escalated_at", "registered_at"])
    return [table.reset_index(drop=True) for table in (cases, limits, facts.ratings, facts.extensions)]


def assert_same(facts: Facts, others: Facts) -> None:
    for one, other in zip(stood(facts), stood(others), strict=True):
        pd.testing.assert_frame_equal(one, other, check_dtype=False)


def test_what_a_dissatisfied_customer_said_stays_said() -> None:  # FR-11
    life = Life("feedback_report")
    life.type(1, **REPORT)
    report_done(
        life, 1, "2024-05-21 10:00", "2024-05-21 15:00", "不满意", 客户评价="又坏了，找张三 13800005678", 评分="#2"
    )
    life.refresh("2024-05-21 16:00")
    report_done(life, 1, "2024-05-23 10:00", "2024-05-23 15:00", "满意", 客户评价="好了", 评分="#9")
    life.refresh("2024-05-31 18:00")
    facts = of_may(life)
    assert facts.ratings["word"].tolist() == ["不满意", "满意", None, None]
    assert facts.ratings["low"].tolist() == [True, False, False, False]
    assert facts.ratings["rated_at"].dt.day.tolist() == [21, 23, 21, 23]
    assert approval(facts, MAY).satisfied == Rate(0, 1)
    (reason,) = low_score_reasons(facts, MAY).reasons
    assert "又坏了" in reason.text
    assert "13800005678" not in reason.text
    assert facts.cases["satisfaction"].tolist() == ["满意"]


def report_year() -> tuple[Life, Facts]:
    """Six reports at the end of May, and the facts of then."""
    life = Life("feedback_report")
    for row in range(1, 6):
        life.type(row, **{**REPORT, "问题描述": f"第{row}台空调无法开机，指示灯不亮", "联系方式": f"1380000567{row}"})
    report_done(life, 1, "2024-05-21 10:00", "2024-05-21 15:00", "满意", 客户评价="很好")
    report_done(life, 2, "2024-05-30 10:00", "2024-05-30 15:00", "基本满意")  # late
    report_done(life, 3, "2024-05-21 10:00", "2024-05-21 15:00", "不满意", 客户评价="又坏了")
    life.type(
        4, 处理结果="更换主板后连续试机正常", 处理完成时间="@2024-05-31 10:00", 审核人="刘敏", 审核日期="@2024-05-31"
    )
    life.refresh("2024-05-31 18:00")
    return life, of_may(life)


def test_a_report_that_is_reopened_later_was_closed_in_its_month() -> None:  # FR-11
    life, then = report_year()
    reopen(life, "202405-001", "2024-06-03 09:00")
    reopen(life, "202405-002", "2024-06-04 09:00")
    report_done(life, 4, "2024-05-31 10:00", "2024-06-03 11:00", "不满意", 客户评价="还是坏的")
    life.refresh("2024-06-04 10:00")
    assert life.shows("状态", "处理轮次") == ["二次处理", "2"]
    assert figures(of_may(life)) == figures(then)
    assert_same(of_may(life), then)
    report_done(life, 1, "2024-06-05 10:00", "2024-06-05 15:00", "满意", 客户评价="这次好了")
    report_done(life, 3, "2024-06-05 10:00", "2024-06-05 15:00", "满意")
    life.refresh("2024-06-30 18:00")
    reopen(life, "202405-001", "2024-07-01 09:00")
    life.refresh("2024-07-01 10:00")
    assert life.shows("处理轮次") == ["3"]
    assert figures(of_may(life)) == figures(then)
    assert_same(of_may(life), then)
    june = facts_of(life).as_of(datetime(2024, 7, 1))
    assert june.cases["round"].tolist() == [2, 2, 2, 2, 1]
    assert june.cases["closed_at"].dt.day.tolist()[0] == 5
    assert_same(june.as_of(MAY.ends_at), then)


def test_a_ticket_that_is_reopened_later_was_closed_in_its_month() -> None:  # ST-10
    life = Life("service_ticket")
    for row in (1, 2, 3):
        life.type(
            row,
            **{**TICKET, "问题描述（摘要）": f"第{row}台设备无法启动，报警代码E-002", "联系方式": f"1380000567{row}"},
        )
        life.type(row, "plans", 工单号=f"202405-{row:05}", **PLAN)
    life.refresh("2024-05-20 16:00")
    ticket_done(life, 1, "2024-05-21", ("#5", "#4", "#5", "#5"), 客户评价="很快")
    ticket_done(life, 2, "2024-05-21", ("#2", "#4", "#5", "#5"), 主管回访时间="@2024-05-21 15:30",
                低分原因="备件等了两天，没有人告知进度")  # fmt: skip
    life.refresh("2024-05-31 18:00")
    then = of_may(life)
    assert (life.shows("处理状态"), life.shows("处理状态", row=2)) == (["已结案"], ["已结案"])
    assert approval(then, MAY).satisfied == Rate(1, 2)
    reopen(life, "202405-00001", "2024-06-03 09:00")
    reopen(life, "202405-00002", "2024-06-03 09:00")
    life.refresh("2024-06-03 10:00")
    assert figures(of_may(life)) == figures(then)
    ticket_done(life, 1, "2024-06-05", ("#1", "#4", "#5", "#5"), 主管回访时间="@2024-06-05 15:30",
                低分原因="第二次才修好，耽误生产")  # fmt: skip
    ticket_done(life, 2, "2024-06-05", ("#5", "#5", "#5", "#5"))
    life.refresh("2024-06-30 18:00")
    assert figures(of_may(life)) == figures(then)
    assert_same(of_may(life), then)
    now = facts_of(life)
    june = Period.month(2024, 6)
    assert approval(now, june).satisfied == Rate(1, 2)
    assert [reason.text for reason in low_score_reasons(now, june).reasons] == ["第二次才修好，耽误生产"]
    assert now.cases["low_score_reason"].tolist() == ["第二次才修好，耽误生产", None, None]


def test_a_round_that_no_account_tells_is_not_made_up() -> None:
    table = """
    | 反馈编号 | 反馈日期 | 状态 | 处理完成时间 | 审核日期 | 结果告知时间 | 客户满意度 |
    | 202405-001 | @2024-05-01 09:30 | 已关闭 | @2024-06-03 10:00 | @2024-06-04 | @2024-06-04 11:00 | 满意 |
    """
    rounds = "| 反馈编号 | 轮次 | 经过 | 重新处理时间 |\n| 202405-001 | #1 | {} | @2024-06-02 12:00 |"
    unknown = extracted("feedback_report", table, rounds=rounds.format("这里写了别的：什么"))
    assert len(unknown.rounds["case"]) == 0
    assert merged_facts([unknown]).as_of(MAY.ends_at).cases["state"].tolist() == [STILL_OPEN]
    half = extracted("feedback_report", table, rounds=rounds.format("处理完成时间：2024-05-03 10:00"))
    assert shown(half.rounds, "completed_at", "closed_at", "state") == [("05-03 10:00", "", STILL_OPEN)]
    assert shown(half.limits, "timer", "due", "done", "until") == [
        ("solution", "05-10 18:00", "05-03 10:00", "06-02 12:00"),
        ("inform", "05-06 18:00", "", "06-02 12:00"),
        ("registration", "05-06 18:00", "06-04 23:59", ""),
    ]


def test_a_rating_without_a_moment_has_that_of_what_was_done_before() -> None:
    table = "| 反馈编号 | 反馈日期 | 状态 |\n| 202405-001 | @2024-05-01 09:30 | 二次处理 |"
    rounds = (
        "| 反馈编号 | 轮次 | 结束时间 | 经过 | 重新处理时间 |\n"
        "| 202405-001 | #1 | @2024-05-04 11:00 | 客户满意度：不满意 | @2024-05-04 12:00 |"
    )
    facts = extracted("feedback_report", table, rounds=rounds)
    assert shown(facts.ratings, "word", "rated_at", "low") == [("不满意", "05-04 11:00", "True")]


def test_nobody_can_be_told_by_what_an_account_holds() -> None:  # FR-13
    table = """
    | 反馈编号 | 反馈日期 | 状态 | 客户名称/单位 | 联系方式 |
    | 202405-001 | @2024-05-01 09:30 | 二次处理 | 诸葛四郎 | 13912345678 |
    """
    rounds = """
    | 反馈编号 | 轮次 | 经过 | 重新处理时间 |
    | 202405-001 | #1 | 客户评价：诸葛四郎说还是坏的，打 13912345678 | @2024-05-04 12:00 |
    """
    kept = stored(extracted("feedback_report", table, rounds=rounds)).decode()
    assert "还是坏的" in kept
    assert [secret for secret in ("诸葛四郎", "13912345678") if secret in kept] == []


FIRST_STEPS = st.lists(st.tuples(st.integers(1, 2), st.sampled_from(["满意", "不满意"])), max_size=3)
LATER_STEPS = st.lists(st.tuples(st.integers(1, 2), st.sampled_from(["满意", "不满意"])), min_size=1, max_size=3)


def next_step(life: Life, row: int, moment: datetime, verdict: str) -> None:
    """Whatever comes next in a report: its result, what the customer says of it, or that it is taken up again."""
    (state,) = life.shows("状态", row=row)
    now = f"{moment:%Y-%m-%d %H:%M}"
    if state == "已关闭":
        reopen(life, f"202405-{row:03}", now)
    elif state == "待告知":
        life.type(row, 结果告知时间=f"@{now}", 客户满意度=verdict, 客户评价=f"{moment:%d}日的评价")
    else:
        life.type(row, 处理结果=f"{moment:%d}日更换主板后试机正常", 处理完成时间=f"@{now}", 审核人="刘敏",
                  审核日期=f"@{now[:10]}")  # fmt: skip
    life.refresh(f"{moment:%Y-%m-%d} 17:00")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FIRST_STEPS, LATER_STEPS)
def test_what_is_dated_later_changes_nothing_of_the_month(
    first: list[tuple[int, str]], later: list[tuple[int, str]]
) -> None:
    life = Life("feedback_report")
    for row in (1, 2):
        life.type(row, **{**REPORT, "问题描述": f"第{row}台空调无法开机，指示灯不亮", "联系方式": f"1380000567{row}"})
    life.refresh("2024-05-20 17:00")
    for place, (row, verdict) in enumerate(first):
        next_step(life, row, datetime(2024, 5, 21 + 2 * place, 14, place), verdict)
    life.refresh("2024-05-31 18:00")
    then = of_may(life)
    for place, (row, verdict) in enumerate(later):
        next_step(life, row, datetime(2024, 6, 3 + 2 * place, 14, place), verdict)
    since = of_may(life)
    assert figures(since) == figures(then)
    assert_same(since, then)
    assert not any((since.cases[name] >= MAY.ends_at).any() for name in CASE_MOMENTS)


def test_the_follow_ups_of_an_analysis_are_rounds_of_their_own() -> None:  # FA-14
    life = Life("feedback_analysis")
    life.type(1, 客户姓名="张三", 联系方式="13800005678", 提交时间="@2024-05-20 10:00", 提交渠道="电话",
              紧急程度="普通", 反馈类型="故障报修", 区域="华东", 问题描述="空调开机十分钟后自动停机")  # fmt: skip
    life.type(1, **{"所属产品/服务": "空调"})
    life.refresh("2024-05-20 11:00")
    life.type(1, 处理完成时间="@2024-05-22 10:00", 回访时间="@2024-05-23 10:00", 满意度="一般")
    life.refresh("2024-05-23 11:00")
    life.type(1, 跟进完成时间="@2024-05-25 10:00", 跟进结果="上门再次检修并更换电容", 跟进后满意度="不满意")
    life.refresh("2024-05-31 18:00")
    then = of_may(life)
    assert then.ratings["word"].tolist() == ["一般", "不满意"]
    assert then.cases["round"].tolist() == [3]
    assert then.cases["reopened_at"].dt.day.tolist() == [23]
    life.type(1, 跟进完成时间="@2024-06-05 10:00", 跟进结果="整机更换", 跟进后满意度="非常满意")
    life.refresh("2024-06-06 11:00")
    assert figures(of_may(life)) == figures(then)
    assert_same(of_may(life), then)
    now = facts_of(life)
    assert now.ratings["word"].tolist() == ["一般", "不满意", "非常满意"]
    early = now.as_of(datetime(2024, 5, 24))
    assert (early.cases["round"].tolist(), early.ratings["word"].tolist()) == ([2], ["一般"])
