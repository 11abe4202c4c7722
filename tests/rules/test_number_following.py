"""Numbers that nobody else has saved yet follow their rows. (FR-3; clients.md, section 4)"""

from tests.registers import decided, workbook
from tests.rules.three_cases import A, B, known, numbers
from xltools.model.pass_context import UnseenNumber
from xltools.workbook.layout import FIRST_DATA_ROW

HERE = UnseenNumber(FIRST_DATA_ROW)


def test_a_number_that_nobody_saw_follows_its_row_while_that_is_typed_on() -> None:
    # FR-3; clients.md, section 4: numbers are given from each save, though the book is open all day
    remembered = known(A, B)
    unseen = {"202405-001": HERE, "202405-002": UnseenNumber(HERE.row + 1)}
    corrected = {**A, "描述": "空调开机十分钟后停机，报E-002", "联系方式": "13800000009"}
    assert numbers([corrected, B], remembered) == ["202405-003", "202405-002"]  # what would be taken for another case
    assert numbers([corrected, B], remembered, unseen=unseen) == ["202405-001", "202405-002"]


def test_a_row_saved_half_typed_keeps_the_number_that_it_got() -> None:
    half = {"时间": A["时间"], "渠道": "", "客户": "", "联系方式": "", "描述": ""}
    remembered = known(half)
    unseen = {"202405-001": HERE}
    assert numbers([A, B], remembered, unseen=unseen) == ["202405-001", "202405-002"]
    assert numbers([B, A], remembered, unseen=unseen) == ["202405-001", "202405-002"]  # of equals, the one at its place


def test_a_word_that_was_saved_and_typed_on_keeps_its_number() -> None:
    half = {"时间": "", "渠道": "", "客户": "", "联系方式": "", "描述": "空"}
    assert numbers([A], known(half)) == ["202405-002"]  # the month is that of NOW, and the case another
    assert numbers([A], known(half), unseen={"202405-001": HERE}) == ["202405-001"]


def test_a_row_put_in_above_does_not_take_the_number_of_the_one_below() -> None:
    remembered = known(A)
    corrected = {**A, "描述": "空调开机十分钟后停机，报E-002"}
    same_day = {**B, "时间": A["时间"]}
    assert numbers([same_day, corrected], remembered, unseen={"202405-001": HERE}) == ["202405-002", "202405-001"]


def test_a_row_overtyped_with_another_case_does_not_inherit_a_number_that_nobody_saw() -> None:
    remembered = known(A)
    assert numbers([{**B, "时间": "@2024-05-03 10:00"}], remembered, unseen={"202405-001": HERE}) == ["202405-002"]


def test_what_is_remembered_of_an_unseen_number_follows_what_its_row_says() -> None:
    corrected = {**A, "描述": "空调开机十分钟后停机，报E-002"}
    _, decision, _ = decided(workbook([corrected]), known=known(A), unseen={"202405-001": HERE})
    (record,) = decision.issued
    assert record.number == "202405-001"
    assert record.prints == known(corrected)[0].prints
    assert [each.code for each in decision.findings if each.code.startswith("NUMBER")] == []


READ = HERE._replace(written=True)


def test_a_number_that_somebody_may_have_read_is_not_inherited_by_a_case_like_it() -> None:
    # Deleted, and the next case of the same customer typed: one field agreeing is not enough, nor are two
    remembered = known(A, B)
    alike = {**A, "描述": "空调外机漏水", "时间": "@2024-05-03 10:00"}
    unseen = {"202405-001": READ, "202405-002": READ}
    assert numbers([alike, {**B, "编号": "202405-002"}], remembered, unseen=unseen) == ["202405-003", "202405-002"]
    assert numbers([alike], known(A), unseen={"202405-001": READ}) == ["202405-002"]


def test_a_number_that_somebody_cleared_is_put_back_and_said() -> None:
    unseen = {"202405-001": READ, "202405-002": READ._replace(row=READ.row + 1)}
    rows = [A, {**B, "编号": "202405-002"}]
    assert numbers(rows, known(A, B), unseen=unseen) == ["202405-001", "202405-002"]
    decision = decided(workbook(rows), known=known(A, B), unseen=unseen)[1]
    assert "NUMBER_RESTORED" in [each.code for each in decision.findings]


def test_a_number_that_a_save_took_back_returns_though_the_description_was_corrected() -> None:
    corrected = {**A, "描述": "空调开机十分钟后停机，报E-002"}
    unseen = {"202405-001": READ, "202405-002": READ._replace(row=READ.row + 1)}
    assert numbers([B, corrected], known(A, B), unseen=unseen) == ["202405-002", "202405-001"]
