"""Remote help only with the customer's consent on record. (ST-5)"""

import pytest

from tests.rules.record_rows import case_view, told, with_settings, without_sheet
from xltools.model.case_view import CaseView
from xltools.model.register import Register
from xltools.rules.remote_consent import check_remote_consent

LOG = """
    | 工单号 | 记录类型 |
    | 202405-00001 | 调查 |
    | 202405-00001 | 远程协助 |
    | 202405-00009 | 远程协助 |
"""
MISSING = [("CONSENT_MISSING", 2, "log_kind")]


def ticket(consent: str) -> tuple[Register, CaseView]:
    return case_view("service_ticket", f"| 工单号 | 远程协助授权 |\n| 202405-00001 | {consent} |", log=LOG)


@pytest.mark.parametrize(
    ("consent", "required", "expected"),
    [
        ("客户已授权", "是", []),
        ("客户未授权", "是", MISSING),
        ("", "是", MISSING),
        ("", "否", []),
        ("", "", []),  # a register without the setting
    ],
)
def test_consent(consent: str, required: str, expected: list[tuple[str, int, str]]) -> None:
    register, view = ticket(consent)
    policy = with_settings(register, remote_consent_required=required).policy
    assert told(check_remote_consent(register, view, policy)) == expected


def test_without_log_or_field() -> None:
    register, view = ticket("")
    assert told(check_remote_consent(without_sheet(register, "log"), view, register.policy)) == []
    other, cases = case_view("feedback_report", "| 反馈编号 |\n| 202405-001 |")
    policy = with_settings(other, remote_consent_required="是").policy
    assert told(check_remote_consent(other, cases, policy)) == []
