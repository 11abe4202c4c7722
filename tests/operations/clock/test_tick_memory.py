"""What was done by the clock, remembered folder by folder."""

from datetime import date, datetime
from pathlib import Path

import pytest

from xltools.model.period import Period
from xltools.operations.clock.tick_memory import ReportState, TickMemory, recall_ticks, remember_ticks
from xltools.operations.workspace import Workspace

NOW = datetime(2026, 11, 20, 8, 0)
MEMORY = TickMemory(first_month=date(2026, 10, 1), last=NOW, full_hour=NOW)
ZONED = b'{"folders": {".": {"first_month": "2026-01-01", "last": "2026-11-20T08:00:00+08:00"}}}'
STATE = ReportState(again_on=date(2026, 11, 5), finished=True, sent="abc")


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    kept = MEMORY.with_report(Period.month(2026, 10), STATE)
    remember_ticks(workspace, tmp_path, kept)
    assert recall_ticks(workspace, tmp_path, NOW) == (kept, "")


def test_folders_of_one_workspace_are_kept_apart(tmp_path: Path) -> None:
    workspace, inner = Workspace(tmp_path), tmp_path / "分公司"
    remember_ticks(workspace, tmp_path, MEMORY)
    assert recall_ticks(workspace, inner, NOW)[0].first_month == date(2026, 11, 1)
    remember_ticks(workspace, inner, MEMORY.model_copy(update={"full_hour": None}))
    assert recall_ticks(workspace, tmp_path, NOW)[0] == MEMORY


def test_the_first_tick_begins_with_its_month(tmp_path: Path) -> None:
    assert recall_ticks(Workspace(tmp_path), tmp_path, NOW) == (
        TickMemory(first_month=date(2026, 11, 1), last=NOW),
        "",
    )


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"folders": {".": {"last": "yesterday"}}}', b"\xff\xfe", ZONED])
def test_a_damaged_file_is_told_and_looks_back_one_month(tmp_path: Path, damage: bytes) -> None:
    workspace = Workspace(tmp_path)
    remember_ticks(workspace, tmp_path, MEMORY)
    (workspace.memory / "clock.json").write_bytes(damage)
    memory, said = recall_ticks(workspace, tmp_path, NOW)
    assert (memory.first_month, bool(said)) == (date(2026, 10, 1), True)
    remember_ticks(workspace, tmp_path, memory)
    assert recall_ticks(workspace, tmp_path, NOW) == (memory, "")


def test_reports_of_long_ago_are_forgotten() -> None:
    memory = MEMORY
    for month in range(1, 13):
        for year in (2024, 2025):
            memory = memory.with_report(Period.month(year, month), STATE)
    assert len(memory.reports) == 12
    assert list(memory.reports)[-1] == "2025-12"


def test_a_report_is_kept_once() -> None:
    october = Period.month(2026, 10)
    memory = MEMORY.with_report(october, STATE).with_report(october, STATE.model_copy(update={"sent": "new"}))
    assert {key: state.sent for key, state in memory.reports.items()} == {"2026-10": "new"}
