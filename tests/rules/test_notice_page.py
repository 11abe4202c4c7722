"""The page 客户通知: what clerks copy. (FA-13, FR-10)"""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.life import Life
from tests.registers import read, workbook
from xltools.language.words import Tab
from xltools.model.case_view import CaseView
from xltools.model.generated_page import Emphasis, GeneratedPage, Link
from xltools.model.register import Register
from xltools.rules import notice_page
from xltools.rules.notice_page import notice_pages

NOW = datetime(2024, 5, 10, 14, 0)
ROW = {
    "提交时间": "@2024-05-06 10:00",
    "提交渠道": "邮件",
    "客户姓名": "张三",
    "联系方式": "13800005678；a@example.com",
    "问题描述": "门锁换新电池后三天就提示电量低",
    "反馈类型": "故障报修",
    "问题类别": "产品故障",
    "紧急程度": "普通",
}
DONE = {"接收时间": "@2024-05-06 11:00", "处理结果": "更换电池仓后开锁二十次正常", "处理完成时间": "@2024-05-07 10:00"}


def page(life: Life, now: str) -> GeneratedPage:
    return next(each for each in life.decided(now).pages if each.title == Tab.NOTICES.said)


def told(page: GeneratedPage) -> list[tuple[object, ...]]:
    return [row.values[:3] for row in page.tables[0].rows]


def test_a_case_is_listed_until_the_customer_was_told_and_asked() -> None:  # FA-13, FA-14
    life = Life("feedback_analysis")
    life.type(1, **ROW)
    life.refresh("2024-05-06 12:00")
    assert told(page(life, "2024-05-06 12:00")) == []
    life.type(1, **DONE)
    (row,) = page(life, "2024-05-07 10:30").tables[0].rows
    number, notice, channel, contact, _, text = row.values
    assert number == Link("202405-001", "反馈登记", 5)
    assert (notice, channel, contact) == ("结果通知", "邮件", "13800005678;a@example.com")
    assert "更换电池仓后开锁二十次正常" in str(text)
    assert not any(secret in str(text) for secret in ("张三", "13800005678", "a@example.com"))
    life.type(1, 结果告知时间="@2024-05-07 11:00")
    assert [values[1] for values in told(page(life, "2024-05-07 11:30"))] == ["满意度调查"]
    life.type(1, 回访时间="@2024-05-08 09:00", 满意度="满意")
    assert told(page(life, "2024-05-08 09:30")) == []


def register_of(count: int) -> Register:
    row = {"反馈日期": "@2024-05-01 09:30", "处理结果": "已更换"}
    rows = [{**row, "优先级": "紧急" if place == 3 else "低"} for place in range(count)]
    register = read(workbook(rows, "feedback_report"), NOW, "feedback_report")
    template = register.policy.notices[0]._replace(state="", filled=("result",))
    return replace(register, policy=replace(register.policy, notices=(template,)))


def pages(register: Register) -> tuple[GeneratedPage, ...]:
    cases = register.cases
    numbers = [f"202405-{place:03}" for place in range(1, len(cases.rows) + 1)]
    return notice_pages(register, CaseView(cases, numbers, cases.values), NOW)


def test_urgent_ones_come_first_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_page, "MAXIMUM_ROWS", 2)
    (found,) = pages(register_of(5))
    rows = found.tables[0].rows
    assert [(str(row.values[0].text), row.emphasis) for row in rows if isinstance(row.values[0], Link)] == [
        ("202405-004", Emphasis.URGENT), ("202405-001", Emphasis.PLAIN),
    ]  # fmt: skip
    assert ("（5）" in found.tables[0].title, "3" in found.tables[0].remark) == (True, True)


def test_no_page_where_there_is_no_sheet_of_templates_or_the_name_is_taken() -> None:
    register = register_of(1)
    tables = {key: table for key, table in register.tables.items() if key != "notice_templates"}
    assert pages(replace(register, tables=tables)) == ()
    sheets = [
        sheet.model_copy(update={"title": Tab.NOTICES.said}) if sheet.key == "log" else sheet
        for sheet in register.definition.sheets
    ]
    definition = register.definition.model_copy(update={"sheets": tuple(sheets)})
    assert pages(replace(register, definition=definition)) == ()
