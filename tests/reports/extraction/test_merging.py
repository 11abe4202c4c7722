"""Many registers as one."""

from datetime import datetime

import pandas as pd
import pytest

from tests.reports.extraction.extracted import extracted, small
from xltools.reports.dimensions import DIMENSIONS, STILL_OPEN
from xltools.reports.extraction.merging import merged_facts
from xltools.reports.extraction.register_facts import RegisterFacts, unread_register
from xltools.reports.facts import CASE_FLAGS, CASE_MOMENTS, CASE_NUMBERS, CASE_TEXTS

SMALL = "| 编号 | 时间 | 渠道 |\n| 202405-001 | @2024-05-01 09:30 | 电话 |\n| 202405-002 | @2024-05-02 09:30 | 邮件 |"
ANALYSIS = """
| 反馈编号 | 状态 | 提交时间 | 处理时限 | 处理完成时间 | 满意度 | 回访时间 | 延期后时限 | 可行性 |
| 202405-001 | 已闭环 | @2024-05-06 10:00 | @2024-05-13 18:00 | @2024-05-08 09:00 | 一般 | @2024-05-09 10:00 | | 可行 |
| 202405-002 | 处理中 | @2024-05-07 10:00 | @2024-05-14 18:00 | | | | @2024-05-16 18:00 | |
"""
EXTENSIONS = """
| 反馈编号 | 申请时间 | 延期理由 | 新预计时间 | 审批结论 | 审批时间 |
| 202405-002 | @2024-05-08 10:00 | 配件要等一周 | @2024-05-16 18:00 | 同意 | @2024-05-10 11:00 |
"""


def both() -> list[RegisterFacts]:
    return [small(SMALL), extracted("feedback_analysis", ANALYSIS, "分析.xlsx", extensions=EXTENSIONS)]


def test_cases_are_numbered_through_and_what_belongs_to_them_follows() -> None:
    facts = merged_facts(both())
    assert [source.file for source in facts.sources] == ["分析.xlsx", "台账.xlsx"]
    assert facts.cases["register"].tolist() == ["客户反馈登记与管理分析台账"] * 2 + ["小台账"] * 2
    assert list(facts.cases.index) == [0, 1, 2, 3]
    flipped = merged_facts(both()[::-1])
    pd.testing.assert_frame_equal(flipped.cases, facts.cases)
    pd.testing.assert_frame_equal(flipped.limits, facts.limits)
    assert facts.limits.loc[facts.limits["timer"] == "solution", "case"].tolist() == [0, 1]
    later = merged_facts([small(SMALL), extracted("feedback_analysis", ANALYSIS, "后.xlsx", extensions=EXTENSIONS)])
    first = later.cases.index[later.cases["register"] == "客户反馈登记与管理分析台账"][0]
    assert later.extensions["case"].tolist() == [first + 1]
    assert later.ratings["case"].tolist() == [first]


def test_columns_are_those_that_figures_rely_on() -> None:
    facts = merged_facts(both())
    assert {*CASE_TEXTS, *(each.key for each in DIMENSIONS)} <= set(facts.cases.columns)
    assert {str(facts.cases[name].dtype) for name in CASE_TEXTS} == {"object"}
    assert {str(facts.cases[name].dtype) for name in CASE_MOMENTS} == {"datetime64[us]"}
    assert {str(facts.cases[name].dtype) for name in CASE_NUMBERS} == {"float64"}
    assert {str(facts.cases[name].dtype) for name in CASE_FLAGS} == {"bool"}
    assert facts.cases["可行性"].tolist() == ["可行", None, None, None]
    assert facts.dimension("可行性") == "可行性"


@pytest.mark.parametrize("registers", [[], [unread_register("坏.xlsx", "坏", "it cannot be read")]])
def test_nothing_read_makes_empty_tables(registers: list[RegisterFacts]) -> None:
    facts = merged_facts(registers).as_of(datetime(2024, 6, 1))
    assert len(facts.sources) == len(registers)
    assert all(table.empty for table in (facts.cases, facts.limits, facts.ratings, facts.extensions, facts.units))


def test_registers_of_one_title_are_told_apart() -> None:
    files = ["甲.xlsx", "东/乙.xlsx", "西/乙.xlsx"]
    named = [
        source.name for source in merged_facts([extracted("small_register", SMALL, file) for file in files]).sources
    ]
    assert named == ["小台账（东/乙.xlsx）", "小台账（甲）", "小台账（西/乙.xlsx）"]


def test_suggestions_know_their_register() -> None:
    suggestions = merged_facts(both()).suggestions
    assert {each.register for each in suggestions} == {"客户反馈登记与管理分析台账"}


def test_the_past_is_as_it_stood() -> None:
    facts = merged_facts([both()[1]])
    earlier = facts.as_of(datetime(2024, 5, 9))
    assert earlier.cases["state"].tolist() == [STILL_OPEN, "处理中"]
    assert earlier.cases["satisfaction"].tolist() == [None, None]
    assert earlier.cases["reopened_at"].isna().all()
    assert earlier.ratings.empty
    assert earlier.extensions["case"].tolist() == [1]
    solution = earlier.limits[earlier.limits["timer"] == "solution"]
    assert solution["done"].notna().tolist() == [True, False]
    assert solution["revised"].isna().all()  # approved later
    assert len(facts.as_of(datetime(2024, 5, 7)).cases) == 1
    now = facts.as_of(datetime(2024, 6, 1))
    pd.testing.assert_frame_equal(now.cases, facts.cases)
    pd.testing.assert_frame_equal(now.limits, facts.limits)
