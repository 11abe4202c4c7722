"""Deadlines in working time: the business calendar against pandas' CustomBusinessHour, on the same starts and spans.

Office hours with a lunch break and China's days off. pandas knows no make-up days, so both go without; and it takes
whole hours only. Both work out every deadline alone, as a pass over cases does.
"""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta

from xltools.model.statutory_days import statutory_days

FIRST = datetime(2022, 1, 1)
DAYS = 4 * 365
FIVE_YEARS = 5 * 250 * 7  # in working hours
HOURS = ((time(9), time(12)), (time(13, 30), time(17, 30)))


def wanted_deadlines(count: int, hours: int = 0) -> list[tuple[datetime, int]]:
    """Starts at any minute of four years, at night too; working hours as given, or any of up to a fortnight."""
    dice = random.Random(3)
    return [
        (FIRST + timedelta(minutes=dice.randrange(DAYS * 1440)), hours or dice.randrange(1, 71)) for _ in range(count)
    ]


def calendar_racer(count: str, hours: str = "0") -> Callable[[], list[datetime]]:
    """Ours; the calendar is made within the time."""
    from xltools.model.business_calendar import BusinessCalendar

    spans = [(start, timedelta(hours=each)) for start, each in wanted_deadlines(int(count), int(hours))]
    holidays = set(statutory_days().holidays)

    def run() -> list[datetime]:
        calendar = BusinessCalendar(dict.fromkeys(range(5), HOURS), holidays, {})
        return [calendar.add(start, span) for start, span in spans]

    return run


def pandas_racer(count: str, hours: str = "0") -> Callable[[], list[datetime]]:
    """The rival; its offsets are made before. A span used up at closing ends at the next opening there."""
    import pandas

    opens, closes = [[f"{clock:%H:%M}" for clock in clocks] for clocks in zip(*HOURS, strict=True)]
    holidays = sorted(statutory_days().holidays)
    wanted = wanted_deadlines(int(count), int(hours))
    offsets = {
        each: pandas.offsets.CustomBusinessHour(each, start=opens, end=closes, holidays=holidays)
        for each in {each for _, each in wanted}
    }

    def run() -> list[datetime]:
        return [start + offsets[each] for start, each in wanted]

    return run
