"""Names of definitions are file names of one folder, whatever a workbook says."""

import pytest
from pydantic import TypeAdapter, ValidationError

from xltools.model.definition_name import DefinitionName, is_definition_name

TYPE: TypeAdapter[str] = TypeAdapter(DefinitionName)


@pytest.mark.parametrize("name", ["service_log", "a", "售后台账_2026", "售后log", "x" * 60])
def test_names_that_pass(name: str) -> None:
    assert is_definition_name(name)
    assert TYPE.validate_python(name) == name


@pytest.mark.parametrize(
    "name", ["", "Service", "2026", "_a", "../a", "a/b", "a\\b", "a.b", "a b", "a\n", "é", "台／账", "x" * 61, "c:a"]
)
def test_names_that_do_not(name: str) -> None:
    assert not is_definition_name(name)
    with pytest.raises(ValidationError):
        TYPE.validate_python(name)
