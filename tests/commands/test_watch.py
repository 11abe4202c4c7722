"""`xltools watch` as people run it: a process of its own beside real files, ended by a signal."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import NAME, ROW, Call, register
from tests.registers import NOW, heads_of, read, template, with_rows

PATIENCE = 60.0  # seconds, for a machine that is busy with other things
WATCH = ("-m", "xltools", "watch", "--json", "--every", "0.5", "--quiet-period", "0.3")


class Process:
    """A watcher, and the lines that it says."""

    def __init__(self, *words: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def says(self, *events: str) -> dict[str, str]:
        """The next line of one of these events."""
        deadline = time.monotonic() + PATIENCE
        while True:
            line = self._lines.get(timeout=max(0.01, deadline - time.monotonic()))
            if line.startswith("{") and json.loads(line)["event"] in events:
                said: dict[str, str] = json.loads(line)
                return said

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def begin() -> Iterator[Callable[..., Process]]:
    begun: list[Process] = []

    def started(*words: object) -> Process:
        begun.append(Process(*words))
        return begun[-1]

    yield started
    for each in begun:
        each.process.kill()
        each.process.wait()
        assert each.process.stdout is not None
        each.process.stdout.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "售后 工单"
    root.mkdir()
    register(root, ROW)
    return root


def save(path: Path, *rows: dict[str, str]) -> None:
    """As LibreOffice does: a temporary file beside it, renamed."""
    new = path.with_name("lu28012lne7.tmp")
    new.write_bytes(with_rows(template(NAME), "反馈登记", list(rows), heads_of(NAME, "cases")))
    new.replace(path)


def numbers(path: Path) -> list[object]:
    return list(read(path.read_bytes(), NOW, NAME).cases.values["number"])


def nothing_half_done(folder: Path) -> bool:
    return not [path for path in folder.rglob("*") if path.name.startswith(".~") or path.name == "watcher.json"]


posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX sends them")


@posix
def test_a_day_in_short(folder: Path, begin: Callable[..., Process], call: Call) -> None:
    book = folder / "台账.xlsx"
    watcher = begin(*WATCH, folder)
    watcher.says("written")
    assert numbers(book) == ["202405-001"]

    save(book, ROW, {**ROW, "问题描述": "遥控器按键失灵无法调节温度"})  # a save
    watcher.says("written")
    assert numbers(book) == ["202405-001", "202405-002"]

    lock = folder / ".~lock.台账.xlsx#"  # a clerk who keeps it open
    lock.write_text("Li Na,root,vm,21.11.2026 20:47,file:///profile;", encoding="utf-8")
    save(book, ROW, ROW, {**ROW, "问题描述": "外机支架锈蚀脱落有砸伤风险"})
    watcher.says("waiting")
    assert None in numbers(book)
    lock.unlink()
    watcher.says("written")
    assert None not in numbers(book)

    refused = call("watch", folder)  # a second watcher
    assert refused.code == 4
    assert str(watcher.process.pid) in refused.err
    assert call("check", folder).code in (0, 1)  # other verbs go on beside it

    assert watcher.end() == 0
    assert nothing_half_done(folder)
    assert (folder / ".xltools" / "watch.log").read_text(encoding="utf-8").count("\n") >= 5


@posix
@pytest.mark.parametrize("poll", [False, True], ids=["native", "poll"])
def test_a_share_that_drops_and_returns(folder: Path, begin: Callable[..., Process], poll: bool) -> None:
    watcher = begin(*WATCH, *(["--poll"] * poll), folder)
    watcher.says("written")
    away = folder.rename(folder.parent / "away")
    watcher.says("away")
    folder.mkdir()  # the empty mount point
    save(away / "台账.xlsx", ROW, ROW)
    folder.rmdir()
    shutil.copytree(away, folder)  # another inode: mounted again
    watcher.says("back")
    watcher.says("written")
    assert None not in numbers(folder / "台账.xlsx")
    register(folder, ROW, file_name="新的.xlsx")  # and hints come from the new folder, too
    assert "新的" in watcher.says("written", "unusable")["text"]
    assert watcher.end(signal.SIGINT) == 0


@posix
def test_a_killed_watcher_is_succeeded_at_once(folder: Path, begin: Callable[..., Process]) -> None:
    first = begin(*WATCH, folder)
    first.says("written")
    first.process.kill()
    first.process.wait()
    begun = time.monotonic()
    second = begin(*WATCH, folder)
    second.says("watching")
    assert time.monotonic() - begun < 55  # a claim of another computer is waited out for sixty
    assert second.end() == 0


def test_what_to_install(folder: Path, call: Call) -> None:
    said = call("watch", folder, "--install", "--poll", "--quiet-period", "5", "--json")
    assert said.code == 0
    lines = json.loads(said.out)
    assert len(lines["crontab"]) == 2
    assert str(folder) in lines["crontab"][0]
    assert "--poll --quiet-period 5" in lines["crontab"][0]
    assert str(folder) in call("watch", folder, "--install").out
    assert not (folder / ".xltools").exists()


def test_a_dry_run_watches_nothing(folder: Path, call: Call) -> None:
    said = call("watch", folder, "--dry-run", "--json")
    assert said.code == 0
    assert json.loads(said.out)["workbooks"] == [str(folder / "台账.xlsx")]
    assert not (folder / ".xltools").exists()


@pytest.mark.parametrize("name", ["没有", "台账.xlsx"])
def test_only_folders_are_watched(folder: Path, call: Call, name: str) -> None:
    assert call("watch", folder / name).code == 2
