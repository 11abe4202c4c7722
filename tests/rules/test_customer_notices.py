"""Who is told what, and in what words. (FA-13, FR-10, ST-10)"""

from datetime import datetime, timedelta

import pytest

from tests.registers import read, workbook
from tests.rules.case_views import policy_of, view_of
from xltools.model.case_view import CaseView
from xltools.model.form_values import FormCell
from xltools.model.notice_template import NoticeTemplate
from xltools.model.register import Register
from xltools.rules.customer_notices import (
    DueNotice,
    by_mail,
    due_notices,
    earliest_told,
    filled_text,
    notices_for,
    written_notices,
)

NOW = datetime(2024, 5, 10, 14, 0)
ALL = NoticeTemplate("结果通知", "", "", ("result",), ("informed_at",), "{{number}}", "已处理：{{result}}", 5)
PHONE = ALL._replace(channel="电话", text="请问是{{customer_name}}吗？", row=6)
MAIL = ALL._replace(channel="邮件", row=7)
SURVEY = ALL._replace(name="满意度调查", filled=("informed_at",), empty=("satisfaction",), state="已关闭", row=8)
CASES = """
| number     | channel | state  | result | informed_at       | satisfaction | customer_name | contact     |
| 202405-001 | 电话    | 待告知 | 已更换 |                   |              | 张三          | 13800001234 |
| 202405-002 | 平台    | 待告知 | 已更换 |                   |              | 李四          | 13800001234 |
| 202405-003 | 电话    | 处理中 |        |                   |              | 李四          | 13800001234 |
| 202405-004 | 邮件    | 已关闭 | 已更换 | @2024-05-02 10:00 |              | 李四          | 13800001234 |
| 202405-005 | 邮件    | 待审核 | 已更换 | @2024-05-02 10:00 |              | 李四          | 13800001234 |
|            | 电话    | 待告知 | 已更换 |                   |              | 李四          | 13800001234 |
"""


def due(*templates: NoticeTemplate) -> list[tuple[int, int]]:
    return [(each.position, each.template.row) for each in due_notices(view_of(CASES), templates)]


def test_a_closed_case_of_long_ago_is_asked_about_no_more() -> None:
    view, told, closed = view_of(CASES), datetime(2024, 5, 2, 10, 0), ("已关闭",)
    later = told + timedelta(seconds=1)
    assert [each.position for each in due_notices(view, [SURVEY], told, closed)] == [3]
    assert due_notices(view, [SURVEY], later, closed) == []
    assert [each.position for each in due_notices(view, [SURVEY], later)] == [3]  # an open case is still to be told
    assert len(due_notices(view, [ALL], later, closed)) == 2  # its column holds no moments
    assert earliest_told(policy_of(settings={"notice_days": "8"}), NOW) == NOW - timedelta(days=8)


def test_the_row_for_the_own_channel_counts_before_the_one_for_all() -> None:
    assert due(ALL, PHONE, SURVEY) == [(0, 6), (1, 5), (3, 8)]
    assert due(PHONE) == [(0, 6)]


def test_a_row_for_the_own_channel_says_alone_when_it_is_due() -> None:
    assert due(ALL, PHONE._replace(filled=("result", "satisfaction"))) == [(1, 5)]


def test_a_row_that_names_a_column_which_is_gone_sends_nothing() -> None:
    assert due(ALL._replace(empty=("score",))) == []


def test_a_moment_whose_column_is_gone_sends_nothing() -> None:
    view = view_of("| number | state | satisfaction |\n| 202405-004 | 已关闭 | |")
    assert view.field("informed_at") is not None
    assert due_notices(view, [SURVEY], NOW, ("已关闭",)) == []


def test_named_cases_are_told_of_whether_it_is_due_or_not() -> None:
    found = notices_for(view_of(CASES), [ALL, PHONE], [2, 4, 5])
    assert [(each.position, each.template.row) for each in found] == [(4, 5), (2, 6)]


@pytest.mark.parametrize(
    ("templates", "row"), [([ALL, PHONE, MAIL], 7), ([ALL, PHONE], 5), ([PHONE], None), ([SURVEY, PHONE], None)]
)
def test_a_script_for_the_telephone_is_no_letter(templates: list[NoticeTemplate], row: int | None) -> None:
    letter = by_mail(DueNotice(0, PHONE), templates)
    assert (letter.template.row if letter else None) == row


def test_a_line_whose_placeholders_are_all_empty_is_left_out() -> None:
    cells = {"甲": FormCell("一\n二"), "乙": FormCell(""), "丙": FormCell("05-01 09:30", "05-01")}
    text = "抬头\n\n甲：{{甲}}{{乙}}\n乙：{{乙}}\n{{丙|日期}} {{丙}}"
    assert filled_text(text, cells) == "抬头\n\n甲：一\n二\n05-01 05-01 09:30"


ROW = {
    "反馈日期": "@2024-05-01 09:30",
    "反馈来源": "邮件",
    "客户名称/单位": "张三",
    "联系方式": "13800001234",
    "问题描述": "开机十分钟后自动停机",
    "处理责任人": "王强",
    "处理结果": "已换 {{联系方式}}，请张三试用",
}


def register_of() -> Register:
    """Two cases of the same customer, who wants to be nobody in the second."""
    rows = [ROW, {**ROW, "处理结果": "已换，请张三试用", "匿名": "是"}]
    return read(workbook(rows, "feedback_report"), NOW, "feedback_report")


TEXT = "{{客户称呼}} {{联系方式}} {{处理责任人}} {{处理结果}}"


def test_what_goes_out_is_masked_and_the_contact_beside_it_is_not() -> None:  # FA-13, FA-4, FR-2
    register, template = register_of(), ALL._replace(text=TEXT, subject="{{反馈日期|日期}}\n告知")
    view = CaseView(register.cases, ["202405-001", "202405-002"], register.cases.values)
    found = written_notices(register, view, [DueNotice(1, template), DueNotice(0, template)], NOW)
    assert [each.text for each in found] == [
        "某客户 138****1234 王*（A004） 已换，请某客户试用",
        "张* 138****1234 王*（A004） 已换 {{联系方式}}，请张*试用",
    ]
    assert {(each.contact, each.subject, each.channel, each.round) for each in found} == {
        ("13800001234", "2024-05-01 告知", "邮件", 1)
    }


def test_a_register_without_templates_tells_nobody() -> None:
    assert due_notices(view_of(CASES), policy_of().notices) == []
