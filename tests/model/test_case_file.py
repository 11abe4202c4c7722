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
