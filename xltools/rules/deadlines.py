"""When is a limit due? One start, one limit, one calendar, the pauses between.

Invariant: a pause moves a due time only by the part of it that lies on the timer's clock; nothing else does.
"""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta

from xltools.model.business_calendar import BusinessCalendar, Pauses
from xltools.model.sla_timer import Limit, LimitUnit
from xltools.model.work_calendar import WorkCalendar

_WALL = {
    LimitUnit.MINUTES: timedelta(minutes=1),
    LimitUnit.HOURS: timedelta(hours=1),
    LimitUnit.DAYS: timedelta(days=1),
    LimitUnit.WORKING_HOURS: timedelta(hours=1),  # these two only in a register that knows no working time
    LimitUnit.WORKING_DAYS: timedelta(days=1),
}


def due_time(start: datetime, limit: Limit, calendar: WorkCalendar | None, pauses: Pauses = ()) -> datetime:
    """The moment at which a limit ends. On time means done at this moment or before it.

    Args:
        start: From when.
        limit: How long; negative spans walk back.
        calendar: Working time; without one (a register without sheet 班次) all time is working time.
        pauses: When the clock stood still. Working limits move by the working part of it, others by its length.
    """
    return reckoner(limit, calendar)(start, pauses)


def reckoner(limit: Limit, calendar: WorkCalendar | None) -> Callable[[datetime, Pauses], datetime]:
    """`due_time` of one limit, for many starts: what they share is worked out once."""
    if calendar is None or not limit.unit.is_working:
        span = limit.amount * _WALL[limit.unit]
        return lambda start, pauses: _wall_time(start, span, pauses) if pauses else start + span
    business = calendar.business
    if limit.unit is LimitUnit.WORKING_HOURS:
        hours = timedelta(hours=limit.amount)
        return lambda start, pauses: business.add(start, hours, pauses)
    days, known = math.ceil(limit.amount), dict[date, datetime]()

    def working_days(start: datetime, pauses: Pauses) -> datetime:
        day = start.date()
        if day not in known:
            known[day] = business.add_working_days(start, days)
        return _moved(known[day], start, pauses, business) if pauses else known[day]

    return working_days


def _moved(due: datetime, start: datetime, pauses: Pauses, business: BusinessCalendar) -> datetime:
    """A closing time moved by the working part of the pauses before it, and of those within what they add."""
    paused = sum((business.between(begins, ends) for begins, ends in _merged(pauses, start, due)), timedelta())
    if not paused:
        return due
    return business.add(due, paused, [(max(begins, due), ends) for begins, ends in pauses if ends > due])


def offset_time(due: datetime, hours: float, unit: LimitUnit, calendar: WorkCalendar | None) -> datetime:
    """The moment so many hours after a due time (before it, if negative), on the clock of the limit's unit."""
    span = timedelta(hours=hours)
    if not span or calendar is None or not unit.is_working:
        return due + span
    return calendar.business.add(due, span)


def warning_time(due: datetime, before: Limit, calendar: WorkCalendar | None) -> datetime:
    """The moment from which a limit counts as due soon."""
    if calendar is not None and before.unit is LimitUnit.WORKING_DAYS:
        day = due - timedelta.resolution  # a day that closes at midnight ends with the date of the next
        return calendar.business.add_working_days(day, -math.ceil(before.amount))
    if calendar is not None and before.unit is LimitUnit.WORKING_HOURS:
        return calendar.business.add(due, -timedelta(hours=before.amount))
    return due - before.amount * _WALL[before.unit]


def _wall_time(start: datetime, span: timedelta, pauses: Pauses) -> datetime:
    due = start + span
    for begins, ends in _merged(pauses, start, datetime.max):
        if begins >= due:
            break
        due += ends - begins
    return due


def _merged(pauses: Pauses, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The parts of the pauses between two moments, in order and without overlaps."""
    merged: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(pauses):
        begins, ends = max(begins, start), min(ends, end)
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        elif begins < ends:
            merged.append((begins, ends))
    return merged
