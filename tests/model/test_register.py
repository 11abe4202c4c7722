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
