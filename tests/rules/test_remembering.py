"""What the tool knows of its own cells, and what closed cases keep."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.life import Life
from tests.rules.case_views import view_of
from xltools.model.case_memory import CaseMemory
from xltools.model.cell_edit import CellEdit
from xltools.rules.remembering import Settled, closed_before, to_remember
from xltools.workbook.patching import patch

ROW = {
    "客户名称": "某公司",
    "联系方式": "13800005678",
    "反馈时间": "@2024-05-06 12:00",
    "反馈渠道": "电话",
    "问题描述（摘要）": "设备无法启动，报警代码E-002",
    "问题分级": "重要",
    "首次响应时间": "@2024-05-06 12:10",
}


def ticket() -> Life:
    life = Life("service_ticket")
    life.type(1, **ROW)
    life.refresh("2024-05-06 12:15")
    return life


@pytest.mark.parametrize(
    ("head", "typed", "field"),
    [
        ("处理状态", "已结案", "state"),
        ("解决时限", "@2024-06-01 00:00", "solution_due_at"),
        ("处理轮次", "#7", "round"),
    ],
)
def test_what_somebody_types_over_is_put_back_and_said(head: str, typed: str, field: str) -> None:
    life = ticket()
    before = life.shows(head)
    life.type(1, **{head: typed})
    life.refresh("2024-05-06 12:15")
    assert life.shows(head) == before
    assert ("TOOL_CELL_RESTORED", 1, field) in life.findings


def test_what_is_cleared_comes_back_without_a_word() -> None:
    life = ticket()
    life.type(1, 解决时限="-", 处理状态="-")
    life.refresh("2024-05-06 12:15")
    assert life.shows("解决时限", "处理状态") == ["05-07 12:00", "处理中"]
    assert "TOOL_CELL_RESTORED" not in [code for code, _, _ in life.findings]


def test_a_due_time_that_moved_by_itself_is_not_called_overtyped() -> None:
    life = ticket()
    life.type(1, 问题分级="紧急")
    life.refresh("2024-05-06 12:20")
    assert "TOOL_CELL_RESTORED" not in [code for code, _, _ in life.findings]


CLOSED = {
    "处理完成时间": "@2024-05-07 10:00",
    "处理结果": "更换主板后连续试机正常",
    "审核人": "刘敏",
    "审核日期": "@2024-05-07",
    "结果告知时间": "@2024-05-07 15:00",
    "首次响应时间": "@2024-05-06 11:00",
}
REPORT = {
    "反馈日期": "@2024-05-06 10:00",
    "反馈来源": "邮件",
    "客户名称/单位": "某公司",
    "联系方式": "13800005678",
    "优先级": "中",
    "问题描述": "空调无法开机，指示灯不亮",
}


def closed_report() -> Life:
    life = Life("feedback_report")
    life.type(1, **REPORT, **CLOSED)
    life.refresh("2024-05-07 16:00")
    assert life.shows("状态") == ["已关闭"]
    return life


def test_without_a_memory_the_cells_of_a_closed_case_are_believed() -> None:
    life = closed_report()
    life.memory = CaseMemory()
    row = 1 + [each["name"] for each in life.definition.sheet("timers").rows].index("solution")  # type: ignore[union-attr]
    life.set("timers", row, "限额", "#1")
    life.refresh("2024-05-08 09:00")
    assert life.shows("处理时限") == ["05-11 18:00"]


def test_without_a_memory_what_is_never_remembered_is_not_believed_either() -> None:
    life = closed_report()
    life.memory = CaseMemory()
    life.type(1, 下一时限="明天")
    life.refresh("2024-05-08 09:00")  # and a second pass finds nothing to do
    assert life.shows("下一时限") == [""]


def test_a_case_that_is_opened_again_by_hand_is_judged_by_today_s_policy() -> None:
    life = closed_report()
    row = 1 + [each["name"] for each in life.definition.sheet("timers").rows].index("solution")  # type: ignore[union-attr]
    life.set("timers", row, "限额", "#9")
    life.type(1, 结果告知时间="-")
    life.refresh("2024-05-08 09:00")
    assert life.shows("状态", "处理时限") == ["待告知", "05-16 18:00"]


def test_a_changed_matrix_leaves_closed_cases_alone() -> None:
    # RR-9
    life = Life("rapid_response")
    life.type(
        1,
        提交时间="@2023-10-27 14:30",
        提交部门="客服部",
        记录人="李娜",
        客户姓名="王芳",
        联系方式="13800001234",
        客户等级="VIP",
        反馈渠道="APP留言",
        问题类型="投诉",
        影响范围="大面积",
        紧急程度="高",
        详细经过="14:10 提交订单后支付页面报错打不开",
        问题大类="技术类",
        问题小类="系统异常",
        处理责任人="王强",
        首次响应时间="@2023-10-27 14:40",
        处理结果="修复回调并补发订单状态",
        解决时间="@2023-10-27 16:20",
        闭环人="陈涛",
        闭环时间="@2023-10-27 17:00",
    )
    life.refresh("2023-10-27 17:10")
    assert life.shows("状态", "优先级") == ["闭环", "P0"]
    life.set("priority_matrix", 1, "优先级", "P2")
    life.refresh("2023-10-28 09:00")
    assert life.shows("优先级", "首次响应时限") == ["P0", "10-27 14:45"]
    life.type(1, 闭环时间="-")
    life.refresh("2023-10-28 09:10")
    assert life.shows("优先级") == ["P2"]


def test_a_copied_row_takes_nothing_of_the_other_case_along() -> None:
    life = ticket()
    heads = [field.header for field in life.definition.register_sheet.fields]
    first = life.row(1)
    copy = {head: first[head] for head in heads if first[head] is not None}
    copy |= {"客户名称": "另一家公司", "反馈时间": datetime(2024, 5, 8, 9), "首次响应时间": datetime(2024, 5, 8, 9, 5)}
    life.type(2, **{head: cell_text(value) for head, value in copy.items()})
    life.refresh("2024-05-08 10:00")
    assert life.shows("工单号", "分派时间", "解决时限", row=2) == ["202405-00002", "05-08 10:00", "05-09 09:00"]
    assert life.shows("工单号", "解决时限", row=1) == ["202405-00001", "05-07 12:00"]


def test_a_closed_row_that_is_copied_is_judged_anew() -> None:
    life = closed_report()
    first = life.row(1)
    copy = {head: value for head, value in first.items() if value is not None}
    moments = {"反馈日期": datetime(2024, 6, 3, 10), "首次响应时间": datetime(2024, 6, 3, 11)}
    done = {"处理完成时间": datetime(2024, 6, 20, 10), "结果告知时间": datetime(2024, 6, 20, 11)}
    copy |= {**moments, **done, "审核日期": date(2024, 6, 20), "客户名称/单位": "另一家公司"}
    life.type(2, **{head: cell_text(value) for head, value in copy.items()})
    life.refresh("2024-06-21 10:00")
    assert life.shows("状态", "处理时限", "超时标记", row=2) == ["已关闭", "06-11 18:00", "曾超时"]  # 端午 06-10


def cell_text(value: object) -> str:
    return f"@{value}" if isinstance(value, date) else f"#{value}" if isinstance(value, (int, float)) else str(value)


def test_a_case_that_the_memory_forgot_is_remembered_again() -> None:
    life = closed_report()
    life.memory = CaseMemory()
    life.refresh("2024-05-08 09:00")
    assert life.memory.of("state") == {"202405-001": "已关闭"}


def test_a_deleted_column_of_states_does_not_open_closed_cases() -> None:
    life = closed_report()
    column = [field.header for field in life.definition.register_sheet.fields].index("状态") + 1
    life.package = patch(life.package, [CellEdit("反馈登记", 4, column, "我的状态")])
    row = 1 + [each["name"] for each in life.definition.sheet("timers").rows].index("solution")  # type: ignore[union-attr]
    life.set("timers", row, "限额", "#1")
    life.refresh("2024-05-08 09:00")
    assert life.shows("处理时限") == ["05-11 18:00"]


CASES = """
| number     | state  | solution_due_at   |
| 202405-001 | 已关闭 | @2024-05-01 18:00 |
| 202405-002 | 已关闭 | @2024-05-02 18:00 |
| 202405-003 | 处理中 | @2024-05-03 18:00 |
|            | 已关闭 | @2024-05-04 18:00 |
"""
DUE = [datetime(2024, 5, day, 18) for day in range(11, 15)]


def test_closed_cases_keep_what_is_remembered_or_else_what_their_cells_say() -> None:
    view = replace(view_of(CASES), unproven=frozenset({3}))
    memory = CaseMemory({"state": {"202405-001": "已关闭"}, "solution_due_at": {"202405-001": datetime(2024, 4, 1)}})
    flags = closed_before(view, {"已关闭"}, memory)
    assert flags == [True, True, False, False]  # the last did not bear its number yet
    settled = Settled(view, flags, memory)
    kept = [datetime(2024, 4, 1), datetime(2024, 5, 2, 18)]
    assert (settled.others, settled.kept(view, "solution_due_at")) == ([2, 3], [*kept, None, None])
    assert settled.merged(view, "solution_due_at", DUE) == [*kept, *DUE[2:]]
    assert settled.without(view, [0]).merged(view, "solution_due_at", DUE) == [DUE[0], kept[1], *DUE[2:]]
    assert settled.kept(view, "no_such_column") == [None] * 4


def test_only_what_differs_is_remembered() -> None:
    memory = CaseMemory({"solution_due_at": {"202405-001": DUE[0], "202405-002": DUE[0]}})
    found = to_remember(view_of(CASES), {"solution_due_at": DUE, "round": [None] * 4}, range(4), memory)
    assert found == {"solution_due_at": {"202405-002": DUE[1], "202405-003": DUE[2]}}
    assert to_remember(view_of(CASES), {"round": [1] * 4}, [2, 3], memory) == {"round": {"202405-003": 1}}
