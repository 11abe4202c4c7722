"""Composed names are no heads of the shipped registers: a placeholder means one thing. (FR-12)"""

import pytest

from xltools.model.form_values import ATTACHMENTS_TABLE, COMPOSED_NAMES, FormCell, FormValues
from xltools.workbook.definition_files import shipped_definition, shipped_definitions


@pytest.mark.parametrize("name", shipped_definitions())
def test_a_composed_name_is_no_column_and_no_sheet(name: str) -> None:
    definition = shipped_definition(name)
    assert not COMPOSED_NAMES & {field.header for field in definition.register_sheet.fields}
    assert ATTACHMENTS_TABLE not in {sheet.title for sheet in definition.sheets}


def test_a_form_may_ask_for_nothing_at_all() -> None:
    assert (FormValues({}).tables, FormValues({}).columns) == ({}, {})
    assert FormCell("甲") == ("甲", "", "")
