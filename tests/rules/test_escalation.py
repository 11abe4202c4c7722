"""Who is told, when, and only once. (FR-17, FA-6, FA-9, RR-10, ST-10)"""

from tests.life import Life
from xltools.model.cell_edit import CellEdit
from xltools.model.notice import NoticeKind
from xltools.workbook.patching import patch

ROW = {
    "客户姓名": "张三",
    "联系方式": "13800001234",
    "提交渠道": "在线客服",
    "提交时间": "@2024-05-06 10:00",
    "处理人": "王强",
    "问题描述": "门锁换了新电池还是死机",
    "主责部门": "技术部",
    "反馈类型": "故障报修",
    "问题类别": "产品故障",
}


def told(life: Life, kind: NoticeKind = NoticeKind.ESCALATED) -> list[str]:
    return [each.recipient for each in life.notices if each.kind is kind]


def analysis(**cells: str) -> Life:
    life = Life("feedback_analysis")
    life.type(1, **{**ROW, **cells})
    life.refresh("2024-05-06 10:00")
    return life


def test_a_case_nobody_accepts_goes_to_the_head_of_its_own_department() -> None:
    # FA-9: several people are 部门负责人
    for department, head in (("技术部", "高建"), ("运营部", "宋岩"), ("客服部", "韩梅")):
        life = analysis(主责部门=department)
        assert told(life) == []
        life.refresh("2024-05-06 12:01")
        assert told(life) == [head]
        assert life.shows("升级至", "升级时间") == [head, "05-06 12:01"]


def test_each_level_is_told_once_and_a_stamp_does_not_move() -> None:
    life = analysis()
    for now in ("2024-05-06 12:01", "2024-05-06 13:00", "2024-05-06 14:00"):
        life.refresh(now)
    assert told(life) == ["高建"]
    assert life.shows("升级时间") == ["05-06 12:01"]


def test_an_absent_person_is_stood_in_for() -> None:
    life = Life("feedback_analysis")
    people = [str(row["name"]) for row in life.definition.sheet("people").rows]  # type: ignore[union-attr]
    life.set("people", people.index("高建") + 1, "离岗开始", "@2024-05-01")
    life.type(1, **ROW)
    life.refresh("2024-05-06 10:00")
    life.refresh("2024-05-06 12:01")
    assert told(life) == ["郑伟"]


def test_a_role_that_nobody_has_is_told_by_its_name() -> None:
    life = Life("feedback_analysis")
    timers = life.definition.sheet("timers").rows  # type: ignore[union-attr]
    row = 1 + [each["name"] for each in timers].index("acceptance")
    life.set("timers", row, "升级至", "夜班经理")
    life.type(1, **ROW)
    life.refresh("2024-05-06 10:00")
    life.refresh("2024-05-06 12:01")
    assert told(life) == ["夜班经理"]
    assert "ROLE_UNKNOWN" in [code for code, _, _ in life.findings]


def test_what_is_to_be_told_at_once_is_told_even_if_the_work_was_done_before_it_was_typed() -> None:
    # FR-17
    life = Life("feedback_report")
    life.type(
        1,
        反馈日期="@2024-05-06 10:00",
        反馈来源="邮件",
        **{"客户名称/单位": "某公司"},
        联系方式="13800005678",
        优先级="紧急",
        问题描述="空调无法开机，指示灯不亮",
        首次响应时间="@2024-05-06 11:00",
        初步方案时间="@2024-05-06 11:30",
    )
    life.refresh("2024-05-06 12:00")
    assert told(life) == ["刘敏"]


def test_a_repeating_limit_is_a_new_occasion_after_each_message() -> None:
    # FA-11
    life = analysis(接收时间="@2024-05-06 10:05", 紧急程度="紧急")
    life.refresh("2024-05-06 14:01")
    life.refresh("2024-05-06 14:30")
    assert told(life) == ["陈涛"]
    entry = {"反馈编号": "202405-001", "参与人员": "王强", "记录类型": "客户沟通", "内容": "告知配件已寄出"}
    life.type(1, "log", **entry, 时间="@2024-05-06 14:40")
    life.refresh("2024-05-06 15:00")
    assert told(life) == ["陈涛"]
    life.refresh("2024-05-06 18:41")
    assert told(life) == ["陈涛", "陈涛"]


def test_the_handler_is_warned_before_and_told_of_the_case_once() -> None:
    life = analysis()
    assert told(life, NoticeKind.ASSIGNED) == ["王强"]
    life.refresh("2024-05-06 11:40")
    life.refresh("2024-05-06 11:50")
    assert told(life, NoticeKind.DUE_SOON) == ["王强"]
    life.type(1, 处理人="李娜")
    life.refresh("2024-05-06 11:55")
    assert told(life, NoticeKind.ASSIGNED) == ["王强", "李娜"]


def test_nothing_is_told_of_closed_or_numberless_cases() -> None:
    life = Life("rapid_response")
    life.type(1, 提交时间="@2023-10-27 14:30", 客户姓名="王芳", 影响范围="大面积", 紧急程度="高")
    life.refresh("2023-10-28 14:30")
    assert life.notices == []


def test_no_notice_holds_what_a_customer_said() -> None:
    life = analysis()
    life.refresh("2024-05-06 12:01")
    text = " ".join(f"{each.reason}{each.subject}{each.key}" for each in life.notices)
    assert not [word for word in ("张三", "13800001234", "死机") if word in text]


def test_a_limit_that_was_put_off_escalates_again_when_it_passes() -> None:
    # FA-12
    life = analysis(接收时间="@2024-05-06 10:05")
    talk = {"反馈编号": "202405-001", "参与人员": "王强", "记录类型": "客户沟通", "内容": "告知配件还没有到"}
    life.type(
        1,
        "extensions",
        反馈编号="202405-001",
        申请时间="@2024-05-10 10:00",
        申请人="王强",
        延期理由="配件五月十四日才能到货",
        新预计时间="@2024-05-14 12:00",
    )
    for row, day in enumerate((11, 12, 13, 14), start=1):
        life.type(row, "log", **talk, 时间=f"@2024-05-{day} 17:00")
    life.refresh("2024-05-13 09:00")
    assert told(life) == ["高建"]
    life.type(1, "extensions", 审批人="高建", 审批结论="同意", 审批时间="@2024-05-13 10:00")
    life.refresh("2024-05-13 11:00")
    assert life.shows("延期后时限", "超时标记") == ["05-14 12:00", ""]
    life.refresh("2024-05-14 12:30")
    assert [each for each in told(life) if each == "高建"] == ["高建", "高建"]


def test_a_raised_priority_alerts_whoever_it_concerns() -> None:
    # FA-6
    life = analysis(接收时间="@2024-05-06 10:05")
    life.refresh("2024-05-14 09:00")
    assert "唐颖" not in told(life)
    life.type(1, 紧急程度="特急")
    life.refresh("2024-05-14 09:05")
    assert "唐颖" in told(life)


def test_a_second_round_does_not_tell_of_limits_that_the_first_one_kept() -> None:
    life = Life("feedback_report")
    life.type(
        1,
        反馈日期="@2024-05-06 10:00",
        反馈来源="邮件",
        **{"客户名称/单位": "某公司"},
        联系方式="13800005678",
        优先级="紧急",
        问题描述="空调无法开机，指示灯不亮",
        首次响应时间="@2024-05-06 11:00",
        初步方案时间="@2024-05-06 11:30",
    )
    life.refresh("2024-05-06 12:00")
    life.type(
        1,
        处理完成时间="@2024-05-07 10:00",
        处理结果="更换主板后连续试机正常",
        审核人="刘敏",
        审核日期="@2024-05-07",
        结果告知时间="@2024-05-07 15:00",
        客户满意度="不满意",
        客户评价="又坏了",
    )
    before = len(told(life))
    notices = life.refresh("2024-05-07 16:00")
    assert len(told(life)) == before
    assert NoticeKind.REOPENED in [each.kind for each in notices]


def test_the_deputy_is_warned_while_the_handler_is_away() -> None:
    life = Life("feedback_analysis")
    people = [str(row["name"]) for row in life.definition.sheet("people").rows]  # type: ignore[union-attr]
    life.set("people", people.index("王强") + 1, "离岗开始", "@2024-05-06")
    life.type(1, **ROW)
    life.refresh("2024-05-06 10:00")
    life.refresh("2024-05-06 11:40")
    assert told(life, NoticeKind.DUE_SOON) == ["高建"]


def test_while_the_log_is_lost_nothing_is_told_that_rests_on_it() -> None:
    life = analysis(接收时间="@2024-05-06 10:05")
    renamed = CellEdit("过程记录", 4, 2, "何时")
    whole = life.package
    life.package = patch(whole, [renamed])
    assert life.refresh("2024-05-20 10:00") == []
    life.package = patch(life.package, [renamed._replace(value="时间")])
    life.refresh("2024-05-20 10:05")
    assert told(life) != []


def test_what_belongs_to_the_fast_lane_is_marked_as_such() -> None:
    # FR-17, FA-6: 特急 alerts 值班经理 at once, at night too
    ordinary, fast = analysis(), analysis(紧急程度="特急")
    assert [each.urgent for each in ordinary.notices] == [False]
    assert fast.notices
    assert all(each.urgent for each in fast.notices)
    assert "唐颖" in told(fast)
