"""Which limits ran in which case, until when, and when were they met? (FR-6, FA-9, ST-1, ST-4)

Due times are taken from the register's cells, by which people worked; a limit that has no column of its own is reckoned
by today's sheet 时限. Invariant: a column of due times is one limit, whatever rows of sheet 时限 write to it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

import numpy as np

from xltools.model.overdue_mark import Mark
from xltools.model.register import Value
from xltools.model.sla_timer import SlaTimer
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.reports.extraction.register_facts import Array, Table, moments, table_of
from xltools.reports.facts import LIMIT_COLUMNS
from xltools.rules.deadlines import reckoner
from xltools.rules.sla import REVISED_DUE
from xltools.rules.standings import EXTENDED_TIMER
from xltools.rules.timer_choice import TimerChoice


def limit_facts(cases: CasesAtHand) -> Table:
    """The limits of all cases.

    A limit that nothing met by the time its case was closed counts as met then: later nobody waited for it.
    """
    found = [_told(cases, timer, cases.moments(timer.due_at)) for timer in _with_columns(cases)]
    found += [_told(cases, timer, due) for timer, due in _reckoned(cases)]
    return {
        name: np.concatenate([each[name] for each in found]) if found else empty
        for name, empty in table_of(LIMIT_COLUMNS).items()
    }


def _with_columns(cases: CasesAtHand) -> list[SlaTimer]:
    """The first timer of each column of due times."""
    first: dict[str, SlaTimer] = {}
    for timer in cases.policy.timers:
        if timer.due_at and cases.view.has(timer.due_at):
            first.setdefault(timer.due_at, timer)
    return list(first.values())


def _reckoned(cases: CasesAtHand) -> Iterator[tuple[SlaTimer, Array]]:
    """Timers without a column, with their due times; what pauses or repeats rests on the log, and is not told."""
    wanted = [each for each in cases.policy.timers if not (each.due_at or each.repeats or each.may_pause)]
    if not wanted:
        return
    applying: dict[SlaTimer, list[int]] = defaultdict(list)
    for timers, alike in TimerChoice(cases.view, cases.policy).groups(range(len(cases.view))):
        for timer in timers:
            applying[timer].extend(alike)
    for timer in wanted:
        starts, due = (
            cases.view.column(timer.starts_at),
            np.full(len(cases.view), np.datetime64("NaT"), "datetime64[s]"),
        )
        indexes = applying[timer]
        due[indexes] = moments(_due_times(cases, timer, [starts[index] for index in indexes]))
        yield timer, due


def _due_times(cases: CasesAtHand, timer: SlaTimer, starts: Sequence[Value]) -> list[datetime | None]:
    due_time = reckoner(timer.limit, cases.policy.calendar)

    def due(start: Value) -> datetime | None:
        if not isinstance(start, date):
            return None
        try:
            return due_time(start if isinstance(start, datetime) else datetime.combine(start, time()), ())
        except (ValueError, OverflowError):  # a mistyped year, at the end of all calendars
            return None

    return [due(start) for start in starts]


def _told(cases: CasesAtHand, timer: SlaTimer, due: Array) -> Table:
    """One limit, in the cases that have a due time for it."""
    never = np.full(len(due), np.datetime64("NaT"), "datetime64[s]")
    done = cases.done_at(timer.ends_at) if timer.ends_at else never
    ran = ~np.isnat(due)
    if timer.repeats:
        ran &= np.isnat(done)
    done = _first(done, cases.closed_moments)
    paused = _paused(cases) & np.isnat(done) if timer.may_pause else np.zeros(len(due), dtype=np.bool_)
    revised = cases.moments(REVISED_DUE) if timer.name == EXTENDED_TIMER else never
    where = np.flatnonzero(ran)
    return table_of(
        LIMIT_COLUMNS,
        {
            "case": where,
            "timer": np.full(len(where), timer.name, dtype=object),
            "label": np.full(len(where), timer.label, dtype=object),
            "start": _first(cases.moments(timer.starts_at), cases.moments("received_at"))[where],
            "due": due[where],
            "revised": revised[where],
            "done": done[where],
            "stopped": paused[where],
            "repeats": np.full(len(where), timer.repeats),
        },
    )


def _paused(cases: CasesAtHand) -> Array:
    return np.array([mark == Mark.PAUSED for mark in cases.view.column("overdue_mark")], dtype=np.bool_)


def _first(column: Array, other: Array) -> Array:
    return np.where(np.isnat(column), other, column)
