"""What customers said, and when they were asked."""

from tests.registers import read, template
from tests.reports.extraction.extracted import NOW, extracted, shown
from xltools.reports.extraction.cases_at_hand import cases_at_hand
from xltools.reports.extraction.rating_facts import satisfaction_scale

RATINGS = ("case", "dimension", "value", "top", "word", "rated_at", "low")


def test_words_count_by_their_place_in_the_list() -> None:  # FA-14
    table = """
    | 反馈编号 | 状态 | 提交时间 | 回访时间 | 满意度 | 跟进完成时间 | 跟进后满意度 |
    | 202405-001 | 已闭环 | @2024-05-06 10:00 | @2024-05-07 10:00 | 一般 | @2024-05-08 10:00 | 满意 |
    | 202405-002 | 已闭环 | @2024-05-06 11:00 | @2024-05-07 11:00 | 非常满意 | | |
    | 202405-003 | 待回访 | @2024-05-06 12:00 | @2024-05-07 12:00 | 还行吧 | | |
    | 202405-004 | 待回访 | @2024-05-06 13:00 | | | | |
    """
    facts = extracted("feedback_analysis", table)
    assert shown(facts.ratings, *RATINGS) == [
        ("0", "满意度", "3", "5", "一般", "05-07 10:00", "True"),
        ("1", "满意度", "5", "5", "非常满意", "05-07 11:00", "False"),
        ("0", "跟进后满意度", "4", "5", "满意", "05-08 10:00", "False"),
    ]
    assert shown(facts.cases, "satisfaction", "rated_at", "reopened_at") == [
        ("一般", "05-07 10:00", "05-07 10:00"),
        ("非常满意", "05-07 11:00", ""),
        ("还行吧", "05-07 12:00", ""),
        ("", "", ""),
    ]


def test_scores_count_as_they_are() -> None:  # ST-10
    table = """
    | 工单号 | 反馈时间 | 处理状态 | 回访时间 | 服务时效 | 技术能力 |
    | 202405-00001 | @2024-05-06 10:00 | 待结案 | @2024-05-07 10:00 | #3 | #5 |
    | 202405-00002 | @2024-05-06 11:00 | 待结案 | @2024-05-07 11:00 | #4 | #6 |
    """
    facts = extracted("service_ticket", table)
    assert shown(facts.ratings, *RATINGS) == [
        ("0", "服务时效", "3", "5", "", "05-07 10:00", "True"),
        ("1", "服务时效", "4", "5", "", "05-07 11:00", "False"),
        ("0", "技术能力", "5", "5", "", "05-07 10:00", "False"),
    ]
    assert shown(facts.cases, "reopened_at", "satisfaction") == [("", ""), ("", "")]


def test_a_second_round_begins_when_its_sheet_says() -> None:  # FR-11
    table = """
    | 反馈编号 | 反馈日期 | 状态 | 结果告知时间 | 客户满意度 | 评分 |
    | 202405-001 | @2024-05-01 09:30 | 二次处理 | @2024-05-03 10:00 | 不满意 | #9 |
    """
    rounds = "| 反馈编号 | 轮次 | 重新处理时间 |\n| 202405-001 | #1 | @2024-05-03 12:00 |"
    facts = extracted("feedback_report", table, rounds=rounds)
    assert shown(facts.cases, "rated_at", "reopened_at") == [("05-03 10:00", "05-03 12:00")]
    assert shown(facts.ratings, *RATINGS) == [
        ("0", "客户满意度", "1", "3", "不满意", "05-03 10:00", "True"),
        ("0", "评分", "9", "10", "", "05-03 10:00", "False"),
    ]


def test_where_nobody_wrote_when_the_next_known_moment_counts() -> None:
    table = """
    | 反馈编号 | 反馈日期 | 状态 | 处理完成时间 | 客户满意度 |
    | 202405-001 | @2024-05-01 09:30 | 待告知 | @2024-05-03 10:00 | 满意 |
    | 202405-002 | @2024-05-01 09:30 | 待响应 | | 满意 |
    """
    facts = extracted("feedback_report", table)
    assert shown(facts.ratings, "rated_at") == [("05-03 10:00",), ("05-01 09:30",)]


def test_a_scale_begins_where_its_field_says() -> None:
    table = """
    | 反馈编号 | 反馈日期 | 状态 | 结果告知时间 | 客户满意度 | 评分 |
    | 202405-001 | @2024-05-01 09:30 | 待告知 | @2024-05-03 10:00 | 满意 | #0 |
    """
    facts = extracted("feedback_report", table)
    assert shown(facts.ratings, "dimension", "value", "lowest", "top") == [
        ("客户满意度", "3", "1", "3"),
        ("评分", "0", "0", "10"),
    ]


def test_without_a_setting_nobody_knows_which_marks_are_low() -> None:
    report = """
    | 反馈编号 | 反馈日期 | 状态 | 结果告知时间 | 客户满意度 | 评分 |
    | 202405-001 | @2024-05-01 09:30 | 待告知 | @2024-05-03 10:00 | 满意 | #0 |
    """
    ticket = """
    | 工单号 | 反馈时间 | 处理状态 | 回访时间 | 服务时效 |
    | 202405-00001 | @2024-05-06 10:00 | 待结案 | @2024-05-07 10:00 | #5 |
    """
    found = [extracted("feedback_report", report), extracted("service_ticket", ticket)]
    assert [shown(each.ratings, "dimension", "judged", "low") for each in found] == [
        [("客户满意度", "True", "False"), ("评分", "False", "False")],
        [("服务时效", "True", "False")],
    ]


def test_the_scale_is_the_list_of_the_workbook_best_first() -> None:
    register = read(template("feedback_report"), NOW, "feedback_report")
    assert satisfaction_scale(cases_at_hand(register)) == ("满意", "基本满意", "不满意")
