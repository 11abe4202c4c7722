"""Log rows belong to cases. (FR-8)"""

from tests.registers import GOOD, decided, read, triples, workbook
from xltools.rules.references import check_references


def test_a_log_row_of_an_unknown_case_is_told_with_the_nearest() -> None:
    log = """
        | 编号 | 时间 | 内容 |
        | 202405-001 | @2024-05-02 10:00 | 打电话给客户 |
        | 202405-01 | @2024-05-02 10:00 | 打电话给客户 |
        | ２０２４０５－００１ | @2024-05-02 10:00 | 打电话给客户 |
    """
    _, decision, _ = decided(workbook([GOOD], log=log))
    assert triples(decision) == [("CASE_UNKNOWN", 2, "case_number")]
    assert "202405-001" in str(decision.findings[0].params["nearest"])


def test_what_names_only_its_source_may_name_a_case_of_another_register() -> None:
    items = "| 改进事项 | 来源编号 |\n| 一 | 202412-001 |\n| 二 | 202405-001 |\n| 三 | 202499-999 |"
    table = read(workbook([], "feedback_report", improvements=items), name="feedback_report").tables["improvements"]
    told = list(check_references(table, ["202405-001"], {"202412-001"}))
    assert [(each.code, each.row) for each in told] == [("CASE_UNKNOWN", 7)]
    log = "| 反馈编号 | 内容 |\n| 202412-001 | 打电话给客户 |"
    rows = read(workbook([], "feedback_report", log=log), name="feedback_report").tables["log"]
    assert len(list(check_references(rows, ["202405-001"], {"202412-001"}))) == 1
