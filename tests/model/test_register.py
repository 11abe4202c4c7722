"""Tables by column."""

from tests.registers import GOOD, read, workbook
from xltools.model.finding import FindingCode


def test_a_finding_on_a_table_knows_its_cell() -> None:
    cases = read(workbook([{}, GOOD])).cases
    finding = cases.finding(FindingCode.CONTACT_MALFORMED, 0, "contact", value="x")
    assert (finding.address, finding.header, finding.params) == ("登记!F6", "联系方式", {"value": "x"})


def test_present_fields_are_those_with_a_column() -> None:
    cases = read(workbook([GOOD])).cases
    assert [field.name for field in cases.present()] == [field.name for field in cases.definition.fields]


def test_some_rows_of_a_table_keep_their_numbers_and_values() -> None:
    cases = read(workbook([{**GOOD, "客户": name} for name in ("甲", "乙", "丙")])).cases
    some = cases.at([2, 0])
    assert some.rows == [cases.rows[2], cases.rows[0]]
    assert list(some.values["customer_name"]) == ["丙", "甲"]
    assert (some.cells, some.unreadable) == ({}, {})
