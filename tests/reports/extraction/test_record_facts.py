"""What stands on the further sheets."""

from tests.reports.extraction.extracted import extracted, shown
from xltools.language.words import Word
from xltools.reports.facts import EXTENSION_COLUMNS

CASE = "| 反馈编号 | 提交时间 | 客户姓名 |\n| 202405-001 | @2024-05-06 10:00 | 张三 |"


def test_requests_belong_to_their_cases() -> None:  # FA-12
    extensions = """
    | 反馈编号 | 申请时间 | 申请人 | 延期理由 | 新预计时间 | 审批结论 | 审批时间 |
    | 202405-001 | @2024-05-08 10:00 | 王强 | 配件要等，请打13800001234 | @2024-05-15 18:00 | 同意 | @2024-05-08 11:00 |
    | 202405-009 | @2024-05-08 10:00 | 王强 | 没有这件反馈 | @2024-05-15 18:00 | | |
    """
    facts = extracted("feedback_analysis", CASE, extensions=extensions)
    assert shown(facts.extensions, *EXTENSION_COLUMNS) == [
        ("0", "05-08 10:00", "05-08 11:00", Word.AGREED, "配件要等，请打138****1234", "05-15 18:00")
    ]


def test_improvement_items_need_no_case() -> None:  # RR-13, ST-15
    improvements = """
    | 改进事项 | 来源编号 | 改进类别 | 改进措施 | 责任部门 | 负责人 | 提出日期 | 计划完成 | 进度 |
    | 电池仓改进 | | 产品 | 弹片加长 0.5 毫米 | 质量部 | 王强 | @2024-05-10 | @2024-06-10 | 进行中 |
    """
    facts = extracted("feedback_analysis", CASE, improvements=improvements)
    names = (
        "number",
        "title",
        "kind",
        "measure",
        "department",
        "owner",
        "proposed_on",
        "due_on",
        "progress",
        "finished_on",
    )
    assert shown(facts.improvements, *names) == [
        (
            "",
            "电池仓改进",
            "产品",
            "弹片加长 0.5 毫米",
            "质量部",
            "王*（B005）",
            "05-10 00:00",
            "06-10 00:00",
            Word.UNDER_WAY,
            "",
        )
    ]


def test_units_in_service_need_a_number() -> None:  # ST-14
    case = "| 工单号 | 反馈时间 |\n| 202405-00001 | @2024-05-06 10:00 |"
    units = "| 产品型号 | 在用台数 |\n| BZ-200 | #320 |\n| BZ-300 | |"
    assert shown(extracted("service_ticket", case, units_in_service=units).units, "model", "units") == [
        ("BZ-200", "320")
    ]


def test_suggestions_come_with_the_template_and_from_the_team() -> None:
    shipped = extracted("feedback_analysis", CASE).suggestions
    suggestions = (
        "| 原因关键词 | 改进类别 | 改进措施 | 责任部门 |\n| 门锁 | 产品 | 门锁全检 | 质量部 |\n| 窗 | 产品 | | 质量部 |"
    )
    own = extracted("feedback_analysis", CASE, suggestions=suggestions).suggestions
    assert shipped
    assert [tuple(each) for each in own[len(shipped) :]] == [("", "门锁", "", "产品", "门锁全检", "质量部")]


def test_an_extension_to_a_day_lasts_to_its_closing_time() -> None:  # FA-12
    cases = "| 反馈编号 | 提交时间 |\n| 202405-001 | @2024-05-06 10:00 |"
    extensions = """
    | 反馈编号 | 申请时间 | 新预计时间 |
    | 202405-001 | @2024-05-07 09:00 | @2024-05-09 |
    | 202405-001 | @2024-05-07 10:00 | @2024-05-12 |
    | 202405-001 | @2024-05-07 11:00 | @2024-05-10 16:30 |
    """
    facts = extracted("feedback_analysis", cases, extensions=extensions)
    assert shown(facts.extensions, "new_due_at") == [("05-09 18:00",), ("05-12 23:59",), ("05-10 16:30",)]
