"""Serial numbers of moments in both date systems (ECMA-376 part 1, §18.17.4.1)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.workbook.splicing.date_serials import serial


@pytest.mark.parametrize(
    ("moment", "date1904", "expected"),
    [
        (date(1900, 1, 1), False, 1),
        (date(1900, 2, 28), False, 59),
        (date(1900, 3, 1), False, 61),
        (date(1904, 1, 1), True, 0),
        (datetime(2024, 5, 1, 12), False, 45413.5),
        (datetime(2024, 5, 1, 12), True, 43951.5),
        (time(6), False, 0.25),
    ],
)
def test_known_serials(moment: date | time, date1904: bool, expected: float) -> None:
    assert serial(moment, date1904) == expected


@pytest.mark.parametrize(("day", "date1904"), [(date(1899, 12, 31), False), (date(1903, 12, 31), True)])
def test_days_before_the_calendar_begins(day: date, date1904: bool) -> None:
    with pytest.raises(ValueError):
        serial(day, date1904)


@given(st.datetimes(datetime(1904, 1, 1), datetime(9999, 12, 31)), st.booleans())
def test_milliseconds_survive(moment: datetime, date1904: bool) -> None:
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
    back = epoch + timedelta(milliseconds=round(serial(moment, date1904) * 86_400_000))
    assert back == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
