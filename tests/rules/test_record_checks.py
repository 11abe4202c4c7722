"""All sheets beside the register sheet are asked, each once."""

from datetime import datetime

from tests.life import Life


def test_facts_and_findings_of_all_sheets_come_together() -> None:
    # ST-5 ST-6 ST-9
    life = Life("service_ticket")
    life.type(
        1,
        客户名称="某公司",
        反馈时间="@2024-05-06 09:00",
        问题分级="紧急",
        方案批准时间="@2024-05-06 10:00",
        方案批准人="赵磊",
        客户确认时间="@2024-05-06 11:00",
        确认方式="线上",
        解决时间="@2024-05-06 11:00",
        开始处理时间="@2024-05-06 10:00",
    )
    entry = {"工单号": "202405-00001", "参与人员": "刘敏", "内容/步骤": "远程登录设备读取日志"}
    life.type(1, "log", **entry, 时间="@2024-05-06 10:30", 记录类型="远程协助")
    life.type(
        1,
        "customer_tasks",
        工单号="202405-00001",
        配合事项="停机并清空料仓",
        需要时间="@2024-05-06 10:00",
        配合状态="待客户办理",
    )
    life.refresh("2024-05-06 12:00")
    codes = {code for code, _, _ in life.findings}
    assert {"PLAN_MISSING", "CONFIRMATION_MISSING", "CONSENT_MISSING", "RECORD_OVERDUE"} <= codes


def test_an_entry_after_closing_is_questioned_and_one_of_the_same_day_is_not() -> None:
    # FR-8
    life = Life("feedback_report")
    life.type(
        1,
        反馈日期="@2024-05-06 10:00",
        反馈来源="邮件",
        **{"客户名称/单位": "某公司"},
        联系方式="13800005678",
        优先级="中",
        问题描述="空调无法开机，指示灯不亮",
        首次响应时间="@2024-05-06 11:00",
        处理完成时间="@2024-05-07 10:00",
        处理结果="更换主板后连续试机正常",
        审核人="刘敏",
        审核日期="@2024-05-07",
        结果告知时间="@2024-05-07 15:00",
    )
    entry = {"反馈编号": "202405-001", "参与人员": "刘敏", "记录类型": "其他", "内容": "整理资料归档"}
    life.type(1, "log", **entry, 时间="@2024-05-07 18:00")
    life.type(2, "log", **entry, 时间="@2024-05-09 18:00")
    life.refresh(f"{datetime(2024, 5, 10, 9)}")
    assert [row for code, row, _ in life.findings if code == "ENTRY_AFTER_CLOSING"] == [2]
