"""The log keeps to its bounds, holds no handle, and stops nothing."""

import errno
import io
from datetime import datetime
from pathlib import Path

import pytest

from xltools.operations.watching.lines import Line
from xltools.operations.watching.watch_log import LOG_FILE, WatchLog, logged

NOW = datetime(2026, 11, 21, 9, 30, 5)


def test_a_line_is_one_line_whatever_is_in_it() -> None:
    assert (
        logged(Line("x", "台账.xlsx:\n  two\tlines", trouble=True), NOW)
        == "2026-11-21 09:30:05  ! 台账.xlsx: two lines"
    )


def test_it_never_grows_beyond_its_bounds(tmp_path: Path) -> None:
    log = WatchLog(tmp_path)
    for number in range(4000):
        log.write(Line("written", f"{number} {'x' * 2000}"), NOW)
    log.close()
    files = list(tmp_path.glob(f"{LOG_FILE}*"))
    assert 2 <= len(files) <= 6
    assert sum(file.stat().st_size for file in files) <= 6_000_000
    assert "3999 " in (tmp_path / LOG_FILE).read_text(encoding="utf-8")


def test_no_handle_is_kept(tmp_path: Path) -> None:
    log = WatchLog(tmp_path)
    log.write(Line("a", "first"), NOW)
    (tmp_path / LOG_FILE).rename(tmp_path / "moved.log")  # Windows refuses that to open files
    log.write(Line("b", "second"), NOW)
    assert "second" in (tmp_path / LOG_FILE).read_text(encoding="utf-8")
    assert "second" not in (tmp_path / "moved.log").read_text(encoding="utf-8")


def test_a_share_that_is_away_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = tmp_path / ".xltools"
    log = WatchLog(memory)
    log.write(Line("a", "nobody can write this"), NOW)
    assert not memory.exists()
    memory.mkdir()
    log.write(Line("b", "back, half a pair: \ud83d"), NOW)
    assert "back" in (memory / LOG_FILE).read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""


def test_a_full_disk_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(io, "open", full)
    monkeypatch.setattr("builtins.open", full)
    WatchLog(tmp_path).write(Line("a", "lost"), NOW)
    assert capsys.readouterr().err == ""
