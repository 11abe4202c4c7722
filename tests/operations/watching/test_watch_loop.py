"""A watch over a made-up folder: what is done when, and that nothing ends it."""

from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from tests.operations.watching.made_world import FOLDER, OURS, World, run_until, watch_over
from xltools.errors import LedgerError
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching.scanning import Scan, Signature

BOOK, OTHER = FOLDER / "台账.xlsx", FOLDER / "其他.xlsx"


@pytest.fixture
def world() -> World:
    world = World()
    world.save(BOOK, "a" + OURS)
    return world


def moments(world: World, path: Path = BOOK) -> list[float]:
    return [attempt.at for attempt in world.attempts if attempt.path == path]


@pytest.mark.parametrize(("hints", "seconds"), [(True, 1.3), (False, 4.1)])
def test_a_save_is_attended_seconds_after_it_and_our_own_write_is_not(hints: bool, seconds: float) -> None:
    world = World(hints=hints)
    world.save(BOOK, "a" + OURS)
    world.when(100.3, lambda: world.save(BOOK, "b"))
    run_until(world, watch_over(world), 300)
    first, save = world.attempts
    assert first.at < 3
    assert 101.3 <= save.at <= 100.3 + seconds
    assert (save.text, save.cause, save.what) == ("b", Cause.SAVED, Attendance.WRITTEN)
    assert world.files[BOOK][0] == "b" + OURS


def test_a_clerk_who_keeps_it_open_is_served_on_each_save_and_after_closing(world: World) -> None:
    world.when(100, lambda: world.open(BOOK))
    for number, at in enumerate((110, 114, 118)):
        world.when(at, partial(world.save, BOOK, f"save {number}"))
    world.when(130, lambda: world.close(BOOK))
    run_until(world, watch_over(world), 200)
    assert [attempt.text for attempt in world.attempts[1:]] == ["save 0", "save 1", "save 2", "save 2"]
    assert 131.5 <= world.attempts[-1].at <= 132
    assert world.files[BOOK][0] == "save 2" + OURS
    assert world.said().count("waiting") == 1


def test_a_register_that_is_open_for_hours_is_said_once_and_read_once(world: World) -> None:
    world.when(100, lambda: world.open(BOOK))
    world.when(110, lambda: world.save(BOOK, "b"))
    watch = watch_over(world)
    run_until(world, watch, 4 * 3600)
    assert world.said() == ["idle", "waiting"]
    assert [attempt.text for attempt in world.attempts] == ["a" + OURS, "b"]  # a large one takes its time from others


def test_one_whose_closing_leaves_no_sign_is_met_within_twenty_seconds(world: World) -> None:
    world.held.add(BOOK)
    world.when(100, lambda: world.save(BOOK, "b"))
    world.when(3600, lambda: world.held.discard(BOOK))
    run_until(world, watch_over(world), 4000)
    assert [attempt.what for attempt in world.attempts[1:]] == [Attendance.WAITING, Attendance.WRITTEN]
    assert 3600 < world.attempts[-1].at <= 3622


def test_a_bug_is_logged_once_and_the_path_set_aside(world: World) -> None:
    def broken(_: Path) -> Attended:
        raise KeyError("customer")

    world.answers[OTHER] = broken
    world.when(50, lambda: world.save(OTHER, "x"))
    world.when(60, lambda: world.save(BOOK, "b"))
    world.when(500, lambda: world.save(OTHER, "y"))
    run_until(world, watch_over(world), 1000)
    assert len(moments(world, OTHER)) == 0  # it raised before it could be noted
    bugs = [line for _, line in world.lines if line.event == "bug"]
    assert len(bugs) == 1
    assert "customer" not in bugs[0].sentence
    assert world.files[BOOK][0] == "b" + OURS
    Path(bugs[0].sentence.partition("the log ")[2].partition(";")[0]).unlink()


def test_trouble_of_a_duty_is_said_and_ends_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise LedgerError("the memory is damaged")

    for duty in ("tick", "take_in", "deliver"):
        monkeypatch.setattr(world, duty, failing)
    world.when(200, lambda: world.drops.update({FOLDER / "收件" / "a.csv": Signature(1, 1, 1, 0)}))
    world.when(300, lambda: world.save(BOOK, "b"))
    run_until(world, watch_over(world), 1000)
    assert world.files[BOOK][0] == "b" + OURS
    assert world.said().count("trouble") == 3  # once each, though the clock met it sixteen times


def test_ticks_come_each_minute_and_an_export_is_taken_in_when_it_stands_still(world: World) -> None:
    for size in range(5):
        world.when(100 + size, partial(world.drops.update, {FOLDER / "收件" / "a.csv": Signature(size, 1, 1, 0)}))
    run_until(world, watch_over(world), 600)
    ticks = world.called("tick")
    assert len(ticks) == 10
    assert all(59 < later - sooner < 62 for sooner, later in pairwise(ticks))
    (taken,) = world.called("take_in")
    assert 105 <= taken <= 106
    assert any(taken <= at < taken + 1 for at in world.called("deliver"))


def test_notices_of_a_pass_go_out_at_once(world: World) -> None:
    world.when(100, lambda: world.save(BOOK, "b"))
    run_until(world, watch_over(world), 200)
    assert any(101 <= at < 103 for at in world.called("deliver"))


def test_a_share_that_drops_and_returns(world: World) -> None:
    watch = watch_over(world)

    def drop() -> None:
        world.identity = None

    def back() -> None:
        world.identity = (1, 2)

    world.when(100, drop)
    world.when(200, lambda: world.save(BOOK, "b"))  # by a clerk who still reaches it
    world.when(300, back)
    run_until(world, watch, 400)
    assert not [at for at in world.called("tick") if 101 < at < 300]
    assert [attempt.text for attempt in world.attempts] == ["a" + OURS, "b"]
    assert world.said() == ["idle", "away", "back", "written"]


def test_the_clock_steps_back(world: World) -> None:
    def step() -> None:
        world.wall_offset = timedelta(minutes=-20)

    world.when(1000, step)
    world.when(1500, lambda: world.save(BOOK, "b"))
    run_until(world, watch_over(world), 3600)
    assert not [at for at in world.called("tick") if 1000 < at < 2160]
    assert [at for at in world.called("tick") if 2160 < at < 2400]
    assert world.files[BOOK][0] == "b" + OURS
    assert world.said().count("clock") == 1


def test_the_end_waits_for_the_pass_in_hand(world: World) -> None:
    watch = watch_over(world)

    def ask() -> None:
        watch.stop.requested = True

    world.when(100, lambda: world.save(BOOK, "b"))
    world.when(101.1, ask)  # in the middle of the pass
    watch.run()
    assert world.files[BOOK][0] == "b" + OURS
    assert 101.1 < world.at < 102


def test_hints_in_a_storm_do_not_make_it_look_all_the_time(world: World) -> None:
    for tenth in range(10_000):
        world.when(100 + tenth / 1000, lambda: None)
    run_until(world, watch_over(world), 120)
    assert world.looks < 150


def test_new_registers_are_picked_up_and_renamed_ones_followed(world: World) -> None:
    world.when(100, lambda: world.save(OTHER, "n"))
    world.when(200, lambda: world.rename(OTHER, FOLDER / "改名.xlsx"))
    run_until(world, watch_over(world), 300)
    assert [attempt.path.name for attempt in world.attempts] == ["台账.xlsx", "其他.xlsx", "改名.xlsx"]


def test_a_look_that_fails_ends_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    look, failures = world.look, []

    def failing() -> Scan:
        if 100 < world.at < 200:
            failures.append(world.at)
            raise RecursionError
        return look()

    monkeypatch.setattr(world, "look", failing)
    world.when(150, lambda: world.save(BOOK, "b"))
    run_until(world, watch_over(world), 300)
    assert len(failures) > 40
    assert world.files[BOOK][0] == "b" + OURS
    (said,) = [line.sentence for _, line in world.lines if line.event == "bug"]
    Path(said.partition("the log ")[2].partition(";")[0]).unlink()
