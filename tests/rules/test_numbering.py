"""Numbers: given once, put back, never shared. (FR-3, FA-2, RR-2, ST-2)"""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registers import GOOD, NOW, case_cells, decided, triples, workbook
from xltools.model.issued_numbers import IssuedNumber

A = {**GOOD, "客户": "甲公司", "联系方式": "13800000001", "描述": "空调开机十分钟后停机"}
B = {**GOOD, "客户": "乙公司", "联系方式": "13800000002", "描述": "洗衣机脱水时剧烈晃动"}
C = {**GOOD, "客户": "丙公司", "联系方式": "13800000003", "描述": "热水器点火三次才着火"}


def known(*rows: dict[str, str], register_id: str = "台账.xlsx") -> list[IssuedNumber]:
    """What is remembered after these rows were refreshed once, in this order."""
    return list(decided(workbook(list(rows)), register_id=register_id)[1].issued)


def numbers(rows: list[dict[str, str]], remembered: list[IssuedNumber], **arguments: object) -> list[object]:
    _, decision, _ = decided(workbook(rows), known=remembered, **arguments)  # type: ignore[arg-type]
    return list(decision.columns["cases"]["number"])


def codes(rows: list[dict[str, str]], remembered: list[IssuedNumber]) -> list[tuple[str, int]]:
    decision = decided(workbook(rows), known=remembered)[1]
    return [(code, row) for code, row, _ in triples(decision) if code.startswith("NUMBER")]


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


def test_a_new_case_of_the_same_customer_does_not_inherit_a_deleted_number() -> None:
    remembered = known(A, B)
    rows = [{**A, "编号": "202405-001"}, {**B, "描述": "洗衣机排水管漏水一地"}]
    assert numbers(rows, remembered) == ["202405-001", "202405-003"]


def test_a_cleared_number_is_put_back_even_after_sorting() -> None:
    remembered = known(A, B, C)
    rows = [{**C, "编号": "202405-003"}, B, {**A, "编号": "202405-001"}]
    assert numbers(rows, remembered) == ["202405-003", "202405-002", "202405-001"]
    assert codes(rows, remembered) == [("NUMBER_RESTORED", 2)]


def test_an_overtyped_number_is_put_back() -> None:
    remembered = known(A, B)
    rows = [{**A, "编号": "我的1号"}, {**B, "编号": "202405-002", "描述": "洗衣机排水管漏水一地"}]
    assert numbers(rows, remembered) == ["202405-001", "202405-002"]
    # overtyped and the description corrected at the same time: customer, contact and time still tell it
    rows = [{**A, "编号": "202405-777", "描述": "空调开机十分钟后停机，报E-002"}, {**B, "编号": "202405-002"}]
    assert numbers(rows, remembered) == ["202405-001", "202405-002"]


def test_a_number_overtyped_with_a_neighbours_goes_back_to_its_own() -> None:
    remembered = known(A, B)
    rows = [{**A, "编号": "202405-001"}, {**B, "编号": "202405-001"}]
    assert numbers(rows, remembered) == ["202405-001", "202405-002"]


def test_a_pasted_row_gets_its_own_number_and_the_original_keeps_its() -> None:
    remembered = known(A, B)
    copy = {**A, "编号": "202405-001", "描述": "空调室外机噪音很大"}
    rows = [copy, {**A, "编号": "202405-001"}, {**B, "编号": "202405-002"}]
    assert numbers(rows, remembered) == ["202405-003", "202405-001", "202405-002"]
    assert codes(rows, remembered) == [("NUMBER_PASTED", 1)]


def test_a_number_that_is_not_ours_is_replaced() -> None:
    remembered = known(A)
    rows = [{**A, "编号": "202405-001"}, {**B, "编号": "202405-777"}, {**C, "编号": "ABC"}]
    assert numbers(rows, remembered) == ["202405-001", "202405-002", "202405-003"]
    assert codes(rows, remembered) == [("NUMBER_NOT_OURS", 2), ("NUMBER_NOT_OURS", 3)]


def test_a_register_met_for_the_first_time_brings_its_numbers_along() -> None:
    rows = [{**A, "编号": "202405-001", "登记时间": "@2024-05-02 08:00"}, {**B, "编号": "202405-004"}, C]
    _, decision, _ = decided(workbook(rows))
    assert decision.columns["cases"]["number"] == ["202405-001", "202405-004", "202405-005"]
    assert [(record.number, record.registered_at) for record in decision.issued] == [
        ("202405-001", datetime(2024, 5, 2, 8)), ("202405-004", NOW), ("202405-005", NOW)]  # fmt: skip
    # FR-3: none skipped
    assert [(code, params["value"]) for code, params in ((f.code.value, f.params) for f in decision.findings)] == [
        ("NUMBER_SKIPPED", "202405-002～202405-003")
    ]


def test_registers_of_one_scheme_share_one_series() -> None:
    remembered = known(A, register_id="别的.xlsx")
    assert numbers([B], remembered) == ["202405-002"]
    # pasted over from the other register: it stays the other's
    assert numbers([{**A, "编号": "202405-001"}], remembered) == ["202405-002"]


def test_a_half_typed_case_is_recognised_after_it_was_completed() -> None:
    first = known({"客户": "甲公司"})
    assert first[0].is_incomplete
    completed = list(decided(workbook([{**A, "编号": "202405-001"}]), known=first)[1].issued)
    assert [record.number for record in completed] == ["202405-001"]
    assert numbers([A], completed) == ["202405-001"]


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


@settings(max_examples=25, deadline=None)
@given(
    st.permutations([A, B, C]),
    st.sets(st.sampled_from([0, 1, 2])),
    st.sampled_from(["", "x", "202405-002", "202405-999"]),
)
def test_whatever_happens_to_numbers_each_case_keeps_its_own(
    rows: list[dict[str, str]], touched: set[int], typed: str
) -> None:
    remembered = known(A, B, C)
    own = {A["描述"]: "202405-001", B["描述"]: "202405-002", C["描述"]: "202405-003"}
    on_sheet = [{**row, "编号": typed if place in touched else own[row["描述"]]} for place, row in enumerate(rows)]
    assert numbers(on_sheet, remembered) == [own[row["描述"]] for row in rows]
