"""Clocks that are wrong, or that mean another time."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operations.examining.made_up import NOW, ROW, aged, register, said, site
from xltools.operations.clock.ticking import tick
from xltools.operations.examining.clocks import files_of_the_future, moments_of_the_future, zones
from xltools.operations.notifying.delivering import Delivered


@pytest.mark.parametrize(
    ("toml", "hours", "verdicts"),
    [
        ("", 8, ["ok"]),
        ("", 0, ["doubtful"]),
        ('time_zone = "Europe/Berlin"', 2, ["ok", "doubtful"]),
        ('time_zone = "Europe/Berlin"', 8, ["doubtful", "doubtful"]),
        ('time_zone = "Asia/Singapore"', 8, ["ok"]),  # another name, the same time
        ('language = "en"', 8, ["ok"]),  # the computer's own
        ('language = "en"', 0, ["ok", "doubtful"]),
        ("time_zone = ", 8, ["ok"]),  # told where the file is examined
    ],
)
def test_registers_workspace_and_computer_mean_one_time(
    tmp_path: Path, toml: str, hours: int, verdicts: list[str]
) -> None:
    register(tmp_path)
    (tmp_path / "xltools.toml").write_text(toml, encoding="utf-8")
    assert said(zones, site(tmp_path, offset=lambda _: timedelta(hours=hours))) == verdicts


@pytest.mark.parametrize(
    ("name", "minutes", "verdict"),
    [
        ("台账.xlsx", 10, "ok"),
        ("台账.xlsx", -2, "ok"),
        ("台账.xlsx", -60, "wrong"),
        (".xltools/journal.jsonl", -60, "wrong"),
    ],
)
def test_files_that_were_saved_later_than_now(tmp_path: Path, name: str, minutes: float, verdict: str) -> None:
    (tmp_path / ".xltools").mkdir()
    register(tmp_path)
    (tmp_path / name).touch()
    aged(tmp_path / name, minutes=minutes)
    assert said(files_of_the_future, site(tmp_path)) == [verdict]


@pytest.mark.parametrize(
    ("now", "verdicts"),
    [
        (NOW, []),
        (NOW - timedelta(minutes=30), []),
        (NOW - timedelta(hours=5), ["wrong", "wrong"]),
        (NOW + timedelta(days=1), []),
    ],
)
def test_what_was_done_later_than_now(tmp_path: Path, now: datetime, verdicts: list[str]) -> None:
    """One answer for the journal, one for the ticks."""
    register(tmp_path, ROW)
    tick(tmp_path, NOW, 0, send=lambda *_: Delivered())
    assert said(moments_of_the_future, site(tmp_path, now)) == verdicts
