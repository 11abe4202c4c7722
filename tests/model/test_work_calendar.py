"""What rests on days that are not published is provisional. (design.md, "Time, defined once")"""

from datetime import date, datetime, time, timedelta

import pytest

from xltools.model.business_calendar import BusinessCalendar
from xltools.model.statutory_days import statutory_days
from xltools.model.work_calendar import WorkCalendar

WORKWEEK = dict.fromkeys(range(5), ((time(9), time(18)),))
ROUND_THE_CLOCK = dict.fromkeys(range(7), ((time(0), time(0)),))


def known_until(day: date, hours=WORKWEEK) -> WorkCalendar:
    return WorkCalendar(BusinessCalendar(hours, set(), {}), day, {})


@pytest.mark.parametrize(
    ("moment", "provisional"),
    [
        (datetime(2026, 5, 1), False),
        (datetime(2026, 12, 31, 18), False),
        (datetime(2026, 12, 31, 23, 59, 59, 999_999), False),
        (datetime(2027, 1, 1), False),  # the midnight that ends the last known day
        (datetime(2027, 1, 1, 0, 0, 0, 1), True),
        (datetime(2027, 1, 1, 9), True),
        (datetime(9999, 12, 31), True),
    ],
)
def test_provisional_begins_behind_the_last_known_day(moment, provisional):
    assert known_until(date(2026, 12, 31)).is_provisional(moment) is provisional


def test_a_register_that_knows_no_holidays_has_nothing_provisional():
    assert not known_until(date.max).is_provisional(datetime.max)


def test_a_due_time_beyond_the_notices_is_there_and_provisional():
    """Neither a crash (chinesecalendar) nor a silent guess (other libraries)."""
    last = statutory_days().published_until
    calendar = known_until(last)
    due = calendar.business.add_working_days(datetime.combine(last, time(17)), 2)
    assert due.date() > last
    assert calendar.is_provisional(due)


def test_closing_at_midnight_belongs_to_the_day_that_it_ends():
    calendar = known_until(date(2026, 12, 31), ROUND_THE_CLOCK)
    due = calendar.business.add(datetime(2026, 12, 31, 22), timedelta(hours=2))
    assert due == datetime(2027, 1, 1)
    assert not calendar.is_provisional(due)
