"""Settings that many registers share are read once; one cell that differs is a policy of its own."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.registers import NOW, definition, template, workbook
from xltools.errors import RegisterSheetMissingError
from xltools.model.cell_edit import CellEdit
from xltools.operations.branches.shared_settings import SharedSettings
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch
from xltools.workbook.reading import read_register

NAME = "feedback_report"


def edited(sheet_key: str, row: int, column: int, value: str) -> bytes:
    sheet = definition(NAME).sheet(sheet_key)
    assert sheet is not None
    return patch(template(NAME), [CellEdit(sheet.title, row, column, value)])


def test_a_register_is_read_as_always() -> None:
    data = workbook([{"问题描述": "停机了"}], NAME)
    shared = SharedSettings(definition(NAME)).register(open_package(data), NOW)
    whole = read_register(open_package(data), NOW)
    assert (shared.tables, shared.definition) == (whole.tables, whole.definition)
    assert replace(shared.policy, calendar=None) == replace(whole.policy, calendar=None)  # calendars are never equal


def test_the_same_cells_are_the_same_policy_and_others_are_not() -> None:
    settings = SharedSettings(definition(NAME))
    first, again, other = (
        settings.register(open_package(data), NOW).policy
        for data in (template(NAME), workbook([{"问题描述": "停机了"}], NAME), edited("people", 5, 1, "赵敏"))
    )
    assert first is again
    assert other != first


def test_dates_without_a_year_are_read_at_their_own_moment() -> None:
    settings, package = SharedSettings(definition(NAME)), open_package(template(NAME))
    first = settings.register(package, NOW).policy
    assert settings.register(package, datetime(2030, 1, 1)).policy is not first


def test_a_register_without_its_number_column_is_told() -> None:
    sheet = definition(NAME).register_sheet
    place = [field.name for field in sheet.fields].index(definition(NAME).numbering.field) + 1
    with pytest.raises(RegisterSheetMissingError):
        SharedSettings(definition(NAME)).register(open_package(edited("cases", 4, place, "改了")), NOW)
