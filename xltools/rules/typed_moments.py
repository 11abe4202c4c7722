"""What moment does a typed time mean? One at midnight, or a date, is a day typed alone: any moment of that day.

Invariant: where only the day is known, nobody is blamed for the hour.
"""

from datetime import date, datetime, time

from xltools.model.register import Value


def is_day_alone(moment: datetime) -> bool:
    """Whether only a day was typed."""
    return not (moment.hour or moment.minute or moment.second)


def is_before(moment: datetime, other: datetime) -> bool:
    """Whether a moment certainly lies before another: a day alone only if it is an earlier day."""
    if is_day_alone(moment):
        return moment.date() < other.date()
    return moment < other


def last_moment(value: Value) -> datetime | None:
    """The last moment that a typed due time may mean; None for what is no time."""
    if isinstance(value, datetime):
        return datetime.combine(value, time.max) if is_day_alone(value) else value
    return datetime.combine(value, time.max) if isinstance(value, date) else None


def shown(value: datetime | date) -> str:
    """How it is written in findings: ``2024-05-01 09:30``, a day alone as ``2024-05-01``."""
    if isinstance(value, datetime) and not is_day_alone(value):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"
