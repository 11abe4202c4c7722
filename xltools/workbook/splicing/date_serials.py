"""Which number is this moment in a workbook? The one invariant: seconds survive the way there and back.

ECMA-376 part 1, §18.17.4.1: days since 1899-12-31, with a 1900-02-29 that never was, or since 1904-01-01.
"""

from datetime import date, datetime, time

# Ordinals: a subtraction of dates makes an object for each of them.
_LEAP_BUG_ENDS = date(1900, 3, 1).toordinal()
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30).toordinal(), date(1904, 1, 1).toordinal()
DAYS_TO_1904 = _DAY_ZERO_1904 - _DAY_ZERO  # a moment has a serial that much smaller there
_MILLISECONDS_A_DAY = 86_400_000


def serial(moment: datetime | date | time, date1904: bool) -> float:
    """The serial number of a date, a moment or a time of day; cut to milliseconds, never rounded into the next second.

    Raises:
        ValueError: With a time zone, or before the first day that the workbook can hold.
    """
    if not isinstance(moment, (datetime, time)):
        return _days(moment, date1904)
    if moment.tzinfo is not None:
        raise ValueError("it has a time zone")
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    day_part = (seconds * 1000 + moment.microsecond // 1000) / _MILLISECONDS_A_DAY
    return day_part if isinstance(moment, time) else _days(moment, date1904) + day_part


def _days(day: date, date1904: bool) -> int:
    ordinal = day.toordinal()
    if date1904:
        days, first = ordinal - _DAY_ZERO_1904, 0
    else:
        days, first = ordinal - _DAY_ZERO - (ordinal < _LEAP_BUG_ENDS), 1
    if days < first:
        raise ValueError(f"it lies before {1904 if date1904 else 1900}, where the workbook's calendar begins")
    return days
