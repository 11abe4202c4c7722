"""A clock that was put back is told, and nothing that goes by it follows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from xltools.operations.watching.clock_jumps import ClockJumps

NOON = datetime(2026, 11, 21, 12, 0)


def after(**span: float) -> datetime:
    return NOON + timedelta(**span)


def test_a_clock_that_goes_on_as_time_does_is_trusted() -> None:
    jumps = ClockJumps()
    for second in range(0, 600, 60):
        assert jumps.look(after(seconds=second + second % 7), second) == ""
        assert jumps.may_tick(after(seconds=second), second)


def test_after_a_step_back_the_clock_must_pass_the_last_time() -> None:
    jumps = ClockJumps()
    jumps.look(NOON, 0)
    assert jumps.may_tick(NOON, 0)
    assert jumps.look(after(minutes=-30), 60)
    assert not jumps.may_tick(after(minutes=-30), 60)
    assert jumps.look(after(minutes=-1), 60 + 29 * 60) == ""  # told once
    assert not jumps.may_tick(after(minutes=-1), 60 + 29 * 60)
    assert jumps.may_tick(after(minutes=1), 60 + 31 * 60)


def test_or_an_hour_must_have_gone_by() -> None:
    jumps = ClockJumps()
    jumps.look(NOON, 0)
    jumps.may_tick(NOON, 0)
    jumps.look(after(days=-400), 60)
    assert not jumps.may_tick(after(days=-400, minutes=59), 60 + 3599)
    assert jumps.may_tick(after(days=-400, minutes=60), 60 + 3600)


def test_a_small_correction_is_none_and_a_long_sleep_is_told() -> None:
    jumps = ClockJumps()
    jumps.look(NOON, 0)
    assert jumps.look(after(seconds=-50), 10) == ""
    assert jumps.look(after(hours=20), 20) == ""
    assert jumps.look(after(days=3), 30)
    assert jumps.may_tick(after(days=3), 30)


def test_the_end_of_summer_time_is_no_step_back() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before, behind = (datetime(2026, 10, 25, 2, minute, tzinfo=berlin, fold=fold) for minute, fold in ((59, 0), (0, 1)))
    jumps = ClockJumps()
    jumps.look(before, 0)
    assert jumps.may_tick(before, 0)
    assert jumps.look(behind, 60) == ""
    assert jumps.may_tick(behind, 60)
