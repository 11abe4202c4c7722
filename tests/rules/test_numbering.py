"""Numbers: given once, put back, never shared. (FR-3, FA-2, RR-2, ST-2)"""

from tests.registers import NOW, case_cells, decided, triples, workbook
from tests.rules.three_cases import A, B, C, codes, known, numbers
from xltools.model.issued_numbers import IssuedNumber


def test_numbers_follow_the_month_of_receipt_in_row_order() -> None:
    rows = [A, {**B, "时间": "@2024-04-30 23:59"}, C, {**A, "描述": "遥控器按键没有反应", "时间": ""}]
    _, decision, edits = decided(workbook(rows))
    assert case_cells(edits, "small_register", "编号") == {
        1: "202405-001",
        2: "202404-001",
        3: "202405-002",
        4: "202405-003",
    }
    assert case_cells(edits, "small_register", "登记时间") == dict.fromkeys(range(1, 5), NOW)
    assert [record.number for record in decision.issued] == ["202405-001", "202404-001", "202405-002", "202405-003"]


def test_a_future_or_unreadable_date_does_not_spoil_the_number() -> None:
    assert numbers([{**A, "时间": "@2042-01-01 08:00"}, {**B, "时间": "上周三"}], []) == ["202405-001", "202405-002"]


def test_a_second_refresh_changes_nothing() -> None:
    remembered = known(A, B)
    rows = [{**A, "编号": "202405-001"}, {**B, "编号": "202405-002"}]
    _, decision, edits = decided(workbook(rows), known=remembered)
    assert case_cells(edits, "small_register", "编号") == {}
    assert decision.issued == ()


def test_a_deleted_number_is_never_given_again_and_is_named() -> None:
    remembered = known(A, B)
    rows = [{**A, "编号": "202405-001"}, C]
    assert numbers(rows, remembered) == ["202405-001", "202405-003"]
    assert codes(rows, remembered) == [("NUMBER_LOST", 0)]


def test_registers_of_one_scheme_share_one_series() -> None:
    remembered = known(A, register_id="别的.xlsx")
    assert numbers([B], remembered) == ["202405-002"]
    # pasted over from the other register: it stays the other's
    assert numbers([{**A, "编号": "202405-001"}], remembered) == ["202405-002"]


def test_voided_numbers_are_not_asked_for_again() -> None:
    remembered = known(A, B)
    package = workbook(
        [{**A, "编号": "202405-001"}], voided_numbers="| 编号 | 作废原因 | 批准人 |\n| 202405-002 | 误录 | 刘敏 |"
    )
    assert triples(decided(package, known=remembered)[1]) == []


def test_growth_past_the_width_keeps_its_order() -> None:
    remembered = [IssuedNumber(f"202405-{serial:03d}", "别的.xlsx", NOW) for serial in range(1, 1000)]
    _, decision, _ = decided(workbook([A]), known=remembered)
    assert decision.columns["cases"]["number"] == ["202405-1000"]
    scheme = decided(workbook())[0].definition.numbering
    assert decision.columns["cases"]["sort_key"] == [scheme.sort_value("202405-1000")]
    assert scheme.sort_value("202405-999") < scheme.sort_value("202405-1000") < scheme.sort_value("202406-001")  # type: ignore[operator]


def test_a_number_waits_for_its_department_code() -> None:
    # RR-2
    name = "rapid_response"
    _, decision, _ = decided(workbook([{"提交时间": "@2024-05-01 09:30"}], name), name=name)
    assert decision.columns["cases"]["number"] == [None]
    assert ("NUMBER_WAITING", 1, "number") in triples(decision)
