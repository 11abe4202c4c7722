"""Does anything look after the folder?"""

import json
import os
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.examining.made_up import NOW, ROW, aged, register, said, site
from xltools.operations.clock.ticking import tick
from xltools.operations.examining.watchers import clock_jobs, last_line, watcher
from xltools.operations.files.system_files import system
from xltools.operations.notifying.delivering import Delivered
from xltools.operations.watching.sole_watcher import CLAIM_FILE
from xltools.operations.watching.watch_log import LOG_FILE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".xltools").mkdir()
    return tmp_path.resolve()


def claim(folder: Path, host: str, process: int, seconds: float = 0) -> None:
    path = folder / ".xltools" / CLAIM_FILE
    facts = {"claim": "c", "user": "Li Na", "host": host, "process": process, "since": "x", "beat": 0}
    path.write_text(json.dumps({**facts, "started": system().started(process) or ""}), encoding="utf-8")
    aged(path, seconds=seconds)


def log(folder: Path, *lines: str) -> Path:
    path = folder / ".xltools" / LOG_FILE
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def dead() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_living_watcher_of_this_computer(folder: Path) -> None:
    claim(folder, socket.gethostname(), os.getppid(), seconds=9999)
    assert said(watcher, site(folder)) == ["ok"]


def test_a_dead_one(folder: Path) -> None:
    claim(folder, socket.gethostname(), dead())
    assert said(watcher, site(folder)) == ["wrong"]


@pytest.mark.parametrize(("seconds", "verdict"), [(10, "ok"), (600, "doubtful")])
def test_one_of_another_computer_is_known_by_its_heart(folder: Path, seconds: float, verdict: str) -> None:
    claim(folder, "another", 7, seconds)
    assert said(watcher, site(folder)) == [verdict]


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ((), "ok"),
        (("2024-05-09 18:00:00  no longer watching /srv",), "ok"),
        (("2024-05-09 18:00:00  no longer watching /srv", "2024-05-10 08:00:00  watching /srv"), "wrong"),
        (("2024-05-10 08:00:00  watching /srv", "2024-05-10 09:00:00  ! 台账.xlsx: it is damaged"), "wrong"),
    ],
)
def test_without_a_claim_the_log_tells_how_the_last_one_ended(
    folder: Path, lines: tuple[str, ...], verdict: str
) -> None:
    log(folder, *lines)
    assert said(watcher, site(folder)) == [verdict]


@pytest.mark.parametrize("data", [b"", b"x\n", b"2024-99-10 08:00:00  a\n", b"\xff\xfe"])
def test_a_log_that_cannot_be_read_tells_nothing(folder: Path, data: bytes) -> None:
    path = log(folder)
    path.write_bytes(data)
    assert last_line(path) is None
    assert last_line(folder / "no.log") is None


def ticked(folder: Path) -> None:
    register(folder, ROW)
    tick(folder, NOW, 0, send=lambda *_: Delivered())


@pytest.mark.parametrize(
    ("after", "watched", "verdict"),
    [
        (timedelta(minutes=5), False, "ok"),
        (timedelta(minutes=5), True, "ok"),
        (timedelta(hours=3), False, "ok"),
        (timedelta(hours=3), True, "wrong"),
        (timedelta(days=3), False, "doubtful"),
        (timedelta(days=40), False, "doubtful"),  # and the report of the month is due
    ],
)
def test_what_goes_by_the_clock_is_overdue(folder: Path, after: timedelta, watched: bool, verdict: str) -> None:
    ticked(folder)
    if watched:
        claim(folder, socket.gethostname(), os.getppid())
    assert said(clock_jobs, site(folder, NOW + after)) == [verdict]


def test_reports_that_are_due_are_named(folder: Path) -> None:
    ticked(folder)
    (answer,) = clock_jobs(site(folder, NOW + timedelta(days=40)))
    assert "2024-05" in answer.is_so


def test_where_nothing_was_done_by_the_clock_nothing_is_late(folder: Path) -> None:
    assert said(clock_jobs, site(folder)) == ["ok"]
