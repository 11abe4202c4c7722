"""Every check on typed fields, as small tables."""

from tests.registers import GOOD, decided, findings, triples, workbook


def test_a_good_row_has_no_findings() -> None:
    assert findings([GOOD]) == []


def test_all_findings_of_a_row_are_told() -> None:
    # FA-5: missing required fields are named
    assert findings("""
        | 时间 | 渠道 | 客户 | 联系方式 | 描述 |
        | @2024-05-01 09:30 |  |  |  |  |
    """) == [
        ("VALUE_MISSING", 1, "channel"),
        ("VALUE_MISSING", 1, "customer_name"),
        ("VALUE_MISSING", 1, "contact"),
        ("VALUE_MISSING", 1, "problem_description"),
    ]


def test_required_only_under_a_condition() -> None:
    assert findings("""
        | 评分 | 大类 | 小类 | 评价 |
        | #5 |  |  |  |
        | #5 |  |  | 好 |
        |  | 服务类 | 服务态度 |  |
        |  | 产品类 | 功能故障 |  |
        |  |  |  |  |
    """) == [("VALUE_MISSING", 1, "customer_comment"), ("VALUE_MISSING", 3, "customer_comment")]


def test_where_nothing_could_be_proposed_the_clerk_is_told_so() -> None:
    _, decision, _ = decided(workbook([{"客户名称": "苏州机电厂"}], name="service_ticket"), name="service_ticket")
    why = {each.field: each.params["why"] for each in decision.findings if each.code == "VALUE_MISSING"}
    assert why["category"] != why["contact"]


def test_an_unreadable_cell_is_not_called_missing() -> None:
    assert findings("| 时间 |\n| 上周三 |") == [("DATE_UNREADABLE", 1, "received_at")]


def test_choices_come_from_their_lists() -> None:
    # RR-5: anything else is refused; FR-4: the second level belongs to the first
    assert findings("""
        | 渠道 | 大类 | 小类 |
        | 电话 | 产品类 | 功能故障 |
        | 电活 | 产品类 | 服务态度 |
        | 邮件 | 软件类 | 功能故障 |
        | 邮件 | 产品类 | 爆炸 |
        | 邮件 |  | 功能故障 |
    """) == [
        ("CHOICE_UNKNOWN", 2, "channel"),
        ("CHOICE_OF_OTHER_PARENT", 2, "subcategory"),
        ("CHOICE_UNKNOWN", 3, "category"),
        ("CHOICE_UNKNOWN", 4, "subcategory"),
    ]


def test_the_nearest_choice_is_suggested() -> None:
    _, decision, _ = decided(workbook("| 渠道 |\n| 电活 |"))
    assert "电话" in str(decision.findings[0].params["nearest"])


def test_texts_too_short_too_long_or_vague() -> None:
    # FR-16, FA-10
    assert findings(f"""
        | 描述 |
        | 停机了 |
        | {"很" * 61} |
        | 产品坏了！ |
        | 开机十分钟后压缩机坏了并报E-002 |
        | 我们会尽快处理的 |
    """) == [
        ("TEXT_TOO_SHORT", 1, "problem_description"),
        ("TEXT_TOO_LONG", 2, "problem_description"),
        ("TEXT_VAGUE", 3, "problem_description"),
        ("TEXT_VAGUE", 5, "problem_description"),
    ]


def test_numbers_between_their_bounds() -> None:
    assert findings("""
        | 评分 | 评价 |
        | #0 | 差 |
        | #10 | 好 |
        | #11 | 好 |
        | #-1 | 差 |
    """) == [("NUMERIC_OUT_OF_RANGE", 3, "score"), ("NUMERIC_OUT_OF_RANGE", 4, "score")]


def test_later_things_are_not_dated_earlier() -> None:
    assert findings("""
        | 时间 | 响应 |
        | @2024-05-01 09:30 | @2024-05-01 09:30 |
        | @2024-05-01 09:30 | @2024-05-01 09:29 |
        | @2024-05-01 09:30 | 2024-5-1 |
        | @2024-05-01 09:30 | 2024-4-30 |
        | @2024-05-01 09:30 | 8:00 |
    """) == [
        ("DATE_OUT_OF_ORDER", 2, "first_response_at"),
        ("DATE_OUT_OF_ORDER", 4, "first_response_at"),
        ("DATE_OUT_OF_ORDER", 5, "first_response_at"),
    ]


def test_receipt_is_not_in_the_future() -> None:
    assert findings("""
        | 时间 |
        | @2024-05-10 14:09 |
        | @2024-05-10 14:11 |
        | @2024-05-11 |
    """) == [("DATE_IN_FUTURE", 2, "received_at"), ("DATE_IN_FUTURE", 3, "received_at")]


def test_contacts_that_nobody_can_be_reached_by() -> None:
    assert findings("""
        | 联系方式 |
        | 13800005678 |
        | 张工 138 0000 5678 |
        | 1380000567 |
    """) == [("CONTACT_MALFORMED", 3, "contact")]


def test_unique_columns_hold_each_value_once() -> None:
    decision = decided(
        workbook(
            [GOOD],
            voided_numbers="| 编号 | 作废原因 | 批准人 |\n| 202405-007 | 误录 | 刘敏 |\n| 202405-007 | 误录 | 刘敏 |",
        )
    )[1]
    assert ("VALUE_DOUBLED", 2, "number") in triples(decision)
