"""Quiet hours across midnight, and notices that gather. (FR-17: the fast lane waits for nothing)"""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.operations.notifying.made_up import NOW, entry
from xltools.operations.notifying.notify_settings import NotifySettings
from xltools.operations.notifying.quiet_hours import due_entries, instant, is_quiet, local_time

NIGHT = (time(21), time(8))


@pytest.mark.parametrize(
    ("at", "hours", "quiet"),
    [
        (time(20, 59, 59), NIGHT, False),
        (time(21), NIGHT, True),
        (time(0), NIGHT, True),
        (time(7, 59, 59), NIGHT, True),
        (time(8), NIGHT, False),
        (time(12), (time(12), time(13)), True),
        (time(13), (time(12), time(13)), False),
        (time(3), None, False),
    ],
)
def test_the_beginning_is_quiet_and_the_end_is_not(at: time, hours: tuple[time, time] | None, quiet: bool) -> None:
    assert is_quiet(datetime.combine(NOW, at), hours) is quiet


@pytest.mark.parametrize(
    ("minutes", "due"),
    [(0, ["urgent"]), (9, ["urgent"]), (10, ["urgent", "plain", "another"]), (-5, ["urgent", "plain", "another"])],
)
def test_others_gather_for_some_minutes_unless_the_clock_was_set_back(minutes: int, due: list[str]) -> None:
    waiting = [entry("plain"), entry("urgent", urgent=True), entry("another")]
    settings = NotifySettings(digest_minutes=10)
    now = NOW + timedelta(minutes=minutes)
    assert [each.key for each in due_entries(waiting, settings, now)] == due


def test_at_night_only_what_is_urgent_is_due() -> None:
    waiting = [entry("plain", at=NOW - timedelta(days=1)), entry("urgent", urgent=True)]
    settings = NotifySettings(quiet_hours="21:00-08:00")
    due = due_entries(waiting, settings, NOW.replace(hour=23))
    assert [each.key for each in due] == ["urgent"]


def test_an_aware_moment_is_told_by_the_clock_of_the_registers() -> None:
    settings = NotifySettings(time_zone="Asia/Shanghai")
    moment = datetime(2026, 11, 20, 2, 0, 0, 5, tzinfo=UTC)
    assert local_time(moment, settings) == NOW
    assert instant(NOW, settings) == moment.replace(microsecond=0)


def test_where_no_zone_is_known_the_clock_of_this_computer_counts() -> None:
    moment = NOW.astimezone()
    assert local_time(moment.astimezone(UTC), NotifySettings()) == NOW
    assert instant(NOW, NotifySettings()) == moment
