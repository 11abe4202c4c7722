"""Which number is this moment in a workbook? The one invariant: seconds survive the way there and back.

ECMA-376 part 1, §18.17.4.1: days since 1899-12-31, with a 1900-02-29 that never was, or since 1904-01-01.
"""

from datetime import date, datetime, time, timedelta

_LEAP_BUG_ENDS = date(1900, 3, 1)
_MILLISECONDS_A_DAY = 86_400_000


def serial(moment: datetime | date | time, date1904: bool) -> float:
    """The serial number of a date, a moment or a time of day; cut to milliseconds, never rounded into the next second.

    Raises:
        ValueError: With a time zone, or before the first day that the workbook can hold.
    """
    if isinstance(moment, time):
        if moment.tzinfo is not None:
            raise ValueError("it has a time zone")
        return _day_part(moment)
    if not isinstance(moment, datetime):
        return _days(moment, date1904)
    if moment.tzinfo is not None:
        raise ValueError("it has a time zone")
    return _days(moment.date(), date1904) + _day_part(moment.time())


def _days(day: date, date1904: bool) -> int:
    if date1904:
        days, first = (day - date(1904, 1, 1)).days, 0
    else:
        start = date(1899, 12, 30) if day >= _LEAP_BUG_ENDS else date(1899, 12, 31)
        days, first = (day - start).days, 1
    if days < first:
        raise ValueError(f"it lies before {1904 if date1904 else 1900}, where the workbook's calendar begins")
    return days


def _day_part(moment: time) -> float:
    passed = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
    return (passed // timedelta(milliseconds=1) + moment.microsecond // 1000) / _MILLISECONDS_A_DAY
