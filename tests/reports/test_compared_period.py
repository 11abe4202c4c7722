"""What a period is compared with: as many days of the one before as have passed of this one."""

from datetime import date, datetime

import pytest

from xltools.model.period import Period
from xltools.reports.compared_period import compared


@pytest.mark.parametrize(
    ("month", "cut_off", "days"),
    [
        (5, datetime(2024, 6, 1), 30),  # over: the whole of April
        (5, datetime(2024, 5, 10, 9), 10),
        (5, datetime(2024, 5, 31, 9), 30),  # April has no more
        (3, datetime(2024, 3, 29, 23), 29),
    ],
)
def test_like_is_compared_with_like(month: int, cut_off: datetime, days: int) -> None:
    before = compared(Period.month(2024, month), cut_off)
    assert (before.start, before.days) == (date(2024, month - 1, 1), days)
