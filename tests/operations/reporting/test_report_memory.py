"""What was reported is remembered; a memory that cannot be understood is none."""

from pathlib import Path

import pytest

from xltools.operations.reporting.report_memory import ReportMemory, recall, remember
from xltools.operations.workspace import Workspace

MEMORY = ReportMemory(
    made_at="2026-11-01 08:00", rows={"a.xlsx": {"A": "00"}}, policies={"a.xlsx": "p"}, files=("f", "g")
)


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember(workspace, "2026-10 月报", MEMORY)
    assert recall(workspace, "2026-10 月报") == MEMORY
    assert recall(workspace, "2026-09 月报") == ReportMemory()


def test_remembering_the_same_writes_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    remember(workspace, "月报", MEMORY)
    before = [each.stat().st_mtime_ns for each in tmp_path.rglob("*.json")]
    remember(workspace, "月报", MEMORY)
    assert [each.stat().st_mtime_ns for each in tmp_path.rglob("*.json")] == before


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"rows": 3}', b"\xff\xfe"])
def test_a_damaged_memory_is_none(tmp_path: Path, damage: bytes) -> None:
    workspace = Workspace(tmp_path)
    remember(workspace, "月报", MEMORY)
    next(tmp_path.rglob("*.json")).write_bytes(damage)
    assert recall(workspace, "月报") == ReportMemory()


def test_files_of_ours_are_kept_once_and_the_latest_last() -> None:
    assert MEMORY.with_files(["f", "h"]).files == ("g", "f", "h")
