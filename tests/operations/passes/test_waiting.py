"""Registers that wait for being closed, remembered across restarts."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from xltools.errors import LedgerError
from xltools.operations.passes.waiting import (
    Waiting,
    forget_gone,
    forget_waiting,
    remember_reminded,
    remember_waiting,
    waiting_registers,
)
from xltools.operations.workspace import Workspace

MORNING, NOON = datetime(2026, 11, 20, 8, 12), datetime(2026, 11, 20, 12, 0)


def test_a_register_keeps_the_time_since_when_it_waits_and_an_owner_his_own(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", MORNING))
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", NOON))
    (waiting,) = waiting_registers(workspace).values()
    assert (waiting.since, waiting.owner_since) == (MORNING, MORNING)
    for now in (NOON, NOON + timedelta(hours=1)):
        assert remember_waiting(workspace, "台账.xlsx", Waiting("by Wang", now)).owner_since == NOON
    (waiting,) = waiting_registers(workspace).values()
    assert (waiting.owner, waiting.since, waiting.owner_since) == ("by Wang", MORNING, NOON)


def test_a_clock_that_was_ahead_leaves_no_time_that_is_still_to_come(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", NOON))
    waiting = remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", MORNING))
    assert (waiting.since, waiting.owner_since) == (MORNING, MORNING)


def test_a_reminder_is_not_forgotten(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", MORNING))
    remember_reminded(workspace, "台账.xlsx")
    assert remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", NOON)).reminded


def test_a_reminder_of_what_was_closed_meanwhile_puts_nothing_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", MORNING))
    forget_waiting(workspace, "台账.xlsx")
    remember_reminded(workspace, "台账.xlsx")
    assert waiting_registers(workspace) == {}


def test_changes_wait_for_each_other(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    names = [f"{number}.xlsx" for number in range(20)]
    with ThreadPoolExecutor(max_workers=8) as threads:
        list(threads.map(lambda name: remember_waiting(workspace, name, Waiting("by Li Na", MORNING)), names))
    assert set(waiting_registers(workspace)) == set(names)


def test_registers_wait_apart_from_each_other(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert waiting_registers(workspace) == {}
    for name in ("甲.xlsx", "乙.xlsx"):
        remember_waiting(workspace, name, Waiting("by Li Na", MORNING))
    forget_waiting(workspace, "甲.xlsx")
    forget_waiting(workspace, "甲.xlsx")
    assert set(waiting_registers(workspace)) == {"乙.xlsx"}


def test_registers_that_are_gone_wait_no_more(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (tmp_path / "甲.xlsx").touch()
    for name in ("甲.xlsx", "分公司/乙.xlsx"):
        remember_waiting(workspace, name, Waiting("by Li Na", MORNING))
    forget_gone(workspace)
    assert set(waiting_registers(workspace)) == {"甲.xlsx"}


@pytest.mark.parametrize(
    "contents",
    [
        "{",
        "[]",
        '{"台账.xlsx": {"owner": "by"}}',
        '{"台账.xlsx": 3}',
        '{"台账.xlsx": {"owner": "by", "since": "morning", "opened": "", "reminded": true}}',
    ],
)
def test_a_damaged_list_is_started_anew(tmp_path: Path, contents: str) -> None:
    workspace = Workspace(tmp_path)
    (workspace.require_memory() / "waiting.json").write_text(contents, "utf-8")
    assert waiting_registers(workspace) == {}
    remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", NOON))
    assert set(waiting_registers(workspace)) == {"台账.xlsx"}


def test_times_with_a_zone_from_elsewhere_do_no_harm(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    moment = "2026-11-20T08:12:00+08:00"
    document = {"台账.xlsx": {"owner": "by Li Na", "since": moment, "opened": moment, "reminded": False}}
    (workspace.require_memory() / "waiting.json").write_text(json.dumps(document), "utf-8")
    assert remember_waiting(workspace, "台账.xlsx", Waiting("by Li Na", NOON)).since == MORNING


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (workspace.require_memory() / "waiting.json").mkdir()
    with pytest.raises(LedgerError):
        waiting_registers(workspace)
