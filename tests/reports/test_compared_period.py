"""What a period is compared with: as much time of the one before as has passed of this one."""

from datetime import date, datetime

import pytest

from xltools.model.period import Period
from xltools.reports.compared_period import compared


@pytest.mark.parametrize(
    ("month", "cut_off", "ends_at"),
    [
        (5, datetime(2024, 6, 1), datetime(2024, 5, 1)),  # over: the whole of April
        (5, datetime(2024, 5, 10, 9, 20), datetime(2024, 4, 10, 9, 20)),
        (5, datetime(2024, 5, 10), datetime(2024, 4, 10)),  # nine days, not ten
        (5, datetime(2024, 5, 31, 9), datetime(2024, 5, 1)),  # April has no more
        (3, datetime(2024, 3, 29, 23), datetime(2024, 2, 29, 23)),
    ],
)
def test_like_is_compared_with_like(month: int, cut_off: datetime, ends_at: datetime) -> None:
    before = compared(Period.month(2024, month), cut_off)
    assert (before.starts_at, before.ends_at) == (datetime(2024, month - 1, 1), ends_at)


def test_the_hours_of_a_running_day_are_compared_with_the_same_hours() -> None:
    before = compared(Period.day(date(2024, 5, 10)), datetime(2024, 5, 10, 9, 20))
    assert (before.starts_at, before.ends_at) == (datetime(2024, 5, 9), datetime(2024, 5, 9, 9, 20))
    assert before.holds(datetime(2024, 5, 9, 9, 19))
    assert not before.holds(datetime(2024, 5, 9, 9, 20))
