"""Copies whose time is over. (FR-14, ST-12: at least 3 years)"""

from datetime import date

from tests.archived import listed
from xltools.operations.archive_reading.past_retention import past_retention

LINES = [listed(number=str(day), retain_until=date(2027, 5, day)) for day in (12, 10, 11)]


def test_the_last_day_is_still_kept_and_the_oldest_comes_first() -> None:
    assert past_retention(LINES, date(2027, 5, 10)) == ()
    assert [each.case.number for each in past_retention(LINES, date(2027, 5, 12))] == ["10", "11"]
