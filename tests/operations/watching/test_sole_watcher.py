"""One watcher a workspace; who has a claim and lives is never pushed aside."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import ReadOnlyWorkbookError, WatchedAlreadyError
from xltools.operations.watching import sole_watcher as module
from xltools.operations.watching.sole_watcher import CLAIM_FILE, Patience, sole_watcher, standing_claim

NOW = datetime(2026, 11, 21, 9, 30)
PATIENCE = 20.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path.resolve() / "工单"
    root.mkdir()
    return root


class Waiting:
    """Time that goes by only where somebody waits for it; meanwhile a heart may beat."""

    def __init__(self, meanwhile: Callable[[float], None] = lambda _: None) -> None:
        self.seconds, self._meanwhile = 0.0, meanwhile

    def patience(self) -> Patience:
        return Patience(self._sleep, lambda: self.seconds)

    def _sleep(self, seconds: float) -> None:
        self.seconds += seconds
        self._meanwhile(self.seconds)


def nobody(_: str) -> None:
    pytest.fail("nobody took the claim")


def leave_claim(folder: Path, **facts: object) -> Path:
    path = folder / ".xltools" / CLAIM_FILE
    path.parent.mkdir(exist_ok=True)
    claim = {"claim": "c", "user": "Li Na", "host": "another", "process": 7, "since": "x", "beat": 0, **facts}
    path.write_text(json.dumps(claim), encoding="utf-8")
    return path


def test_the_second_is_refused_and_told_of_the_first(folder: Path) -> None:
    with (
        sole_watcher(folder, NOW, nobody),
        pytest.raises(WatchedAlreadyError) as refused,
        sole_watcher(folder, NOW, nobody),
    ):
        pass
    assert f"process {os.getpid()}" in str(refused.value)
    assert "2026-11-21T09:30" in str(refused.value)
    with sole_watcher(folder, NOW, nobody):
        assert (folder / ".xltools" / CLAIM_FILE).exists()
    assert not (folder / ".xltools" / CLAIM_FILE).exists()


@pytest.mark.parametrize(("first", "second"), [(".", "分部"), ("分部", "."), ("分部", "分部二")])
def test_a_folder_of_a_watched_workspace_is_watched(folder: Path, first: str, second: str) -> None:
    (folder / ".xltools").mkdir()
    for name in ("分部", "分部二"):
        (folder / name).mkdir()
    with (
        sole_watcher(folder / first, NOW, nobody),
        pytest.raises(WatchedAlreadyError),
        sole_watcher(folder / second, NOW, nobody),
    ):
        pass


@pytest.mark.parametrize(("first", "second"), [(".", "分部"), ("分部", ".")])
def test_so_is_a_workspace_within_another(folder: Path, first: str, second: str) -> None:
    (folder / "分部" / ".xltools").mkdir(parents=True)
    with (
        sole_watcher(folder / first, NOW, nobody),
        pytest.raises(WatchedAlreadyError),
        sole_watcher(folder / second, NOW, nobody),
    ):
        pass
    with sole_watcher(folder / second, NOW, nobody):  # and nothing is left of either
        pass


def test_a_claim_of_another_computer_whose_heart_beats_stands(folder: Path) -> None:
    path = leave_claim(folder)
    waiting = Waiting(lambda at: leave_claim(folder, beat=int(at // 20)) and None)
    with (
        pytest.raises(WatchedAlreadyError, match="Li Na on another"),
        sole_watcher(folder, NOW, nobody, waiting.patience()),
    ):
        pass
    assert json.loads(path.read_text(encoding="utf-8"))["user"] == "Li Na"


def test_one_whose_heart_stands_still_is_taken_over_after_three_beats(folder: Path) -> None:
    path, waiting = leave_claim(folder), Waiting()
    with sole_watcher(folder, NOW, nobody, waiting.patience()):
        assert json.loads(path.read_text(encoding="utf-8"))["process"] == os.getpid()
    assert 60 <= waiting.seconds < 62


def test_one_that_is_given_up_while_we_wait_is_ours_at_once(folder: Path) -> None:
    path = leave_claim(folder)
    waiting = Waiting(lambda at: path.unlink() if at == 5 else None)
    with sole_watcher(folder, NOW, nobody, waiting.patience()):
        pass
    assert waiting.seconds == 5


@pytest.mark.parametrize("started", ["", "long ago"])
def test_a_killed_watcher_of_this_computer_is_succeeded_at_once(folder: Path, started: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    leave_claim(folder, host=module.socket.gethostname(), process=process.pid, started=started)
    waiting = Waiting()
    with sole_watcher(folder, NOW, nobody, waiting.patience()):
        pass
    assert waiting.seconds == 0


@pytest.mark.parametrize("claim", [b"", b"[]", b"{", b"\xff", b"{}"])
def test_a_damaged_claim_stands_in_nobodys_way(folder: Path, claim: bytes) -> None:
    leave_claim(folder).write_bytes(claim)
    with sole_watcher(folder, NOW, nobody, Waiting().patience()):
        pass


def test_a_heart_beats_and_ends_where_another_took_the_claim(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BEAT_SECONDS", 0.02)
    path, lost = folder / ".xltools" / CLAIM_FILE, []
    with sole_watcher(folder, NOW, lost.append):
        until(lambda: json.loads(path.read_text(encoding="utf-8"))["beat"] > 2)
        away = (folder / ".xltools").rename(folder / "away")  # a share that drops is not the end
        time.sleep(0.1)
        away.rename(folder / ".xltools")
        beat = json.loads(path.read_text(encoding="utf-8"))["beat"]
        until(lambda: json.loads(path.read_text(encoding="utf-8"))["beat"] > beat)
        leave_claim(folder)
        until(lambda: bool(lost))
        assert "Li Na" in lost[0]
    assert json.loads(path.read_text(encoding="utf-8"))["user"] == "Li Na"  # the other one's claim is left alone


def until(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_lock_that_cannot_be_written_is_told(folder: Path) -> None:
    (folder / ".xltools" / "watcher.lock").mkdir(parents=True)
    with pytest.raises(ReadOnlyWorkbookError), sole_watcher(folder, NOW, nobody):
        pass


def test_a_claim_can_be_looked_at_without_waiting(folder: Path) -> None:
    memory = folder / ".xltools"
    assert standing_claim(memory) is None
    path = leave_claim(folder)
    there = standing_claim(memory)
    assert there is not None
    assert (there.lives, there.beat_at) == (None, path.stat().st_mtime)
    assert there.who.startswith("Li Na on another")
    leave_claim(
        folder, host=module.socket.gethostname(), process=os.getppid(), started=module.system().started(os.getppid())
    )
    living = standing_claim(memory)
    assert living is not None
    assert living.lives is True
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    leave_claim(folder, host=module.socket.gethostname(), process=process.pid)
    dead = standing_claim(memory)
    assert dead is not None
    assert dead.lives is False
    path.write_bytes(b"[]")
    assert standing_claim(memory) is None
