from tests.workbook.template_samples import opened, small_definition
from xltools.language.words import Tab
from xltools.workbook.layout import FIRST_DATA_ROW, GROUP_ROW, HEAD_ROW, LAST_LIST_ROW


def test_one_column_a_list_with_its_note() -> None:
    sheet = opened(small_definition())[Tab.LISTS.said]
    heads = [sheet.cell(HEAD_ROW, column).value for column in range(1, 6)]
    assert heads == ["分类", "小类·甲", "小类·乙", "等级", None]
    assert sheet.cell(GROUP_ROW, 1).value == "用于登记"
    assert [sheet.cell(row, 2).value for row in range(FIRST_DATA_ROW, FIRST_DATA_ROW + 3)] == ["甲一", "甲二", None]


def test_values_stay_text() -> None:
    sheet = opened(small_definition())[Tab.LISTS.said]
    assert sheet.column_dimensions["A"].number_format == "@"
    assert sheet.cell(FIRST_DATA_ROW, 1).number_format == "@"


def test_doubled_values_are_warned_of_as_far_as_drop_downs_look() -> None:
    rules = opened(small_definition())[Tab.LISTS.said].data_validations.dataValidation
    assert [(str(rule.sqref), rule.errorStyle) for rule in rules] == [(f"A5:D{LAST_LIST_ROW}", "warning")]
