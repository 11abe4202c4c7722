"""What is open comes onto the pages, from the cases and from the other sheets."""

from tests.life import Life
from tests.rules.test_case_workflow import RAPID
from xltools.model.generated_page import GeneratedPage, Link
from xltools.rules.pipeline import Decision

DUTY = {
    "反馈编号": "20231027-CS-001",
    "协同部门": "技术部",
    "分工内容": "修复支付回调并补单",
    "责任人": "王强",
    "完成时限": "@2023-10-27 18:00",
    "进度": "进行中",
}


def pages(decision: Decision) -> dict[str, GeneratedPage]:
    return {page.title: page for page in decision.pages}


def links(page: GeneratedPage) -> list[tuple[str, str, int]]:
    values = (value for table in page.tables for row in table.rows for value in row.values)
    return [tuple(value) for value in values if isinstance(value, Link)]  # type: ignore[misc]


def test_open_cases_and_open_duties_lead_to_their_rows_and_closed_ones_are_gone() -> None:
    life = Life("rapid_response")
    life.type(1, **RAPID)
    life.type(1, "duties", **DUTY)
    life.refresh("2023-10-27 14:32")
    todo = pages(life.decided("2023-10-27 14:32"))["待办"]
    assert links(todo) == [("20231027-CS-001", "快速响应登记", 5), ("20231027-CS-001", "协同分工", 5)]
    life.type(1, "duties", 进度="已完成", 完成时间="@2023-10-27 16:00", 完成情况="已补单")
    life.type(
        1,
        问题大类="技术类",
        问题小类="系统异常",
        首次响应时间="@2023-10-27 14:40",
        处理结果="修复支付回调，补发订单状态",
        解决时间="@2023-10-27 16:20",
        闭环人="陈涛",
        闭环时间="@2023-10-27 17:00",
    )
    life.refresh("2023-10-27 17:30")
    both = pages(life.decided("2023-10-27 17:30"))
    assert links(both["待办"]) == []
    counts = {row.values[0]: row.values[1] for row in both["总览"].tables[0].rows}
    assert counts["今日办结"] == counts["今日新增"] == 1
    assert counts["未结"] == 0


def test_a_register_without_states_has_no_pages() -> None:
    life = Life("small_register")
    life.type(1, 时间="@2024-05-01 09:30", 客户="某公司")
    assert life.decided("2024-05-01 10:00").pages == ()
