"""Rounds of handling: what ends one, what belongs to it, what is kept. (FR-11, FA-14)"""

import pytest

from tests.life import Life

ROW = {
    "反馈日期": "@2024-05-06 10:00",
    "反馈来源": "邮件",
    "客户名称/单位": "某公司",
    "联系方式": "13800005678",
    "优先级": "中",
    "问题描述": "空调无法开机，指示灯不亮",
    "首次响应时间": "@2024-05-06 11:00",
}
DONE = {
    "处理完成时间": "@2024-05-07 10:00",
    "处理结果": "更换主板后连续试机正常",
    "审核人": "刘敏",
    "审核日期": "@2024-05-07",
    "结果告知时间": "@2024-05-07 15:00",
}
REOPENED = {"反馈编号": "202405-001", "参与人员": "刘敏", "记录类型": "重新打开", "内容": "客户来电，问题又出现"}


def report(**cells: str) -> Life:
    life = Life("feedback_report")
    life.type(1, **{**ROW, **cells})
    return life


def test_a_verdict_without_a_result_ends_nothing() -> None:
    life = report(客户满意度="不满意", 客户评价="没有人来")
    life.refresh("2024-05-07 16:00")
    assert (life.shows("处理轮次"), life.rows("rounds")) == (["1"], [])


def test_only_the_verdicts_of_the_setting_end_a_round() -> None:
    for verdict, rounds in (("满意", "1"), ("基本满意", "1"), ("不满意", "2")):
        life = report(**DONE, 客户满意度=verdict, 客户评价="又坏了")
        life.refresh("2024-05-07 16:00")
        assert life.shows("处理轮次") == [rounds], verdict


def test_a_log_entry_reopens_a_finished_case_only() -> None:
    life = report()
    life.type(1, "log", **REOPENED, 时间="@2024-05-06 12:00")
    life.refresh("2024-05-06 13:00")
    life.type(1, **DONE)
    life.refresh("2024-05-07 16:00")
    assert life.shows("状态", "处理轮次") == ["已关闭", "1"]
    life.type(2, "log", **REOPENED, 时间="@2024-05-08 09:00")
    life.refresh("2024-05-08 10:00")
    assert life.shows("状态", "处理轮次", "处理时限") == ["二次处理", "2", "05-14 18:00"]  # 5-11 is worked
    assert [(row["轮次"], row["原因"]) for row in life.rows("rounds")] == [(1, "重新打开")]


def test_three_rounds_are_told_apart() -> None:
    life = report(**DONE, 客户满意度="不满意", 客户评价="又坏了")
    life.refresh("2024-05-07 16:00")
    for day in (8, 9):
        moments = {"处理完成时间": f"@2024-05-{day:02d} 10:00", "结果告知时间": f"@2024-05-{day:02d} 15:00"}
        life.type(1, **moments, 处理结果=f"五月{day}日再次更换主板", 客户满意度="不满意")
        life.refresh(f"2024-05-{day:02d} 16:00")
    assert life.shows("处理轮次") == ["4"]
    assert [row["轮次"] for row in life.rows("rounds")] == [1, 2, 3]
    assert "五月8日再次更换主板" in str(life.rows("rounds")[1]["经过"])


def test_a_round_whose_account_was_deleted_still_counts() -> None:
    life = report(**DONE, 客户满意度="不满意", 客户评价="又坏了")
    life.refresh("2024-05-07 16:00")
    sheet = life.definition.sheet("rounds")
    assert sheet is not None
    life.type(1, "rounds", **{field.header: "-" for field in sheet.fields})
    life.refresh("2024-05-08 09:00")
    assert (life.shows("状态", "处理轮次"), life.rows("rounds")) == (["二次处理", "2"], [])


def test_a_result_dated_back_into_the_earlier_round_is_questioned() -> None:
    life = report(**DONE, 客户满意度="不满意", 客户评价="又坏了")
    life.refresh("2024-05-07 16:00")
    life.type(1, 处理完成时间="@2024-05-07 14:00", 处理结果="再次更换主板后正常")
    life.refresh("2024-05-08 09:00")
    assert ("ROUND_FACT_EARLIER", 1, "completed_at") in life.findings
    life.type(1, 处理完成时间="@2024-05-08 08:00")
    life.refresh("2024-05-08 09:10")
    assert life.shows("状态") == ["待审核"]
    assert "ROUND_FACT_EARLIER" not in [code for code, _, _ in life.findings]


@pytest.mark.parametrize("informed", ["@2024-05-07 15:00", "-", "@2030-01-01 00:00"])
def test_no_round_ends_twice(informed: str) -> None:
    life = report(**{**DONE, "结果告知时间": informed}, 客户满意度="不满意", 客户评价="又坏了")
    life.refresh("2024-05-07 16:00")
    life.refresh("2024-05-07 17:00")
    life.refresh("2024-05-09 17:00")
    assert (life.shows("处理轮次"), len(life.rows("rounds"))) == (["2"], 1)


def test_what_people_typed_stays_in_the_row() -> None:
    life = report(**DONE, 客户满意度="不满意", 客户评价="又坏了", 评分="#2")
    life.refresh("2024-05-07 16:00")
    assert life.shows("处理结果", "客户满意度", "评分") == ["更换主板后连续试机正常", "不满意", "2"]


def test_the_moment_of_reopening_is_the_tool_s_and_stays() -> None:
    life = report(**DONE, 客户满意度="不满意", 客户评价="又坏了")
    life.refresh("2024-05-07 16:00")
    before = life.shows("处理时限")
    life.type(1, "rounds", 重新处理时间="@2024-06-09 09:00")
    life.refresh("2024-05-08 09:00")
    assert life.shows("处理时限") == before


def test_a_day_alone_reopens_what_was_closed_on_that_day() -> None:
    life = report(**DONE)
    life.refresh("2024-05-07 16:00")
    life.type(1, "log", **REOPENED, 时间="@2024-05-07")
    life.refresh("2024-05-08 09:00")
    assert life.shows("状态", "处理轮次") == ["二次处理", "2"]


def test_a_case_without_its_reviewer_stays_open() -> None:
    # FR-9
    life = report(**{**DONE, "审核人": "-"})
    life.refresh("2024-05-07 16:00")
    assert life.shows("状态") == ["待审核"]
