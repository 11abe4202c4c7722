"""What is late at the cut-off, and what was done late in the period?

Invariant: lateness is measured against the revised deadline; what stands still is not late, and a case that is closed
waits for nothing.
"""

from datetime import datetime
from typing import NamedTuple

import numpy as np

from xltools.model.period import Period
from xltools.reports.dimensions import unfilled
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, Numbers, Places
from xltools.reports.figures.deadlines import Deadlines, deadlines_of, met
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.volume import open_after

_HOUR = np.timedelta64(1, "h")


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("overdue"), defined("done_late"))


class LateLimit(NamedTuple):
    """A limit that is, or was, missed.

    Attributes:
        case: Index in ``facts.cases``.
        number: Of the case; None where it has none yet.
        register: Its name in the report.
        label: Of the limit.
        deadline: The revised one.
        done: None while open.
        hours: How late, elapsed.
        handler: 「（未填）」 where nobody is.
        department: Likewise.
    """

    case: int
    number: str | None
    register: str
    label: str
    deadline: datetime
    done: datetime | None
    hours: float
    handler: str
    department: str


def overdue(facts: Facts, period: Period) -> list[LateLimit]:
    """Open limits past their deadline at the end of the period or the cut-off, the latest first."""
    limits = deadlines_of(facts, period)
    return _listed(facts, limits, _overdue_limits(facts, period, limits))


def done_late(facts: Facts, period: Period) -> list[LateLimit]:
    """Limits that were met in the period, but late; those most late first."""
    limits = deadlines_of(facts, period)
    return _listed(facts, limits, limits.window.holds(limits.done) & ~limits.repeats & _late(limits))


def _overdue_limits(facts: Facts, period: Period, limits: Deadlines) -> Flags:
    """Which of the limits are open and past their deadline, in a case that is open."""
    past = np.isnat(limits.done) & ~limits.stopped & limits.window.known(limits.revised)
    return past & open_after(facts, period)[limits.cases]


def overdue_cases(facts: Facts, period: Period, limits: Deadlines) -> Flags:
    """Which of ``facts.cases`` have such a limit."""
    late = np.zeros(len(facts.cases), dtype="bool")
    late[limits.cases[_overdue_limits(facts, period, limits)]] = True
    return late


def hours_late(limits: Deadlines) -> Numbers:
    """By limit, from the deadline until done, or until now while open; NaN where there is no deadline."""
    until = np.where(np.isnat(limits.done), np.datetime64(limits.window.end, "us"), limits.done)
    return (until - limits.revised) / _HOUR


def _late(limits: Deadlines) -> Flags:
    return ~np.isnat(limits.revised) & ~met(limits.done, limits.revised)


def _listed(facts: Facts, limits: Deadlines, chosen: Flags) -> list[LateLimit]:
    hours = hours_late(limits)
    picked = np.flatnonzero(chosen)
    picked = picked[np.argsort(-hours[picked], kind="stable")]
    places = limits.cases[picked]
    columns = (
        facts.cases.index[places].tolist(),
        [number if isinstance(number, str) else None for number in facts.cases["number"].iloc[places].tolist()],
        _texts(facts, "register", places),
        limits.rows["label"].iloc[picked].tolist(),
        limits.revised[picked].tolist(),
        limits.done[picked].tolist(),  # NaT becomes None
        hours[picked].tolist(),
        _texts(facts, "handler", places),
        _texts(facts, "department", places),
    )
    return [LateLimit(*row) for row in zip(*columns, strict=True)]


def _texts(facts: Facts, name: str, places: Places) -> list[str]:
    nobody = unfilled()
    return [text if isinstance(text, str) else nobody for text in facts.cases[name].iloc[places].tolist()]
