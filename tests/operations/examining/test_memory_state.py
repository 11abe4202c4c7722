"""What may be wrong with the memory beside the registers."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operations.examining.made_up import NOW, ROW, numbered, register, said, site
from xltools.operations.examining import memory_state as module
from xltools.operations.examining.memory_state import (
    backups,
    clock_memory,
    journal,
    last_moment,
    left_by_the_dead,
    memory_place,
    numbers,
    unfinished,
    waiting_long,
)
from xltools.operations.files.left_behind import TEMPORARY_PREFIX
from xltools.operations.journaling.journal import Journal, PassRecord, journal_path
from xltools.operations.passes.pass_order import Cause, PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.passes.waiting import Waiting, remember_waiting
from xltools.operations.workspace import Workspace

LOCAL = NOW.replace(tzinfo=None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one register that was refreshed."""
    refresh(register(tmp_path.resolve(), ROW), NOW, order=PassOrder(hold_seconds=0))
    return tmp_path.resolve()


def test_a_workspace_in_order(folder: Path) -> None:
    here = site(folder)
    for check in (memory_place, journal, numbers, backups):
        assert said(check, here) == ["ok"]
    for check in (unfinished, waiting_long, left_by_the_dead, clock_memory):
        assert said(check, here) == []
    assert last_moment(journal_path(Workspace(folder))) == LOCAL


def test_nothing_is_remembered_yet(tmp_path: Path) -> None:
    register(tmp_path)
    here = site(tmp_path)
    assert [said(check, here) for check in (memory_place, journal, numbers, backups, unfinished)] == [
        ["ok"],
        [],
        [],
        [],
        [],
    ]
    assert last_moment(tmp_path / "journal.jsonl") is None


def test_a_file_where_the_memory_should_be(tmp_path: Path) -> None:
    (tmp_path / ".xltools").write_bytes(b"x")
    assert said(memory_place, site(tmp_path)) == ["wrong"]


def test_registers_that_came_without_their_memory(tmp_path: Path) -> None:
    register(tmp_path, numbered(1))
    assert said(numbers, site(tmp_path)) == ["doubtful"]


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda data: data.replace(b'"minor"', b'"Minor"').replace(b"202405", b"202406", 1), "wrong"),
        (lambda data: data + b'{"at":"2024-05-10T1', "doubtful"),
        (lambda data: data[data.index(b"\n") + 1 :], "wrong"),
    ],
)
def test_a_journal_that_was_changed(folder: Path, change: object, verdict: str) -> None:
    path = journal_path(Workspace(folder))
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    assert said(journal, site(folder)) == [verdict]


def test_a_very_large_journal_is_left_to_its_own_verb(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = journal_path(Workspace(folder))
    path.write_bytes(b"{}\n")
    monkeypatch.setattr(module, "LARGEST_JOURNAL", 1)
    assert said(journal, site(folder)) == ["ok"]


def test_a_damaged_memory_of_numbers_or_imports(folder: Path) -> None:
    (folder / ".xltools" / "imports.jsonl").write_bytes(b"x\n")
    assert said(numbers, site(folder)) == ["ok", "wrong"]
    (ledger,) = (folder / ".xltools").glob("numbers-*.jsonl")
    ledger.write_bytes(b"{}\n")
    assert said(numbers, site(folder)) == ["wrong", "wrong"]


def test_backups_that_take_more_than_is_free(folder: Path) -> None:
    assert said(backups, site(folder, free_bytes=lambda _: 10)) == ["doubtful"]


@pytest.mark.parametrize(("after", "verdicts"), [(timedelta(minutes=2), []), (timedelta(hours=2), ["doubtful"])])
def test_a_pass_that_was_cut_off(folder: Path, after: timedelta, verdicts: list[str]) -> None:
    Journal(Workspace(folder)).intend(PassRecord("台账.xlsx", Cause.ASKED, LOCAL, "a", "b", ()))
    assert said(unfinished, site(folder, NOW + after)) == verdicts
    Journal(Workspace(folder)).done("台账.xlsx", LOCAL, "b")
    assert said(unfinished, site(folder, NOW + after)) == []


@pytest.mark.parametrize(("hours", "verdicts"), [(1, ["ok"]), (30, ["doubtful"])])
def test_cells_that_wait_for_days(folder: Path, hours: int, verdicts: list[str]) -> None:
    since = LOCAL - timedelta(hours=hours)
    remember_waiting(Workspace(folder), "台账.xlsx", Waiting("by Li Na, says ~$台账.xlsx", since))
    remember_waiting(Workspace(folder), "走了.xlsx", Waiting("by Li Na", datetime(2020, 1, 1)))
    assert said(waiting_long, site(folder)) == verdicts


def test_what_the_dead_left(folder: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    left = folder / f"{TEMPORARY_PREFIX}{process.pid}-a.tmp"
    left.write_bytes(b"x")
    (folder / "归档" / f".xltools-{process.pid}-abcdefgh").mkdir(parents=True)
    assert said(left_by_the_dead, site(folder)) == ["doubtful", "doubtful"]
    assert left.exists()


def test_a_memory_of_the_clock_that_is_damaged(folder: Path) -> None:
    (folder / ".xltools" / "clock.json").write_text(json.dumps({"folders": 3}), encoding="utf-8")
    assert said(clock_memory, site(folder)) == ["wrong"]


@pytest.mark.parametrize("line", [b"x\n", b'{"at":3}\n', b"[]\n", b'{"at":"tomorrow"}\n'])
def test_a_last_line_that_cannot_be_read_tells_no_moment(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "journal.jsonl").write_bytes(line)
    assert last_moment(tmp_path / "journal.jsonl") is None
