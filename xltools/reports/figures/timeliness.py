"""How much was done on time? Against the deadlines as they were set, and as extensions moved them.

On-time rate = on time / all that came due in the period up to the cut-off, open overdue ones included
(../shared/design.md, "Figures, defined once"). Invariant: a limit counts in the one period that its deadline lies in.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, Moments
from xltools.reports.figures.deadlines import Deadlines, deadlines_of, met
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.groups import Groups, groups_of
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.window import months_of


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("on_time"), defined("original_and_revised"))


class OnTime(NamedTuple):
    """On-time rates: limits met in time, of those that came due.

    Attributes:
        original: By the deadlines as they were first set.
        revised: By those with approved extensions.
    """

    original: Rate
    revised: Rate


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """All limits, and what became of them; flags by limit.

    Attributes:
        deadlines: The limits.
        original: Came due in the period by the original deadline.
        original_met: Of these, met in time.
        revised: Came due in the period by the revised deadline.
        revised_met: Of these, met in time.
    """

    deadlines: Deadlines
    original: Flags
    original_met: Flags
    revised: Flags
    revised_met: Flags


def judged(facts: Facts, period: Period) -> Judgement:
    """Which limits came due in the period, and which were met in time."""
    limits = deadlines_of(facts, period)
    counted = ~limits.stopped & ~limits.repeats
    original = counted & limits.window.holds(limits.due)
    revised = counted & limits.window.holds(limits.revised)
    return Judgement(
        limits,
        original,
        _met(original, limits.done, limits.due),
        revised,
        _met(revised, limits.done, limits.revised),
    )


def _met(came_due: Flags, done: Moments, deadlines: Moments) -> Flags:
    in_time = np.zeros(len(came_due), dtype="bool")
    in_time[came_due] = met(done[came_due], deadlines[came_due])
    return in_time


def on_time(judgement: Judgement) -> OnTime:
    """The rates over all limits (FA-15)."""
    original, original_met, revised, revised_met = (int(flags.sum()) for flags in _flags(judgement))
    return OnTime(Rate(original_met, original), Rate(revised_met, revised))


def on_time_by(facts: Facts, judgement: Judgement, key: str) -> dict[str, OnTime]:
    """The rates by a dimension of the cases (department, handler, register …), where anything came due."""
    return _by(judgement, groups_of(facts.cases, key).at(judgement.deadlines.cases))


def on_time_by_label(judgement: Judgement) -> dict[str, OnTime]:
    """The rates by limit: 首次响应, 解决 …"""
    return _by(judgement, groups_of(judgement.deadlines.rows, "label"))


def on_time_by_month(facts: Facts, period: Period, count: int = 12) -> list[tuple[Period, OnTime]]:
    """The months up to the last one of the period that has begun, oldest first, each as its own report showed it."""
    return [(month, on_time(judged(facts, month))) for month in months_of(facts, period, count)]


def _flags(judgement: Judgement) -> tuple[Flags, Flags, Flags, Flags]:
    return judgement.original, judgement.original_met, judgement.revised, judgement.revised_met


def _by(judgement: Judgement, groups: Groups) -> dict[str, OnTime]:
    counts = np.array([groups.count(flags) for flags in _flags(judgement)]).T.tolist()
    return {
        name: OnTime(Rate(original_met, original), Rate(revised_met, revised))
        for name, (original, original_met, revised, revised_met) in zip(groups.names, counts, strict=True)
        if original or revised
    }
