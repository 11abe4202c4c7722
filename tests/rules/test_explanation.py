"""Where a case stands, what it waits for, and how it is found. (issue 3, FA-5, FA-14, FA-18, RR-12, RR-13)"""

from tests.explained import ANALYSIS, REPORT, at, explained
from tests.life import Life
from tests.registers import NOW, decided, workbook
from tests.rules.test_case_workflow import RAPID
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import PassContext
from xltools.rules.explanation import Explanation, explain


def waits(explanation: Explanation) -> list[str]:
    return [each.what for each in explanation.waits]


def test_a_state_and_what_it_waits_for():  # FA-18
    life = Life("feedback_report")
    life.type(1, **REPORT)
    told = explained(life, "2024-05-09 17:00")
    assert (told.number, told.place, told.state, told.closed) == ("202405-001", "反馈登记!5:5", "待响应", False)
    assert waits(told) == ["首次响应时间"]
    assert told.waits[0].place.startswith("反馈登记!")
    assert (told.round, at(told.round_since), told.round_place) == (1, "05-09 16:30", "")


def test_what_is_missing_is_named_column_by_column():  # FA-5
    life = Life("feedback_analysis")
    life.type(1, **{**ANALYSIS, "联系方式": "", "问题描述": ""})
    told = explained(life, "2024-05-06 10:10")
    assert told.state == "待补充"
    assert {"联系方式", "问题描述"} <= set(waits(told))
    assert all(each.place for each in told.waits)


def test_a_fact_beyond_the_row_is_said_in_a_sentence():  # RR-13
    life = Life("rapid_response")
    life.type(
        1, **{**RAPID, "问题类型": "流程优化"}, 问题大类="其他类", 问题小类="建议", 首次响应时间="@2023-10-27 14:40",
        处理结果="已转流程小组研究方案", 解决时间="@2023-10-27 16:20", 闭环人="陈涛", 闭环时间="@2023-10-27 17:00",
    )  # fmt: skip
    told = explained(life, "2023-10-27 17:10")
    assert told.state == "跟进"  # the second of two states of that name
    (wait,) = told.waits
    assert (wait.place, "improvement" in wait.what, "RR-13" in wait.what) == ("", True, False)


def test_a_state_that_lasts_while_something_holds():  # FA-14
    life = Life("feedback_analysis")
    life.type(
        1, **ANALYSIS, 接收时间="@2024-05-06 13:05", 处理方案="3个工作日内完成配件更换", 方案类型="技术处理",
        处理步骤="先读日志，再寄出电池仓", 预计完成时间="@2024-05-09 17:00", 处理结果="上门更换电池仓，连续开锁正常",
        处理完成时间="@2024-05-08 15:00", 原因维度="批次", 结果告知时间="@2024-05-08 16:00",
        回访时间="@2024-05-09 10:00", 满意度="一般", 客户意见="师傅迟到一小时",
    )  # fmt: skip
    told = explained(life, "2024-05-09 10:30")
    assert (told.state, [each.until_over for each in told.waits]) == ("二次跟进", [True])


def test_a_closed_case_waits_for_nothing():
    life = Life("feedback_report")
    life.type(
        1, **REPORT, 首次响应时间="@2024-05-09 17:00", 处理完成时间="@2024-05-13 15:00",
        处理结果="更换主板后连续试机两小时正常", 审核人="刘敏", 审核日期="@2024-05-13",
        结果告知时间="@2024-05-13 16:30",
        客户满意度="满意",
    )  # fmt: skip
    told = explained(life, "2024-05-13 17:00")
    assert (told.state, told.closed, told.waits) == ("已关闭", True, ())


def test_a_later_round_and_since_when():  # FR-11
    life = Life("feedback_report")
    life.type(
        1, **REPORT, 首次响应时间="@2024-05-09 17:00", 处理完成时间="@2024-05-13 15:00",
        处理结果="更换主板后连续试机两小时正常", 审核人="刘敏", 审核日期="@2024-05-13",
        结果告知时间="@2024-05-13 16:30",
        客户满意度="不满意", 客户评价="又停机",
    )  # fmt: skip
    life.refresh("2024-05-13 17:00")
    told = explained(life, "2024-05-14 09:00")
    assert (told.round, at(told.round_since), told.round_place) == (2, "05-13 16:30", "处理轮次!5:5")
    assert waits(told) == ["处理完成时间"]


def test_nothing_that_a_customer_said_or_is_called_is_in_an_explanation():  # FR-13
    life = Life("feedback_report")
    life.type(1, **REPORT)
    told = repr(explained(life, "2024-05-09 17:00"))
    for said in (REPORT["客户名称/单位"], REPORT["联系方式"], "换插座"):
        assert said not in told


def test_a_register_without_states_limits_or_classes_is_explained_as_far_as_it_goes():  # the rules sleep
    register, decision, _ = decided(workbook("渠道 |\n 电话 |"))
    context = PassContext(NOW, "台账.xlsx", IssuedNumbers(register.definition.numbering))
    told = explain(register, context, decision, 0)
    assert (told.number, told.state, told.waits, told.limits, told.waiting) == ("202405-001", "", (), (), ())
