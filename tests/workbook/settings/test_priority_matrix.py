"""Priority by impact and urgency, each combination once."""

import openpyxl
import pytest

from tests.workbook.settings.settings_tables import column_of, saved, settings, told_in_all
from xltools.workbook.layout import HEAD_ROW

NAME = "rapid_response"
HEADS = "| 影响范围 | 紧急程度 | 优先级 |"


def test_what_the_sheet_says_is_in_force() -> None:
    # RR-9
    register = settings(NAME, priority_matrix=f"{HEADS}\n| 个别 | 高 | P0 |\n| 大面积 | 低 | P3 |")
    assert register.policy.priority_matrix == {("个别", "高"): "P0", ("大面积", "低"): "P3"}
    assert told_in_all(register) == []


@pytest.mark.parametrize(
    ("row", "finding", "matrix"),
    [
        ("| 大面积 | 高 | P9 |", ("CHOICE_UNKNOWN", 2, "priority"), {("大面积", "高"): "P0"}),  # the shipped one
        ("| 大面积 | 高 |  |", ("VALUE_MISSING", 2, "priority"), {("大面积", "高"): "P0"}),
        ("|  | 高 | P1 |", ("VALUE_MISSING", 2, "impact_scope"), {}),
        ("| 个别 | 低 | P0 |", ("SETTING_UNUSABLE", 2, "impact_scope"), {}),
    ],
)
def test_faulty_rows(row: str, finding: tuple[str, int, str], matrix: dict[tuple[str, str], str]) -> None:
    register = settings(NAME, priority_matrix=f"{HEADS}\n| 个别 | 低 | P1 |\n{row}")
    assert register.policy.priority_matrix == {("个别", "低"): "P1", **matrix}
    assert told_in_all(register) == [finding]


def test_an_emptied_sheet_is_a_matrix_without_rows_and_no_sheet_is_none() -> None:
    assert settings(NAME, priority_matrix=[]).policy.priority_matrix == {}
    assert settings("feedback_report").policy.priority_matrix is None


def test_a_sheet_that_lost_a_column_leaves_the_shipped_matrix() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["优先级矩阵"].cell(HEAD_ROW, column_of(book, "优先级矩阵", "紧急程度"), "急")

    assert saved(NAME, change).policy.priority_matrix == settings(NAME).policy.priority_matrix
