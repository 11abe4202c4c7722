"""Texts for customers on sheet 通知模板, and mistakes in them. (FA-13, FR-10, ST-10)"""

import pytest

from tests.workbook.settings.settings_tables import saved, settings, told, told_in_all
from xltools.model.notice_template import NoticeTemplate
from xltools.workbook.definition_files import shipped_definitions
from xltools.workbook.layout import FIRST_DATA_ROW

NAME = "feedback_report"
GOOD = {
    "通知名称": "结果通知",
    "已填栏目": "处理结果",
    "未填栏目": "结果告知时间",
    "主题": "告知",
    "正文": "已处理：{{处理结果}}",
}


def test_every_cell_of_a_template_counts() -> None:
    cells = {
        "通知名称": "结果通知",
        "渠道": "邮件",
        "适用状态": "待告知",
        "已填栏目": "处理结果、处理完成 时间",
        "未填栏目": "结果告知时间；客户满意度",
        "主题": "告知 {{反馈编号}}",
        "正文": "{{客户称呼}}：{{result}}",
    }
    register = settings(NAME, notice_templates=[cells])
    assert told_in_all(register) == []
    assert register.policy.notices == (
        NoticeTemplate(
            *("结果通知", "邮件", "待告知", ("result", "completed_at"), ("informed_at", "satisfaction")),
            *("告知 {{反馈编号}}", "{{客户称呼}}：{{result}}", FIRST_DATA_ROW),
        ),
    )


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"渠道": "飞鸽传书"}, "channel"),
        ({"适用状态": "待告之"}, "state"),
        ({"已填栏目": "处理结果、处理结论"}, "filled"),
        ({"未填栏目": "告知"}, "empty"),
        ({"未填栏目": "结果告知时间、校验提示"}, "empty"),  # what follows from the checks is known last
        ({"主题": "{{编号}}"}, "subject"),
        ({"正文": "已处理：{{处理结论}}"}, "text"),
        ({"正文": "已处理：{{处理结果|钟点}}"}, "text"),
        ({"正文": "已处理：{{处理结果}，请放心"}, "text"),
        ({"正文": "方案：{{处理方案.方案}}"}, "text"),  # a letter has no tables
    ],
)
def test_a_mistake_is_told_at_its_cell_and_the_row_sends_nothing(cells: dict[str, str], field: str) -> None:
    register = settings(NAME, notice_templates=[{**GOOD, **cells}, {**GOOD, "通知名称": "再次通知"}])
    assert told(register) == [("SETTING_UNUSABLE", 1, field)]
    assert [each.name for each in register.policy.notices] == ["再次通知"]


def test_what_is_missing_is_told_once() -> None:
    rows = [{key: text for key, text in GOOD.items() if key != gone} for gone in ("通知名称", "已填栏目", "正文")]
    register = settings(NAME, notice_templates=rows)
    assert sorted(told_in_all(register)) == [
        ("VALUE_MISSING", 1, "name"), ("VALUE_MISSING", 2, "filled"), ("VALUE_MISSING", 3, "text"),
    ]  # fmt: skip
    assert register.policy.notices == ()


def test_of_two_rows_for_the_same_the_first_counts() -> None:
    register = settings(NAME, notice_templates=[GOOD, {**GOOD, "渠道": "邮件"}, {**GOOD, "主题": "又一条"}])
    assert told(register) == [("SETTING_UNUSABLE", 3, "name")]
    assert [(each.channel, each.subject) for each in register.policy.notices] == [("", "告知"), ("邮件", "告知")]


def test_a_register_made_before_there_were_templates_sends_nothing() -> None:
    register = saved(NAME, lambda book: book.remove(book["通知模板"]))
    assert register.policy.notices == ()


@pytest.mark.parametrize("name", shipped_definitions())
def test_the_shipped_templates_can_be_used_and_each_notice_has_one_for_all_channels(name: str) -> None:
    register = settings(name)
    assert told_in_all(register) == []
    sheet = register.definition.sheet("notice_templates")
    assert sheet is not None
    assert len(register.policy.notices) == len(sheet.rows) > 0
    names = {each.name for each in register.policy.notices}
    assert {each.name for each in register.policy.notices if not each.channel} == names
