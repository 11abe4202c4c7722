"""What goes to whom, with roles and classes that exist."""

import openpyxl
import pytest

from tests.workbook.settings.settings_tables import column_of, fallbacks, saved, settings, told_in_all
from xltools.model.policy import AssignmentRule
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW

NAME = "feedback_report"


def test_rules_in_the_order_of_the_sheet() -> None:
    # FR-5
    table = """
    | 类别 | 小类 | 处理角色 | 主责部门 |
    | 产品类 |  | 质量专员 | 质量部 |
    | 产品类 | 功能故障 | 刘敏 |  |
    """
    register = settings(NAME, assignment=table)
    assert register.policy.assignment == (
        AssignmentRule("产品类", "", "质量专员", "质量部", FIRST_DATA_ROW),
        AssignmentRule("产品类", "功能故障", "刘敏", "", FIRST_DATA_ROW + 1),
    )
    assert told_in_all(register) == []


@pytest.mark.parametrize(
    ("row", "finding", "kept"),
    [
        ("| 产品 |  | 质量专员 |", ("SETTING_UNUSABLE", 1, "category"), 0),
        ("| 服务类 | 功能故障 | 质量专员 |", ("SETTING_UNUSABLE", 1, "subcategory"), 0),
        ("| 产品类 |  |  |", ("VALUE_MISSING", 1, "role"), 0),
        ("|  |  | 质量专员 |", ("VALUE_MISSING", 1, "category"), 0),
        ("| 产品类 | @2024-05-01 | 质量专员 |", ("TEXT_BECAME_DATE", 1, "subcategory"), 0),
        ("| 产品类 |  | 质检专员 |", ("ROLE_UNKNOWN", 1, "role"), 1),
    ],
)
def test_rows_that_would_go_to_nobody_or_never_apply(row: str, finding: tuple[str, int, str], kept: int) -> None:
    register = settings(NAME, assignment=f"| 类别 | 小类 | 处理角色 |\n{row}")
    assert (told_in_all(register), len(register.policy.assignment)) == ([finding], kept)


def test_of_two_rules_for_a_class_the_first_counts() -> None:
    register = settings(NAME, assignment="| 类别 | 处理角色 |\n| 其他 | 质量专员 |\n| 其他 | 技术工程师 |")
    assert [rule.role for rule in register.policy.assignment] == ["质量专员"]
    assert told_in_all(register) == [("SETTING_UNUSABLE", 2, "category")]


def test_a_register_of_one_level_has_no_second() -> None:
    # FA-8
    register = settings("feedback_analysis", assignment="| 类别 | 小类 | 处理角色 |\n| 产品故障 | 电池 | 技术工程师 |")
    assert (register.policy.assignment, told_in_all(register)) == ((), [("SETTING_UNUSABLE", 1, "subcategory")])


def test_a_sheet_that_lost_a_column_leaves_the_shipped_rules() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["分派规则"].cell(HEAD_ROW, column_of(book, "分派规则", "小类"), "")

    register = saved(NAME, change)
    assert [rule._replace(row=0) for rule in settings(NAME).policy.assignment] == list(register.policy.assignment)
    assert len(fallbacks(register)) == 1
