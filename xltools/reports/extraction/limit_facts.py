"""Which limits ran in which case, until when, and when were they met? (FR-6, FA-9, ST-1, ST-4)

Due times are taken from the register's cells, by which people worked; a limit that has no column of its own is reckoned
by today's sheet 时限. Invariant: a column of due times is one limit, whatever rows of sheet 时限 write to it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from xltools.model.overdue_mark import Mark
from xltools.model.sla_timer import SlaTimer
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.reports.extraction.earlier_rounds import EarlierRounds
from xltools.reports.extraction.register_facts import (
    Array,
    Table,
    in_case_order,
    moments,
    no_moments,
    placed,
    stacked,
    table_of,
)
from xltools.reports.facts import LIMIT_COLUMNS
from xltools.rules.case_log import digest
from xltools.rules.deadlines import reckoner
from xltools.rules.extensions import REVISED_DUE, revised_due
from xltools.rules.standings import EXTENDED_TIMER
from xltools.rules.timer_choice import TimerChoice


def limit_facts(cases: CasesAtHand, earlier: Sequence[EarlierRounds] = ()) -> Table:
    """The limits of all cases, by limit and then by case, those of earlier rounds first.

    A limit that nothing met by the time its case was closed counts as met then: later nobody waited for it. Of rounds
    that are over the cells hold no due times any more: they are reckoned by today's sheet 时限, without pauses.
    """
    reckoned = [(each, _reckoned_anew(each.cases)) for each in earlier]
    paused_since = _paused_since(cases)
    parts = []
    for timer, due in (*_in_cells(cases), *_reckoned(cases)):
        past = [
            placed(_told_of_ended(each, timer, known[timer.due_at or timer]), each.places)
            for each, known in reckoned
            if (timer.due_at or timer) in known
        ]
        parts.append(in_case_order([*past, _told(cases, timer, due, paused_since)]))
    return stacked(LIMIT_COLUMNS, parts)


def _in_cells(cases: CasesAtHand) -> Iterator[tuple[SlaTimer, Array]]:
    """The first timer of each column of due times, with what stands there."""
    first: dict[str, SlaTimer] = {}
    for timer in cases.policy.timers:
        if timer.due_at and cases.view.has(timer.due_at):
            first.setdefault(timer.due_at, timer)
    return ((timer, cases.moments(timer.due_at)) for timer in first.values())


def _reckoned(cases: CasesAtHand) -> Iterator[tuple[SlaTimer, Array]]:
    """Timers without a column, with their due times; what pauses or repeats rests on the log, and is not told."""
    wanted = [each for each in cases.policy.timers if not (each.due_at or each.repeats or each.may_pause)]
    applying = _applying(cases) if wanted else {}
    return ((timer, _due(cases, timer, applying.get(timer, []))) for timer in wanted)


def _reckoned_anew(cases: CasesAtHand) -> dict[str | SlaTimer, Array]:
    """Due times of the limits that each round has anew, by column, or by timer if it has none."""
    found: dict[str | SlaTimer, Array] = {}
    for timer, indexes in _applying(cases).items():
        if _runs_anew(cases, timer) and not timer.repeats:
            key = timer.due_at or timer
            due = _due(cases, timer, indexes)
            found[key] = _first(found[key], due) if key in found else due
    return found


def _applying(cases: CasesAtHand) -> dict[SlaTimer, list[int]]:
    applying: dict[SlaTimer, list[int]] = defaultdict(list)
    for timers, alike in TimerChoice(cases.view, cases.policy).groups(range(len(cases.view))):
        for timer in timers:
            applying[timer].extend(alike)
    return applying


def _runs_anew(cases: CasesAtHand, timer: SlaTimer) -> bool:
    """Whether each round has the limit anew: what ends it belongs to the round (FR-11)."""
    plan = cases.definition.second_handling
    return plan is not None and timer.ends_at in plan.facts


def _starts(cases: CasesAtHand, timer: SlaTimer) -> Array:
    """From when the limit runs: in a later round not before it began."""
    starts = cases.moments(timer.starts_at)
    if not (cases.begun and _runs_anew(cases, timer)):
        return starts
    begun = moments([cases.begun.get(index) for index in range(len(starts))])
    return np.where(np.isnat(starts), starts, np.fmax(starts, begun))


def _due(cases: CasesAtHand, timer: SlaTimer, indexes: Sequence[int]) -> Array:
    """Due times in these cases."""
    due = no_moments(len(cases.view))
    due[indexes] = moments(_due_times(cases, timer, _starts(cases, timer)[indexes].tolist()))
    return due


def _due_times(cases: CasesAtHand, timer: SlaTimer, starts: Sequence[datetime | None]) -> list[datetime | None]:
    due_time = reckoner(timer.limit, cases.policy.calendar)

    def due(start: datetime | None) -> datetime | None:
        try:
            return due_time(start, ()) if start else None
        except (ValueError, OverflowError):  # a mistyped year, at the end of all calendars
            return None

    return [due(start) for start in starts]


def _told_of_ended(earlier: EarlierRounds, timer: SlaTimer, due: Array) -> Table:
    """One limit in rounds that are over."""
    cases = earlier.cases
    told = _told(cases, timer, due, no_moments(len(due)))
    if timer.name == EXTENDED_TIMER:
        revised = revised_due(cases.register, cases.view, cases.policy, due.tolist()).column
        told["revised"] = moments(revised)[told["case"]]
    return {**told, "until": earlier.until[told["case"]]}


def _told(cases: CasesAtHand, timer: SlaTimer, due: Array, paused_since: Array) -> Table:
    """One limit, in the cases that have a due time for it; paused ones stand still, unless they ran out before."""
    never = no_moments(len(due))
    done = cases.done_at(timer.ends_at) if timer.ends_at else never
    ran = ~np.isnat(due)
    if timer.repeats:
        ran &= np.isnat(done)
    done = _first(done, cases.closed_moments)
    revised = cases.moments(REVISED_DUE) if timer.name == EXTENDED_TIMER else never
    stopped = np.isnat(done) & (paused_since <= _first(revised, due)) & timer.may_pause
    where = np.flatnonzero(ran)
    return table_of(
        LIMIT_COLUMNS,
        {
            "case": where,
            "timer": np.full(len(where), timer.name, dtype=object),
            "label": np.full(len(where), timer.label, dtype=object),
            "start": _first(_starts(cases, timer), cases.moments("received_at"))[where],
            "due": due[where],
            "revised": revised[where],
            "done": done[where],
            "stopped": stopped[where],
            "repeats": np.full(len(where), timer.repeats),
            "until": never[where],
        },
    )


def _paused_since(cases: CasesAtHand) -> Array:
    """When each case was paused, if it still is: by its log, for the mark does not tell where another limit is late.

    Those that are marked as paused were so before any limit ran out. A pause from before a new round ended with the
    earlier one.
    """
    since, begun = digest(cases.register, cases.view, datetime.max).paused_since, cases.begun
    held = {index: moment for index, moment in since.items() if index not in begun or moment >= begun[index]}
    logged, paused = moments([held.get(index) for index in range(len(cases.view))]), Mark.PAUSED.said
    marked = np.array([mark == paused for mark in cases.view.column("overdue_mark")], dtype=np.bool_)
    return np.where(marked, np.datetime64(datetime.min, "s"), logged)


def _first(column: Array, other: Array) -> Array:
    return np.where(np.isnat(column), other, column)
