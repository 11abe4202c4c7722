"""Which numbers stay, and which go back to the case that they belong to. (FR-3)"""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registers import NOW, decided, small_definition, workbook
from tests.rules.three_cases import A, B, C, codes, known, numbers
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.pass_context import PassContext
from xltools.rules.pipeline import decide
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register


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


def adopted(rows: list[dict[str, str]], given: list[IssuedNumber], *, ahead: bool = False) -> list[str | None]:
    """Numbers in a register whose definition leaves those of a team alone."""
    definition = small_definition()
    scheme = definition.numbering.model_copy(update={"keeps_others": True})
    sheets = tuple(
        sheet.model_copy(update={"numbered_ahead": ahead}) if sheet == definition.register_sheet else sheet
        for sheet in definition.sheets
    )
    definition = definition.model_copy(update={"numbering": scheme, "sheets": sheets})
    register = read_register(open_package(workbook(rows)), NOW, definition)
    issued = IssuedNumbers(scheme, {each.number: each for each in given})
    return list(decide(register, PassContext(NOW, "台账.xlsx", issued)).columns["cases"]["number"])  # type: ignore[arg-type]


def test_numbers_that_a_team_gave_by_hand_stay_and_are_continued() -> None:
    rows = [{**A, "编号": "老单17"}, {**B, "编号": "202405-004"}, C]
    assert adopted(rows, []) == ["老单17", "202405-004", "202405-005"]
    assert adopted([{**A, "编号": "202405-100001"}], []) == ["202405-100001"]  # no slip, if the team counts so
    # afterwards only the tool gives numbers
    assert adopted([{**A, "编号": "老单18"}], known(B)) == ["202405-002"]


def test_a_number_that_stood_in_an_empty_row_is_that_of_the_case_typed_there() -> None:
    rows = [{**A, "编号": "202405-001"}, {**B, "编号": "202405-004"}, {"编号": "202405-005"}]
    assert adopted(rows, known(A), ahead=True) == ["202405-001", "202405-004"]
    assert adopted(rows, known(A)) == ["202405-001", "202405-002", "202405-003"]
    # neither twice, nor over the number that a case had, nor one of another form
    twice = [{**A, "编号": "202405-007"}, {**B, "编号": "202405-004"}, {**C, "编号": "202405-004"}]
    assert adopted(twice, known(A), ahead=True) == ["202405-001", "202405-004", "202405-005"]
    assert adopted([{**B, "编号": "加急"}], known(A), ahead=True) == ["202405-002"]


def test_a_half_typed_case_is_recognised_after_it_was_completed() -> None:
    first = known({"客户": "甲公司"})
    assert 0 in first[0].prints
    completed = list(decided(workbook([{**A, "编号": "202405-001"}]), known=first)[1].issued)
    assert [record.number for record in completed] == ["202405-001"]
    assert numbers([A], completed) == ["202405-001"]


def test_numbers_that_were_sorted_apart_from_their_rows_go_back() -> None:
    remembered = known(A, B, C)
    rows = [{**A, "编号": "202405-002"}, {**B, "编号": "202405-001"}, {**C, "编号": "202405-003"}]
    assert numbers(rows, remembered) == ["202405-001", "202405-002", "202405-003"]
    assert codes(rows, remembered) == [("NUMBER_RESTORED", 1), ("NUMBER_RESTORED", 2)]


def test_a_cleared_number_and_a_neighbours_typed_over_another() -> None:
    remembered = known(A, B, C)
    rows = [{**A, "编号": "202405-002"}, B, {**C, "编号": "202405-003"}]
    assert numbers(rows, remembered) == ["202405-001", "202405-002", "202405-003"]


def test_a_new_case_cannot_take_over_a_deleted_cases_number() -> None:
    remembered = known(A, B)
    other = {**C, "时间": "@2024-05-03 10:00", "编号": "202405-002"}
    rows = [{**A, "编号": "202405-001"}, other]
    assert numbers(rows, remembered) == ["202405-001", "202405-003"]
    assert codes(rows, remembered) == [("NUMBER_LOST", 0), ("NUMBER_OF_OTHERS", 2)]


def test_a_case_that_was_reworded_is_known_by_its_new_words() -> None:
    remembered = known(A, B)
    reworded = {**A, "描述": "空调制冷十分钟后停机，面板显示E-002"}
    restated = decided(workbook([{**reworded, "编号": "202405-001"}, {**B, "编号": "202405-002"}]), known=remembered)[1]
    assert [record.number for record in restated.issued] == ["202405-001"]
    assert numbers([B, reworded], [*remembered, *restated.issued]) == ["202405-002", "202405-001"]


def test_a_typing_slip_is_not_adopted_as_a_serial() -> None:
    rows = [{**A, "编号": "202405-999999999"}, B]
    assert numbers(rows, []) == ["202405-001", "202405-002"]


def test_many_alike_rows_are_put_back_in_good_time() -> None:
    rows = [{**A, "客户": "匿名", "时间": f"@2024-05-01 09:{place % 60:02d}"} for place in range(1500)]
    remembered = known(*rows)
    assert len(set(numbers(rows, remembered))) == 1500
    assert max(map(str, numbers(rows, remembered))) == "202405-999"  # as text: none beyond those given


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
