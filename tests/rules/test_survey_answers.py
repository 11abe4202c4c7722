"""Answers of customers go into their cases, and whatever hangs on them begins. (FR-10, FR-11, FA-14, ST-10)"""

from datetime import datetime

import pytest

from tests.life import Life
from tests.registers import read, workbook
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import Entry, PassContext
from xltools.rules.survey_answers import answers_to_enter, scale_fields

ANSWERS = "survey_answers"
REPORT = {
    "反馈日期": "@2024-05-06 10:00",
    "反馈来源": "邮件",
    "客户名称/单位": "某公司",
    "联系方式": "13800005678",
    "优先级": "中",
    "问题描述": "空调无法开机，指示灯不亮",
    "首次响应时间": "@2024-05-06 11:00",
    "处理完成时间": "@2024-05-07 10:00",
    "处理结果": "更换主板后连续试机正常",
    "审核人": "刘敏",
    "审核日期": "@2024-05-07",
    "结果告知时间": "@2024-05-07 15:00",
}
VERDICT = ("客户满意度", "评分", "客户评价")


def report(**cells: str) -> Life:
    life = Life("feedback_report")
    life.type(1, **{**REPORT, **cells})
    life.refresh("2024-05-07 16:00")
    return life


def answer(life: Life, row: int, at: str, **cells: str) -> None:
    life.type(row, ANSWERS, 反馈编号="202405-001", 答复时间=f"@{at}", **cells)


def test_an_answer_fills_what_is_empty() -> None:  # FR-10
    life = report()
    answer(life, 1, "2024-05-08 09:00", 客户满意度="基本满意", 评分="#8", 客户意见="多等了一天")
    life.refresh("2024-05-08 10:00")
    assert life.shows(*VERDICT, "状态", "处理轮次") == ["基本满意", "8", "多等了一天", "已关闭", "1"]


def test_dissatisfaction_begins_the_next_round_in_the_same_pass() -> None:  # FR-11
    life = report()
    answer(life, 1, "2024-05-08 09:00", 客户满意度="不满意", 客户意见="又坏了")
    life.refresh("2024-05-08 10:00")
    assert life.shows("状态", "处理轮次") == ["二次处理", "2"]
    assert "客户满意度：不满意" in str(life.row(1, "rounds")["经过"])


def test_of_several_answers_the_latest_counts() -> None:
    life = report()
    answer(life, 1, "2024-05-08 11:00", 客户满意度="满意")
    answer(life, 2, "2024-05-08 09:00", 客户满意度="不满意", 客户意见="又坏了")
    life.refresh("2024-05-08 12:00")
    assert life.shows(*VERDICT, "处理轮次") == ["满意", "", "", "1"]


def test_what_the_row_says_already_stands() -> None:
    life = report(客户满意度="满意")
    answer(life, 1, "2024-05-08 09:00", 客户满意度="不满意", 客户意见="又坏了")
    life.refresh("2024-05-08 10:00")
    assert life.shows(*VERDICT) == ["满意", "", ""]  # an opinion of another verdict would not fit
    same = report(客户满意度="满意")
    answer(same, 1, "2024-05-08 09:00", 客户满意度="满意", 客户意见="很快")
    same.refresh("2024-05-08 10:00")
    assert same.shows(*VERDICT) == ["满意", "", "很快"]


@pytest.mark.parametrize(
    "cells",
    [
        {"客户满意度": "还行"},
        {"评分": "#11"},
        {"客户意见": "很好"},  # no verdict at all
        {"答复时间": "@2024-06-08 09:00", "客户满意度": "不满意"},  # has not come yet
        {"答复时间": "-", "客户满意度": "不满意"},
        {"反馈编号": "202405-009", "客户满意度": "不满意"},
    ],
)
def test_what_cannot_be_believed_changes_no_case(cells: dict[str, str]) -> None:
    life = report()
    answer(life, 1, "2024-05-08 09:00")
    life.type(1, ANSWERS, **cells)
    life.refresh("2024-05-08 10:00")
    assert life.shows(*VERDICT, "处理轮次") == ["", "", "", "1"]
    assert [row for _, row, field in life.findings if field in ("satisfaction", "score", "answered_at", "case_number")]


def second_round() -> Life:
    """A first answer ended the first round; its verdict was cleared, and the second result is told."""
    life = report()
    answer(life, 1, "2024-05-08 09:00", 客户满意度="不满意", 客户意见="又坏了")
    life.refresh("2024-05-08 10:00")
    life.type(
        1, 处理完成时间="@2024-05-09 10:00", 处理结果="再次更换主板并试机两小时", 审核日期="@2024-05-09",
        结果告知时间="@2024-05-09 15:00", 客户满意度="-", 评分="-", 客户评价="-",
    )  # fmt: skip
    life.refresh("2024-05-09 16:00")
    return life


def test_an_answer_to_an_earlier_round_does_not_end_the_next_one() -> None:  # FR-11
    life = second_round()
    answer(life, 2, "2024-05-09 09:00", 客户满意度="不满意", 客户意见="还没人来")  # before the second result
    life.refresh("2024-05-09 17:00")
    assert life.shows(*VERDICT, "处理轮次") == ["", "", "", "2"]
    answer(life, 3, "2024-05-10 09:00", 客户满意度="满意")
    life.refresh("2024-05-10 10:00")
    assert life.shows(*VERDICT, "处理轮次", "状态") == ["满意", "", "", "2", "已关闭"]


ANALYSIS = {
    "提交时间": "@2024-05-06 10:00",
    "提交渠道": "邮件",
    "客户姓名": "张三",
    "联系方式": "13800005678",
    "问题描述": "门锁换新电池后三天就提示电量低",
    "反馈类型": "故障报修",
    "问题类别": "产品故障",
    "接收时间": "@2024-05-06 11:00",
    "处理结果": "更换电池仓后开锁二十次正常",
    "处理完成时间": "@2024-05-07 10:00",
    "结果告知时间": "@2024-05-07 11:00",
}


def test_before_and_after_the_follow_up_answers_have_columns_of_their_own() -> None:  # FA-14
    life = Life("feedback_analysis")
    life.type(1, **ANALYSIS)
    life.refresh("2024-05-07 12:00")
    answer(life, 1, "2024-05-08 09:00", 满意度="一般", 客户意见="师傅迟到")
    life.refresh("2024-05-08 10:00")
    assert life.shows("回访时间", "满意度", "客户意见", "状态") == ["05-08 09:00", "一般", "师傅迟到", "二次跟进"]
    life.type(1, 跟进完成时间="@2024-05-09 10:00", 跟进结果="再次上门调整锁舌并道歉")
    answer(life, 2, "2024-05-09 09:00", 满意度="不满意", 客户意见="还没来")  # before the follow-up was done
    life.refresh("2024-05-09 11:00")
    assert life.shows("跟进后满意度") == [""]
    answer(life, 3, "2024-05-10 09:00", 满意度="满意")
    life.refresh("2024-05-10 10:00")
    assert life.shows("满意度", "跟进后满意度", "状态") == ["一般", "满意", "已闭环"]


def test_low_scores_of_an_answer_ask_for_a_call_back() -> None:  # ST-10
    life = Life("service_ticket")
    life.type(
        1, 客户名称="某公司", 联系方式="13800005678", 反馈时间="@2024-05-06 10:00", 反馈渠道="电话",
        问题分级="一般", 首次响应时间="@2024-05-06 10:05", **{"问题描述（摘要）": "设备无法启动，报警代码E-002"},
        初步诊断="操作失误", 开始处理时间="@2024-05-06 11:00", 方案批准时间="@2024-05-06 11:00", 方案批准人="赵磊",
        处理结果="重新设定参数后运行正常", 客户确认时间="@2024-05-06 15:00", 确认方式="线上",
        解决时间="@2024-05-06 15:00",
    )  # fmt: skip
    life.refresh("2024-05-06 16:00")
    scores = {"服务时效": "#5", "技术能力": "#2", "沟通态度": "#4", "问题解决效果": "#4"}
    life.type(1, ANSWERS, 工单号="202405-00001", 答复时间="@2024-05-07 09:00", **scores)
    life.refresh("2024-05-07 10:00")
    assert life.shows(*scores, "回访时间", "低分标记", "主管回访时限") == [
        "5", "2", "4", "4", "05-07 09:00", "低分", "05-07 10:00",
    ]  # fmt: skip


def test_rows_of_an_export_take_over_what_people_may_fill() -> None:  # FR-10
    register = read(workbook(name="feedback_report"), name="feedback_report")
    now = datetime(2024, 5, 10, 14, 0)
    given = {"case_number": "202405-001", "satisfaction": "满意", "check_remark": "好", "number": "1"}
    context = PassContext(now, "台账.xlsx", IssuedNumbers(register.definition.numbering), answers=(Entry("k", given),))
    assert answers_to_enter(register, context) == (
        {"case_number": "202405-001", "satisfaction": "满意", "answered_at": now},
    )
    assert [field.name for field in scale_fields(register)] == ["satisfaction", "score"]


def test_a_register_without_the_sheet_has_no_answers() -> None:
    register = read(workbook(name="rapid_response"), name="rapid_response")
    context = PassContext(
        datetime(2024, 5, 10), "a", IssuedNumbers(register.definition.numbering), answers=(Entry("k", {}),)
    )
    assert (answers_to_enter(register, context), scale_fields(register)) == ((), ())


@pytest.mark.parametrize("at", ["2020-01-01 09:00", "2024-05-07 09:00"])
def test_an_answer_to_nothing_that_was_done_yet_is_not_believed(at: str) -> None:
    life = report()
    answer(life, 1, at, 客户满意度="不满意", 客户意见="又坏了")
    life.refresh("2024-05-08 10:00")
    assert life.shows(*VERDICT, "处理轮次") == ["", "", "", "1"]
    assert (("DATE_OUT_OF_ORDER", 1, "answered_at") in life.findings) == at.startswith("2020")
