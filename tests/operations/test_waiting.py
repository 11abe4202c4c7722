"""Registers that wait for being closed, remembered across restarts."""

from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import LedgerError
from xltools.operations.waiting import Waiting, forget_waiting, remember_waiting, waiting_registers
from xltools.operations.workspace import Workspace

MORNING, NOON = datetime(2026, 11, 20, 8, 12), datetime(2026, 11, 20, 12, 0)


def test_who_waits_longer_keeps_his_time_and_what_was_given(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", MORNING, {"202611-001": 5}))
    remember_waiting(workspace, "台账.xlsx", Waiting("by Wang", NOON, {"202611-002": 6}))
    (waiting,) = waiting_registers(workspace).values()
    assert (waiting.owner, waiting.since) == ("by Wang", MORNING)
    assert waiting.unseen == {"202611-001": 5, "202611-002": 6}


def test_a_row_that_moved_is_known_by_its_new_place(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", MORNING, {"202611-001": 5}))
    assert remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", NOON, {"202611-001": 9})).unseen == {
        "202611-001": 9
    }


def test_a_reminder_is_not_forgotten(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", MORNING, reminded=True))
    assert remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", NOON)).reminded


def test_registers_wait_apart_from_each_other(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert waiting_registers(workspace) == {}
    for name in ("甲.xlsx", "乙.xlsx"):
        remember_waiting(workspace, name, Waiting("by Li Na", MORNING))
    forget_waiting(workspace, "甲.xlsx")
    forget_waiting(workspace, "甲.xlsx")
    assert set(waiting_registers(workspace)) == {"乙.xlsx"}


@pytest.mark.parametrize("contents", ["{", "[]", '{"台账.xlsx": {"owner": "by"}}', '{"台账.xlsx": 3}'])
def test_a_damaged_file_is_told(tmp_path: Path, contents: str) -> None:
    workspace = Workspace(tmp_path)
    workspace.require_memory()
    (workspace.memory / "waiting.json").write_text(contents, "utf-8")
    with pytest.raises(LedgerError):
        waiting_registers(workspace)
