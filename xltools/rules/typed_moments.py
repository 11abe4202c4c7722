"""What moment does a typed time mean? One at midnight, or a date, is a day typed alone: any moment of that day.

Invariant: where only the day is known, nobody is blamed for the hour.
"""

from datetime import date, datetime, time, timedelta

from xltools.model.policy import Policy
from xltools.model.register import Value

_LAST_SECOND = time(23, 59, 59)


def is_day_alone(moment: datetime) -> bool:
    """Whether only a day was typed."""
    return not (moment.hour or moment.minute or moment.second)


def is_before(moment: datetime, other: datetime) -> bool:
    """Whether a moment certainly lies before another: a day alone only if it is an earlier day."""
    if is_day_alone(moment):
        return moment.date() < other.date()
    return moment < other


def day_of(value: Value) -> date | None:
    """The day of a moment, or the day itself; None for what is no time."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def moment_of(value: Value) -> datetime | None:
    """A date as its midnight; None for what is no time."""
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else None


def last_second_of(value: Value) -> datetime | None:
    """A moment as it is, a date as its last second; None for what is no time."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, _LAST_SECOND) if isinstance(value, date) else None


def future_from(policy: Policy, now: datetime) -> datetime:
    """What is dated later has not come yet; setting ``future_tolerance_minutes`` forgives clocks that go fast."""
    return now + timedelta(minutes=policy.setting_number("future_tolerance_minutes", 10))


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
