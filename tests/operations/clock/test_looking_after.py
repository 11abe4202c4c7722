"""Which registers a tick really looks at, and what is told of the others."""

import itertools
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.operations.clock.test_ticking import NOTIFY, cell, register, tick, ticket, typed, whats
from xltools.operations.clock import looking_after
from xltools.operations.clock.tick_memory import TickMemory, recall_ticks
from xltools.operations.passes.attending import Attendance, Attended, attend
from xltools.operations.passes.companion import companion_path
from xltools.operations.passes.waiting import waiting_registers
from xltools.operations.workspace import Workspace


def looks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The registers that ticks really look at from now on."""
    looked: list[Path] = []

    def attending(path: Path, *arguments: Any, **named: Any) -> Attended:
        looked.append(path)
        return attend(path, *arguments, **named)

    monkeypatch.setattr(looking_after, "attend", attending)
    return looked


def recalled(folder: Path) -> TickMemory:
    return recall_ticks(Workspace(folder), folder, datetime(2026, 11, 20))[0]


class TestRest:
    """A register that nobody saved and that time has nothing to say about costs a tick one look at its folder."""

    def test_it_is_looked_at_when_something_comes_due_and_when_somebody_saved(self, tmp_path: Path) -> None:
        # ST-1: 60 minutes to confirm receipt, from 10:00
        path = register(tmp_path, ticket("2026-11-20 10:00"))
        assert whats(tick(tmp_path, "2026-11-20 10:05")) == [Attendance.WRITTEN]
        assert whats(tick(tmp_path, "2026-11-20 10:06")) == []
        due = recalled(tmp_path).resting["工单.xlsx"].until
        assert due is not None
        assert datetime(2026, 11, 20, 10, 7) < due <= datetime(2026, 11, 20, 11, 0, 1)
        assert whats(tick(tmp_path, f"{due}")) == [Attendance.WRITTEN]
        assert whats(tick(tmp_path, f"{due + timedelta(minutes=1)}")) == []
        typed(path, 2, **ticket("2026-11-20 10:10", 联系方式="13900001111"))
        assert whats(tick(tmp_path, f"{due + timedelta(minutes=3)}")) == [Attendance.WRITTEN]

    def test_what_cannot_be_used_is_told_every_time_and_looked_for_again(self, tmp_path: Path) -> None:
        path = register(tmp_path, ticket("2026-11-20 10:00"))
        (tmp_path / "xltools.toml").write_text("[notify\n", encoding="utf-8")
        for now in ("2026-11-20 10:05", "2026-11-20 10:05", "2026-11-20 10:20"):
            (told,) = tick(tmp_path, now).attended
            assert (told.what, "xltools.toml" in told.sentence) == (Attendance.UNUSABLE, True)
        (tmp_path / "xltools.toml").write_text(NOTIFY, encoding="utf-8")
        assert whats(tick(tmp_path, "2026-11-20 10:35")) == [Attendance.WRITTEN]
        assert cell(path, "工单号") == "202611-00001"

    def test_what_takes_long_in_vain_is_looked_for_the_more_rarely(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seconds = itertools.count(0, 15)  # fifteen seconds for each register
        monkeypatch.setattr(looking_after, "monotonic", lambda: float(next(seconds)))
        for name in ("甲.xlsx", "乙.xlsx"):
            register(tmp_path, ticket("2026-11-20 10:00"), file_name=name)
        (tmp_path / "xltools.toml").write_text("[notify\n", encoding="utf-8")
        looked = looks(monkeypatch)
        for now, count in (("10:05", 2), ("10:14", 2), ("10:15", 4)):
            assert whats(tick(tmp_path, f"2026-11-20 {now}")) == [Attendance.UNUSABLE] * 2
            assert len(looked) == count

    def test_an_open_register_is_read_when_it_is_closed_or_saved_or_its_companion_grows_old(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:  # clients.md §4
        looked = looks(monkeypatch)
        path = register(tmp_path, ticket("2026-11-20 10:00"))
        lock = path.with_name(f"~${path.name}")
        lock.write_bytes(b"\x05Li Na")
        for now, count in (("10:05", 1), ("10:06", 1), ("10:14", 1), ("10:15", 2)):
            assert whats(tick(tmp_path, f"2026-11-20 {now}")) == [Attendance.WAITING]
            assert len(looked) == count
        typed(path, 2, **ticket("2026-11-20 10:10", 联系方式="13900001111"))
        assert whats(tick(tmp_path, "2026-11-20 10:16")) == [Attendance.WAITING]
        assert len(looked) == 3
        lock.unlink()
        assert whats(tick(tmp_path, "2026-11-20 10:17")) == [Attendance.WRITTEN]
        assert cell(path, "工单号", 2) == "202611-00002"


def test_a_register_that_is_gone_waits_no_more(tmp_path: Path) -> None:
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    path.with_name(f"~${path.name}").write_bytes(b"\x05Li Na")
    tick(tmp_path, "2026-11-20T08:35")
    assert set(waiting_registers(Workspace(tmp_path))) == {"工单.xlsx"}
    path.unlink()
    tick(tmp_path, "2026-11-20T08:36")
    assert waiting_registers(Workspace(tmp_path)) == {}
    assert not companion_path(path).exists()


def test_a_tick_that_is_asked_to_end_leaves_the_rest_to_the_next(tmp_path: Path) -> None:
    for name in ("一.xlsx", "三.xlsx", "二.xlsx"):
        register(tmp_path / name[0], ticket("2026-11-20 08:30"), file_name=name)
    answers = iter([True, False])
    first = tick(tmp_path, "2026-11-20T08:35", between=lambda: next(answers))
    assert whats(first) == [Attendance.WRITTEN]
    assert recalled(tmp_path).full_hour is None
    assert len(whats(tick(tmp_path, "2026-11-20T08:36"))) == 3
    assert recalled(tmp_path).full_hour == datetime(2026, 11, 20, 8)


def test_a_copy_is_told_and_nothing_is_written_twice(tmp_path: Path) -> None:
    one, other = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    register(tmp_path, ticket("2026-11-20 08:30"), file_name=one.name)
    tick(tmp_path, "2026-11-20 08:35")
    other.write_bytes(one.read_bytes())
    for now in ("2026-11-20 08:35", "2026-11-20 08:35", "2026-11-20 08:50"):
        before = one.read_bytes(), other.read_bytes()
        told = tick(tmp_path, now)
        assert [(each.path, each.what) for each in told.attended] == [(other, Attendance.UNUSABLE)]
        assert told.resting == 1
        assert (one.read_bytes(), other.read_bytes()) == before
