"""What is due by the clock at a moment? Hours, reports of months and quarters, and whether the clock is to be believed.

Invariant: what is due follows from the moment and from what is remembered alone; however long nothing ran, it is due
once.
"""

import calendar
from collections.abc import Collection
from datetime import date, datetime, timedelta

from xltools.model.period import Period
from xltools.operations.clock.tick_memory import ReportState, TickMemory

MONTHS_BACK = 3
_STEPS_BACK = timedelta(hours=1)  # a clock that was put right by less is nothing to speak of
_BELIEVED_AFTER = timedelta(hours=1)
_MONTHS_A_QUARTER = 3
USUAL_REPORT_DAY = 5


def full_hour_due(memory: TickMemory, now: datetime) -> datetime | None:
    """The clock hour, where nothing was written in it yet."""
    hour = _hour_of(now)
    return hour if memory.full_hour is None or hour > memory.full_hour else None


def _hour_of(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def with_clock(memory: TickMemory, now: datetime) -> TickMemory:
    """The memory after a look at the clock; ``behind_since`` is set where the clock is not to be believed.

    A clock that stands before the latest tick by more than an hour was put back, or was wrong at that tick. It is
    believed once it has gone on for an hour: then it was the earlier time that was wrong, and what was done by it
    counts only as far as it was due.
    """
    if memory.last - now <= _STEPS_BACK:
        return memory.model_copy(update={"behind_since": None, "last": max(now, memory.last)})
    since = memory.behind_since
    if since is None or now < since:
        return memory.model_copy(update={"behind_since": now})
    if now - since < _BELIEVED_AFTER:
        return memory
    today = now.date()
    return TickMemory(
        first_month=min(memory.first_month, today.replace(day=1)), last=now, reports=_of_periods_over(memory, today)
    )


def _of_periods_over(memory: TickMemory, today: date) -> dict[str, ReportState]:
    """The reports of periods that are over, none finished before its day."""
    return {
        key: state.model_copy(update={"finished": state.finished and state.again_on <= today})
        for key, state in memory.reports.items()
        if state.again_on.replace(day=1) <= today  # the month behind the period has begun
    }


def due_reports(memory: TickMemory, now: datetime) -> list[Period]:
    """The months and quarters that are over and whose report is to be made now, oldest first. (FA-17, ST-13, FR-15)

    Each is made once as soon as its period is over, and once more on the report day. Months go back to the one of the
    first tick, three at most; of the quarters only the last one counts.
    """
    today = now.date()
    over = [*_months_over(memory.first_month, today), *_quarter_over(memory.first_month, today)]
    return [period for period in over if _is_due(memory, period, today)]


def _is_due(memory: TickMemory, period: Period, today: date) -> bool:
    state = memory.reports.get(period.key)
    return state is None or (not state.finished and today >= state.again_on)


def _months_over(first: date, today: date) -> list[Period]:
    months: list[Period] = []
    month = Period.month(today.year, today.month)
    while month.start > first and len(months) < MONTHS_BACK:
        month = month.previous()
        months.append(month)
    return months[::-1]


def _quarter_over(first: date, today: date) -> list[Period]:
    quarter = Period.quarter(today.year, (today.month - 1) // _MONTHS_A_QUARTER + 1)
    return [quarter.previous()] if quarter.start > first else []


def again_on(period: Period, report_days: Collection[float]) -> date:
    """The day on which the report of a period is made for the last time: the earliest that a register asks for.

    Args:
        period: The period; the day lies in the month behind it.
        report_days: Setting ``report_day`` of the registers; the last day of the month stands for those beyond it.
    """
    behind = period.end
    last = calendar.monthrange(behind.year, behind.month)[1]
    return behind.replace(day=int(min(max(min(report_days, default=USUAL_REPORT_DAY), 1), last)))
