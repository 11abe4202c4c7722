"""The very row that moved a limit, or none. (FR-7, FA-12)"""

from datetime import datetime

from tests.registers import decided, workbook
from xltools.model.register import Register
from xltools.rules.limit_sources import extension_place, message_place

CASE = {
    "客户姓名": "张三", "联系方式": "13800001234", "所属产品/服务": "智能门锁 S3", "提交渠道": "在线客服",
    "提交时间": "@2024-05-06 10:00", "问题描述": "门锁换了新电池还是死机，按键全都黑屏",
}  # fmt: skip
NUMBER = "202405-001"


def read_with(**sheets: str) -> tuple[Register, object]:
    register, decision, _ = decided(workbook([CASE], "feedback_analysis", **sheets), name="feedback_analysis")
    return register, decision.cases


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2024-{text}")


def test_the_message_of_that_moment():
    register, cases = read_with(
        log=f"""
        | 反馈编号   | 时间              | 参与人员 | 记录类型 | 内容       |
        | {NUMBER}  | @2024-05-07 10:00 | 王强     | 调查     | 与客户通话 |
        | {NUMBER}  | @2024-05-07 10:00 | 王强     | 客户沟通 | 与客户通话 |
        | 202405-002 | @2024-05-07 11:00 | 王强     | 客户沟通 | 与客户通话 |
        """
    )
    assert message_place(register, cases, 0, moment("05-07 10:00")) == "过程记录!6:6"
    assert message_place(register, cases, 0, moment("05-07 11:00")) == ""


def test_the_request_that_was_granted():
    register, cases = read_with(
        extensions=f"""
        | 反馈编号  | 新预计时间        | 审批结论 |
        | {NUMBER} | @2024-05-13 18:00 | 不同意   |
        | {NUMBER} | @2024-05-13       | 同意     |
        | {NUMBER} | @2024-05-14 12:00 | 同意     |
        """
    )
    assert extension_place(register, cases, 0, moment("05-13 18:00")) == "延期申请!6:6"
    assert extension_place(register, cases, 0, moment("05-14 12:00")) == "延期申请!7:7"
    assert extension_place(register, cases, 0, moment("05-15 18:00")) == ""


def test_a_register_without_that_sheet_has_no_such_row():  # the rule sleeps
    register, decision, _ = decided(workbook("渠道 |\n 电话 |"))
    assert message_place(register, decision.cases, 0, moment("05-07 10:00")) == ""
    assert extension_place(register, decision.cases, 0, moment("05-07 10:00")) == ""
