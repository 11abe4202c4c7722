"""A case that leaves the register names nobody, in no cell of any sheet. (FR-2, FR-13, FA-4)"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.case_views import policy_of
from xltools.model.case_file import CaseFile
from xltools.rules.masked_case import anonymous_name, masked_case
from xltools.workbook.definition_files import shipped_definition

POLICY = policy_of(people="| name | role |\n| 王强 | 技术工程师 |\n| 刘敏 | 售后主管 |")
CASE = CaseFile(
    shipped_definition("feedback_report"),
    "202405-001",
    5,
    {
        "customer_name": "张三丰",
        "contact_person": "李四光",
        "contact": "13800001234",
        "handler": "王强",
        "problem_description": "张三丰来电 13800001234，电机不转，请李四光联系",
        "product_model": "KF-35GW",
        "priority": "高",
        "score": 9,
        "attachments": "张三丰现场.jpg",
    },
    {"log": ({"participants": "王强、李四光", "content": "联系李四光，王强上门", "case_number": "202405-001"},)},
)


def test_each_cell_is_masked_as_its_field_is_declared() -> None:
    masked = masked_case(CASE, POLICY)
    assert masked.values == {
        "customer_name": "张*",
        "contact_person": "李*",
        "contact": "138****1234",
        "handler": "王*",
        "problem_description": "张*来电 138****1234，电机不转，请李*联系",
        "product_model": "KF-35GW",
        "priority": "高",
        "score": 9,
        "attachments": "张*现场.jpg",
    }
    assert dict(masked.records["log"][0]) == {
        "participants": "王*、李*", "content": "联系李*，王*上门", "case_number": "202405-001",
    }  # fmt: skip


def test_who_asked_for_it_is_nobody_at_all() -> None:  # FR-2
    company = {
        **CASE.values,
        "anonymous": "是",
        "customer_name": "红星机械厂",
        "problem_description": "红星机械厂的锁坏在门上",
    }
    masked = masked_case(replace(CASE, values=company), POLICY)
    told = [masked.text(name) for name in ("customer_name", "contact_person", "problem_description")]
    assert told == ["某客户", "某客户", "某客户的锁坏在门上"]
    assert anonymous_name(replace(POLICY, settings={"anonymous_name": "一位客户"})) == "一位客户"


def test_staff_may_be_told_in_full_but_customers_may_not() -> None:
    masked = masked_case(CASE, replace(POLICY, settings={"staff_names": "全名"}))
    assert (masked.text("handler"), masked.text("contact_person")) == ("王强", "李*")
    assert dict(masked.records["log"][0])["content"] == "联系李*，王强上门"


@given(text=st.text(max_size=60))
def test_a_contact_stands_nowhere_in_what_goes_out(text: str) -> None:
    values = {**CASE.values, "problem_description": f"{text}13800001234{text}"}
    told = masked_case(replace(CASE, values=values), POLICY).text("problem_description")
    assert "13800001234" not in told


def test_what_is_the_teams_own_business_stays_at_home() -> None:
    values = {**CASE.values, "check_remark": "【联系方式】不像电话", "escalated_to": "刘敏", "overdue_mark": "超时"}
    masked = masked_case(replace(CASE, values=values), POLICY)
    assert [masked.values[name] for name in ("check_remark", "escalated_to", "overdue_mark")] == [None] * 3
    assert masked.values.keys() == values.keys()
