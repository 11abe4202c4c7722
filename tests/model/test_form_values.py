"""Composed names are no heads of the shipped registers: a placeholder means one thing. (FR-12)"""

import pytest

from xltools.language.speaking import speaking
from xltools.model.form_values import (
    FormCell,
    FormValues,
    attachment_columns,
    attachments_table,
    composed_names,
)
from xltools.workbook.definition_files import shipped_definition, shipped_definitions


@pytest.mark.parametrize("name", shipped_definitions())
def test_a_composed_name_is_no_column_and_no_sheet(name: str) -> None:
    definition = shipped_definition(name)
    assert not composed_names() & {field.header for field in definition.register_sheet.fields}
    assert attachments_table() not in {sheet.title for sheet in definition.sheets}


def test_names_are_words_of_the_language() -> None:
    with speaking("en"):
        assert {"Course of events", "Company name"} <= composed_names()
        assert (attachments_table(), attachment_columns()[0]) == ("Attachments", "No.")


def test_a_form_may_ask_for_nothing_at_all() -> None:
    assert (FormValues({}).tables, FormValues({}).columns) == ({}, {})
    assert FormCell("甲") == ("甲", "", "")
