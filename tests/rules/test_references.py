"""Log rows belong to cases. (FR-8)"""

from tests.registers import GOOD, decided, triples, workbook


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
