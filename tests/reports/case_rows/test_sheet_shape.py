"""A wide row stands upright, a log is a table, and both fit onto A4."""

import pytest

from tests.registers import definition
from tests.reports.case_rows.made_cases import odd_case
from xltools.model.register_definition import SheetDefinition
from xltools.reports.case_rows.case_sheets import CaseSheet, case_sheets
from xltools.reports.case_rows.sheet_shape import shape_of


def sheet_of(name: str, key: str) -> SheetDefinition:
    sheet = definition(name).sheet(key)
    assert sheet is not None
    return sheet


def test_the_case_s_own_row_stands_upright() -> None:
    own, log = case_sheets(odd_case())
    assert shape_of(own)[:2] == (True, False)
    assert shape_of(log)[:2] == (False, True)
    assert len(shape_of(own).widths) == 2
    assert len(shape_of(log).widths) == len(log.heads)


@pytest.mark.parametrize("records", [1, 2, 5, 60])
@pytest.mark.parametrize("long", [10, 2000])
def test_every_sheet_fits_onto_a_page_across(records: int, long: int) -> None:
    sheet = sheet_of("service_ticket", "log")
    made = CaseSheet(sheet, tuple({"content": "长" * long, "participants": "王强、李四"} for _ in range(records)))
    shape = shape_of(made)
    assert sum(shape.widths) <= 200
    assert len(shape.widths) == (1 + records if shape.turned else len(sheet.fields))


def test_a_sheet_of_many_wide_rows_stays_a_table() -> None:
    sheet = sheet_of("service_ticket", "improvements")
    filled = {field.name: "长" * 60 for field in sheet.fields}
    assert shape_of(CaseSheet(sheet, (filled,) * 3)).turned
    assert not shape_of(CaseSheet(sheet, (filled,) * 9)).turned
