"""Texts as they leave a register."""

from dataclasses import replace

from tests.reports.extraction.extracted import at_hand, extracted, shown
from xltools.reports.extraction.masked_cells import customer_keys, masked_customers, masked_texts, staff_column
from xltools.rules.staff_labels import StaffLabels

TABLE = """
| 反馈日期 | 客户名称/单位 | 联系人 | 联系方式 | 处理责任人 | 问题描述 |
| @2024-05-01 09:30 | 红星机械厂 | 李四 | wxid_lisi99；13800001234 | 王强 | 李四说王强没来，加 wxid_lisi99 |
| @2024-05-01 09:30 | 张三 | | +86 138-0000-1234 | | 李四说王强没来 |
| @2024-05-01 09:30 | 张三 | | | | |
| @2024-05-01 09:30 | | | | | |
"""


def test_names_and_contacts_of_a_row_are_masked_in_its_texts_only_staff_in_all() -> None:  # FR-13
    cases = at_hand("feedback_report", TABLE)
    assert masked_texts(cases, "problem_description") == ["李*说王*没来，加 w***", "李四说王*没来", None, None]
    assert masked_texts(cases, "low_score_reason") == [None] * 4


def test_staff_keep_their_names_in_texts_where_the_setting_says_so() -> None:
    cases = at_hand("feedback_report", TABLE)
    cases = replace(cases, staff=StaffLabels({}, full_names=True))
    assert masked_texts(cases, "problem_description")[0] == "李*说王强没来，加 w***"


def test_the_same_contact_is_the_same_customer() -> None:  # FA-15
    first, second, third, nobody = customer_keys(at_hand("feedback_report", TABLE.replace("wxid_lisi99；", "")).view)
    assert first == second
    assert third not in (first, None)
    assert nobody is None


def test_customers_and_staff() -> None:
    cases = at_hand("feedback_report", TABLE)
    assert masked_customers(cases) == ["红星机械厂", "张*", "张*", None]
    assert staff_column(cases, cases.view.column("handler")) == ["王*（A004）", None, None, None]


def test_a_customer_named_in_a_product_is_masked_there() -> None:  # FA-4
    facts = extracted(
        "feedback_analysis", "| 客户姓名 | 提交时间 | 所属产品/服务 |\n| 王小明 | @2024-05-06 09:00 | 王小明的门锁 |"
    )
    assert shown(facts.cases, "product") == [("王*的门锁",)]
