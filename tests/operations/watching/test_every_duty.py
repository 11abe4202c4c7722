"""What the other rooms did, said in lines."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operations.clock.test_looking_after import looks
from tests.operations.passes.test_refresh import ROW, register
from tests.registers import heads_of, with_rows
from xltools.operations.clock.ticking import Standing, TickResult
from xltools.operations.importing.taking_in import TakenIn, Taking
from xltools.operations.notifying.delivering import Delivered
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching import every_duty as module
from xltools.operations.watching.background_post import BackgroundPost
from xltools.operations.watching.every_duty import EveryDuty
from xltools.operations.workspace import Workspace

NOW = datetime(2026, 11, 21, 9, 30)
FOLDER = Path("/工单")


class Post(BackgroundPost):
    """A post whose rounds are over at once."""

    def __init__(self, *rounds: Delivered) -> None:
        self.rounds = rounds

    def ask(self, workspace: Workspace, now: datetime) -> list[Delivered]:
        return list(self.rounds)


def duties(*rounds: Delivered) -> EveryDuty:
    return EveryDuty(quiet=3.0, hold=2.0, post=Post(*rounds), laid={})


def go_on() -> bool:
    return True


def test_a_tick_says_what_it_did_and_hands_on_whom_it_attended(monkeypatch: pytest.MonkeyPatch) -> None:
    attended = (Attended(FOLDER / "台账.xlsx", Attendance.IDLE),)
    result = TickResult(
        attended=attended,
        taken_in=(TakenIn(FOLDER / "a.csv", Taking.UNUSABLE, "a.csv is empty"),),
        reminded=(FOLDER / "台账.xlsx",),
        delivered=(Delivered(2, 0, 0, 0),),
        troubles=("no font",),
    )
    monkeypatch.setattr(module, "tick", lambda _folder, _now, _hold, **_: result)
    ticked = duties().tick(FOLDER, NOW, go_on)
    assert ticked.attended == attended
    assert [(line.event, line.trouble) for line in ticked.lines] == [
        ("import unusable", True), ("reminded", False), ("sent", False), ("trouble", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "events"), [(Standing.DONE, []), (Standing.BUSY, []), (Standing.CLOCK_BEHIND, ["clock"])]
)
def test_a_tick_that_did_nothing(monkeypatch: pytest.MonkeyPatch, standing: Standing, events: list[str]) -> None:
    monkeypatch.setattr(module, "tick", lambda _folder, _now, _hold, **_: TickResult(standing))
    assert [line.event for line in duties().tick(FOLDER, NOW, go_on).lines] == events


@pytest.mark.parametrize(
    ("delivered", "events"),
    [((0, 0, 5, 0), []), ((3, 0, 0, 0), ["sent"]), ((0, 1, 0, 0), ["unsent"]), ((1, 0, 0, 1), ["sent", "unsent"])],
)
def test_what_went_out(delivered: tuple[int, int, int, int], events: list[str]) -> None:
    assert [line.event for line in duties(Delivered(*delivered)).deliver(Workspace(FOLDER), NOW)] == events


def test_several_rounds_are_said_in_one_line() -> None:
    (line,) = duties(Delivered(sent=2), Delivered(sent=3)).deliver(Workspace(FOLDER), NOW)
    assert "5" in line.sentence
    assert list(duties().deliver(Workspace(FOLDER), NOW)) == []


def test_shares_are_given_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    monkeypatch.setattr(module, "take_in", lambda _folder, _now, quiet, hold: given.append((quiet, hold)) or [])
    again = Attended(FOLDER / "台账.xlsx", Attendance.AGAIN)
    monkeypatch.setattr(module, "attend", lambda _path, _now, _cause, hold_seconds: given.append(hold_seconds) or again)
    duties().take_in(FOLDER, NOW)
    duties().attend(FOLDER / "台账.xlsx", NOW, Cause.SAVED)
    assert given == [(3.0, 2.0), 2.0]


@pytest.mark.parametrize("is_open", [False, True])
def test_what_was_attended_is_not_read_once_more_by_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_open: bool
) -> None:
    path = register(tmp_path, [ROW])
    at_work = duties()._replace(hold=0.0)
    at_work.tick(tmp_path, NOW, go_on)
    looked = looks(monkeypatch)
    if is_open:
        path.with_name(f"~${path.name}").write_bytes(b"\x05Li Na")
    path.write_bytes(with_rows(path.read_bytes(), "反馈登记", [ROW], heads_of("feedback_report", "cases"), 6))
    now = NOW + timedelta(minutes=1)
    said = at_work.attend(path, now, Cause.SAVED)
    assert said.what is (Attendance.WAITING if is_open else Attendance.WRITTEN)
    assert not at_work.tick(tmp_path, now, go_on).lines
    assert looked == []
    path.write_bytes(path.read_bytes() + b" ")
    at_work.tick(tmp_path, now, go_on)
    assert looked == [path]
