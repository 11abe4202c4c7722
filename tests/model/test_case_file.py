"""A cell of a case's row as text."""

from datetime import datetime

from xltools.model.case_file import CaseFile
from xltools.workbook.definition_files import shipped_definition


def test_a_cell_that_is_empty_or_absent_is_no_text() -> None:
    case = CaseFile(shipped_definition("feedback_report"), "1", 5, {"note": None, "score": 9, "result": "换了"})
    assert [case.text(name) for name in ("note", "score", "result", "no_such_field")] == ["", "9", "换了", ""]
    assert (case.records, case.closed_at) == ({}, None)


def test_a_case_is_closed_by_its_moment() -> None:
    moment = datetime(2024, 5, 1)
    assert CaseFile(shipped_definition("feedback_report"), "1", 5, {}, closed_at=moment).closed_at == moment


def test_its_own_row_comes_first_then_all_records_each_with_its_sheet() -> None:
    definition = shipped_definition("feedback_report")
    own, entry, later = {"number": "1"}, {"case_number": "1"}, {"case_number": "1"}
    case = CaseFile(definition, "1", 5, own, {"log": (entry, later)})
    assert [(sheet.key, record) for sheet, record in case.rows()] == [
        (definition.register_sheet.key, own),
        ("log", entry),
        ("log", later),
    ]
