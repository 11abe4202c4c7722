"""Due times on each clock, with and without pauses."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.model.business_calendar import BusinessCalendar
from xltools.model.sla_timer import Limit, LimitUnit
from xltools.model.work_calendar import WorkCalendar
from xltools.rules.deadlines import due_time, offset_time, warning_time

HOURS = ((time(9), time(12)), (time(13, 30), time(18)))
CALENDAR = WorkCalendar(BusinessCalendar(dict.fromkeys(range(5), HOURS), set(), {}), date.max, {})
MONDAY = "2024-05-06 "


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        (MONDAY + "10:00", 15, LimitUnit.MINUTES, MONDAY + "10:15"),
        (MONDAY + "23:00", 4, LimitUnit.HOURS, "2024-05-07 03:00"),
        (MONDAY + "10:00", 1, LimitUnit.DAYS, "2024-05-07 10:00"),
        (MONDAY + "11:00", 4, LimitUnit.WORKING_HOURS, MONDAY + "16:30"),
        (MONDAY + "16:30", 1.5, LimitUnit.WORKING_HOURS, MONDAY + "18:00"),  # used up at closing: due at closing
        (MONDAY + "10:00", 2, LimitUnit.WORKING_DAYS, "2024-05-08 18:00"),  # the day itself never counts
        ("2024-05-10 10:00", 1, LimitUnit.WORKING_DAYS, "2024-05-13 18:00"),
    ],
)
def test_a_limit_on_its_own_clock(start: str, amount: float, unit: LimitUnit, due: str) -> None:
    # FR-6, RR-9
    assert due_time(at(start), Limit(amount, unit), CALENDAR) == at(due)


@pytest.mark.parametrize(
    ("unit", "amount", "pause", "due"),
    [
        (LimitUnit.HOURS, 4, ("11:00", "12:30"), MONDAY + "15:30"),
        (
            LimitUnit.WORKING_HOURS,
            4,
            ("11:00", "12:30"),
            MONDAY + "16:30",
        ),  # only the hour before lunch was working time
        (LimitUnit.WORKING_DAYS, 1, ("11:00", "12:30"), "2024-05-08 10:00"),
        (LimitUnit.WORKING_DAYS, 1, ("12:00", "13:30"), "2024-05-07 18:00"),
        (LimitUnit.HOURS, 4, ("15:00", "16:00"), MONDAY + "14:00"),  # after it was due: too late to move it
    ],
)
def test_a_pause_moves_a_limit_by_its_part_on_the_clock(
    unit: LimitUnit, amount: float, pause: tuple[str, str], due: str
) -> None:
    pauses = [(at(MONDAY + pause[0]), at(MONDAY + pause[1]))]
    assert due_time(at(MONDAY + "10:00"), Limit(amount, unit), CALENDAR, pauses) == at(due)


def test_a_pause_inside_the_prolongation_counts_too() -> None:
    pauses = [(at(MONDAY + "17:00"), at(MONDAY + "18:00")), (at("2024-05-08 09:30"), at("2024-05-08 10:30"))]
    assert due_time(at(MONDAY + "10:00"), Limit(1, LimitUnit.WORKING_DAYS), CALENDAR, pauses) == at("2024-05-08 11:00")


def test_an_offset_runs_on_the_clock_of_the_limit() -> None:
    due = at(MONDAY + "09:30")
    assert offset_time(due, -1, LimitUnit.HOURS, CALENDAR) == at(MONDAY + "08:30")
    assert offset_time(due, -1, LimitUnit.WORKING_HOURS, CALENDAR) == at("2024-05-03 17:30")
    assert offset_time(at(MONDAY + "18:00"), 0, LimitUnit.WORKING_DAYS, CALENDAR) == at(MONDAY + "18:00")


def test_a_warning_comes_so_much_earlier() -> None:
    due = at(MONDAY + "18:00")
    assert warning_time(due, Limit(30, LimitUnit.MINUTES), CALENDAR) == at(MONDAY + "17:30")
    assert warning_time(due, Limit(1, LimitUnit.WORKING_DAYS), CALENDAR) == at("2024-05-03 18:00")
    assert warning_time(due, Limit(5, LimitUnit.WORKING_HOURS), CALENDAR) == at(MONDAY + "11:30")


def test_without_a_calendar_all_time_is_working_time() -> None:
    assert due_time(at(MONDAY + "23:00"), Limit(2, LimitUnit.WORKING_HOURS), None) == at("2024-05-07 01:00")
    assert due_time(at(MONDAY + "23:00"), Limit(2, LimitUnit.WORKING_DAYS), None) == at("2024-05-08 23:00")


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31)).map(lambda each: each.replace(microsecond=0))
PAUSES = st.lists(st.tuples(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=4))), max_size=4)


@given(MOMENTS, st.integers(1, 40), st.sampled_from(LimitUnit), PAUSES)
def test_a_pause_never_brings_a_due_time_forward(
    start: datetime, amount: int, unit: LimitUnit, pauses: list[tuple[datetime, timedelta]]
) -> None:
    limit, stopped = Limit(amount, unit), [(begins, begins + length) for begins, length in pauses]
    assert due_time(start, limit, CALENDAR, stopped) >= due_time(start, limit, CALENDAR) >= start
