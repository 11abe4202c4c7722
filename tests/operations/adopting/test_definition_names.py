"""Names of definitions: legal, stable, and nobody else's."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from xltools.errors import AdoptionError
from xltools.model.definition_name import DefinitionName
from xltools.operations.adopting.definition_names import definition_name, refuse_unusable_name
from xltools.workbook.definition_files import shipped_definitions

NAME: TypeAdapter[str] = TypeAdapter(DefinitionName)


@given(st.text(min_size=1, max_size=200))
@example("service_ticket")
@example("2026")
@example("_")
@example("Common")
@example("con")
@example("xltools")
@example("2026年售后")
@example("ß台账")
def test_whatever_a_file_is_called_its_definition_may_be_called_so(stem: str) -> None:
    name = definition_name(stem)
    assert NAME.validate_python(name) == name == definition_name(stem)
    assert name not in shipped_definitions()
    refuse_unusable_name(name)


def test_readable_names_stay_readable_and_others_are_told_apart() -> None:
    assert definition_name("Service Log (2026)") == "service_log_2026"
    assert definition_name("售后台账") == "售后台账"
    assert definition_name("2026年 售后台账") == "own_2026年_售后台账"
    assert definition_name("售后台账") != definition_name("售后台账2026")
    assert definition_name("Журнал 1") != definition_name("Журнал 2")
    assert definition_name("售后log") != definition_name("维修log")


@pytest.mark.parametrize("name", ["common", "xltools", "feedback_report", "../ours", "Ours", "", "aux"])
def test_a_name_that_would_be_another_file_is_refused(name: str) -> None:
    with pytest.raises(AdoptionError):
        refuse_unusable_name(name)
    refuse_unusable_name("ours")
