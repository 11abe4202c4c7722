"""What an undo left is left alone."""

from pathlib import Path

import pytest

from xltools.operations.undo.undone_versions import leave_alone, undone_version
from xltools.operations.workspace import Workspace


def test_the_last_undo_of_each_register_is_remembered(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert undone_version(workspace, "台账.xlsx") is None
    leave_alone(workspace, "台账.xlsx", "a" * 64)
    leave_alone(workspace, "别的.xlsx", "b" * 64)
    leave_alone(workspace, "台账.xlsx", "c" * 64)
    assert [undone_version(workspace, name) for name in ("台账.xlsx", "别的.xlsx")] == ["c" * 64, "b" * 64]


@pytest.mark.parametrize("text", ["[]", "{", ""])
def test_a_damaged_memory_is_none(tmp_path: Path, text: str) -> None:
    workspace = Workspace(tmp_path)
    (workspace.require_memory() / "undone.json").write_text(text, encoding="utf-8")
    assert undone_version(workspace, "台账.xlsx") is None
