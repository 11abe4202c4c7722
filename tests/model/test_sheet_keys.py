"""The keys that the tool asks for are those of the shipped definitions."""

import pytest

from tests.registers import definition
from xltools.model import sheet_keys
from xltools.workbook.definition_files import shipped_definitions

KEYS = [value for name, value in vars(sheet_keys).items() if name.endswith("_SHEET")]


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_register_has_such_a_sheet(key: str) -> None:
    assert any(definition(name).sheet(key) for name in shipped_definitions())


def test_no_key_stands_there_twice() -> None:
    assert len(KEYS) == len(set(KEYS)) > 0
