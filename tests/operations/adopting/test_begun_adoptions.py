"""A register is being adopted until its first pass is remembered."""

from pathlib import Path

import pytest

from xltools.operations.adopting.begun_adoptions import begin_adoption, end_adoption, is_being_adopted
from xltools.operations.workspace import Workspace

NAMES = ("台账.xlsx", "别的.xlsx")


def test_each_register_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert not is_being_adopted(workspace, NAMES[0])
    for name in NAMES:
        begin_adoption(workspace, name)
    end_adoption(workspace, NAMES[1])
    assert [is_being_adopted(workspace, name) for name in NAMES] == [True, False]


def test_the_end_of_none_writes_nothing(tmp_path: Path) -> None:
    end_adoption(Workspace(tmp_path), NAMES[0])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["[]", "{", "", '{"registers": 1}', "{}"])
def test_a_damaged_memory_is_none(tmp_path: Path, text: str) -> None:
    workspace = Workspace(tmp_path)
    (workspace.require_memory() / "adopting.json").write_text(text, encoding="utf-8")
    assert not is_being_adopted(workspace, NAMES[0])
