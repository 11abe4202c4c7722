"""What stands in a register and in the others of its workspace."""

from pathlib import Path

import pytest

from tests.operations.case_reports.closed_cases import NOW, case, register_of
from xltools.errors import UnreadableWorkbookError
from xltools.operations.passes.opening import numbers_at, numbers_never_met, numbers_of, opened_register, register_at
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.workspace import Workspace
from xltools.workbook.definition_files import shipped_definition

DEFINITION, OTHER = shipped_definition("feedback_report"), shipped_definition("rapid_response")


def test_a_register_is_opened_with_what_it_should_be(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    assert opened_register(path, PassOrder()).definition == DEFINITION
    assert opened_register(path, PassOrder(definition=OTHER)).definition == OTHER
    assert numbers_of(register_at(path, NOW)) == ["202405-001"]


def test_only_numbers_of_the_same_pattern_could_be_copied(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    assert (numbers_at(path, DEFINITION, NOW), numbers_at(path, OTHER, NOW)) == (["202405-001"], [])


def test_what_cannot_be_read_holds_no_number(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"nonsense")
    assert numbers_at(tmp_path / "坏.xlsx", DEFINITION, NOW) == []
    with pytest.raises(UnreadableWorkbookError):
        register_at(tmp_path / "坏.xlsx", NOW)


def test_only_registers_that_were_never_met_are_looked_into(tmp_path: Path) -> None:
    register_of(tmp_path, case("202405-001"), name="一.xlsx")
    register_of(tmp_path, case("202405-002"), name="二.xlsx")
    assert numbers_never_met(Workspace(tmp_path), {"一.xlsx"}, DEFINITION, NOW) == {"202405-002"}
