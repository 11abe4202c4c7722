"""A finding is plain data."""

from xltools.model.finding import Finding, FindingCode, Severity


def test_findings_are_immutable_and_comparable() -> None:
    one = Finding(FindingCode.CELL_ERROR, "登记", 5, 3, "contact", "联系方式")
    assert one == Finding(FindingCode.CELL_ERROR, "登记", 5, 3, "contact", "联系方式")
    assert one._replace(case_number="202405-001") != one


def test_codes_are_their_own_names() -> None:
    assert all(code.name == code.value for code in FindingCode)
    assert [each.value for each in Severity] == ["error", "warning", "notice"]
