"""Keywords of four registers, and rows that speak for nothing."""

from datetime import date

import openpyxl
import pytest

from tests.workbook.settings.settings_tables import column_of, saved, settings, told_in_all
from xltools.model.policy import Keyword
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW

HEADS = "| 关键词 | 排除词 | 反馈类型 | 问题类别 | 权重 | 更新日期 |"


def test_every_cell_of_a_keyword_counts() -> None:
    # FA-7
    table = f"""
    {HEADS}
    | 漏水 | 不漏水、没有漏水; 漏水声，,防漏水 | 故障报修 | 产品故障 | #7.5 | @2024-05-02 |
    | 退款 |  |  | 售后政策 |  | @2024-04-30 |
    """
    register = settings("feedback_analysis", keywords=table)
    assert register.policy.keywords == (
        Keyword("漏水", ("不漏水", "没有漏水", "漏水声", "防漏水"), "故障报修", "产品故障", 7.5, FIRST_DATA_ROW),
        Keyword("退款", (), "", "售后政策", 1.0, FIRST_DATA_ROW + 1),
    )
    assert told_in_all(register) == [("VALUE_MISSING", 2, "weight")]
    assert register.policy.keywords_updated_on == date(2024, 5, 2)


def test_nobody_has_updated_the_library_yet() -> None:
    register = settings("feedback_analysis", keywords=f"{HEADS}\n| 漏水 |  |  | 产品故障 | #1 |  |")
    assert register.policy.keywords_updated_on is None
    assert settings("feedback_analysis", keywords=[]).policy.keywords == ()


@pytest.mark.parametrize(
    ("name", "classes", "field"),
    [
        ("feedback_analysis", "故障报修 | 产品故障", None),
        ("feedback_analysis", "报修 | 产品故障", "feedback_type"),
        ("feedback_analysis", "故障报修 | 功能故障", "category"),
        ("feedback_analysis", " | ", "keyword"),  # speaks for nothing
        # two levels of which the second depends on the first (FR-4, RR-8)
        ("feedback_report", "产品类 | 功能故障", None),
        ("feedback_report", " | 功能故障", None),
        ("feedback_report", "服务类 | 功能故障", "category"),
        ("feedback_report", "产品 | 功能故障", "feedback_type"),
        ("rapid_response", "其他类 | 咨询", None),
        ("rapid_response", "其他类 | 咨讯", "category"),
        # one level (ST)
        ("service_ticket", " | 软件故障", None),
        ("service_ticket", "软件故障 | 软件故障", "feedback_type"),
        ("service_ticket", " | 软件", "category"),
    ],
)
def test_classes_are_those_of_the_register(name: str, classes: str, field: str | None) -> None:
    register = settings(name, keywords=f"{HEADS}\n| 漏水 |  | {classes} | #1 |  |")
    assert told_in_all(register) == ([] if field is None else [("SETTING_UNUSABLE", 1, field)])
    assert len(register.policy.keywords) == (field is None)


@pytest.mark.parametrize(
    ("weight", "code"),
    [("#-3", "NUMERIC_OUT_OF_RANGE"), ("#1e300", "NUMERIC_OUT_OF_RANGE"), ("重", "NUMERIC_UNREADABLE")],
)
def test_an_unusable_weight_is_the_ordinary_one(weight: str, code: str) -> None:
    register = settings("feedback_analysis", keywords=f"{HEADS}\n| 漏水 |  |  | 产品故障 | {weight} |  |")
    assert [keyword.weight for keyword in register.policy.keywords] == [1.0]
    assert told_in_all(register) == [(code, 1, "weight")]


def test_a_keyword_speaks_for_a_class_once() -> None:
    table = f"""
    {HEADS}
    | 漏水 |  |  | 产品故障 | #1 |  |
    |  |  |  | 产品故障 | #2 |  |
    | 漏水 |  |  | 产品故障 | #3 |  |
    | 漏水 |  |  | 服务流程 | #4 |  |
    """
    register = settings("feedback_analysis", keywords=table)
    assert [keyword.weight for keyword in register.policy.keywords] == [1, 4]
    assert sorted(told_in_all(register)) == [("SETTING_UNUSABLE", 3, "keyword"), ("VALUE_MISSING", 2, "keyword")]


def test_an_exclusion_that_cannot_be_read_takes_its_row_out() -> None:
    register = settings("feedback_analysis", keywords=f"{HEADS}\n| 漏水 | @2024-05-01 |  | 产品故障 | #1 |  |")
    assert (register.policy.keywords, told_in_all(register)) == ((), [("TEXT_BECAME_DATE", 1, "excludes")])


def test_a_library_that_lost_its_exclusions_is_the_shipped_one() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["关键词库"].cell(HEAD_ROW, column_of(book, "关键词库", "排除词"), "例外")

    register, shipped = saved("feedback_analysis", change), settings("feedback_analysis")
    assert register.policy.keywords == tuple(keyword._replace(row=0) for keyword in shipped.policy.keywords)
