"""Who has how much to do, and how does it go?

Invariant: the rows add up to the volume of the period; cases of nobody are a row of their own.
"""

from typing import NamedTuple

import numpy as np

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import moments_of
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.durations import times_by
from xltools.reports.figures.groups import groups_of
from xltools.reports.figures.overdue import overdue_cases
from xltools.reports.figures.rate import NO_RATE
from xltools.reports.figures.satisfaction import NO_MARK, MeanMark, mean_mark_by
from xltools.reports.figures.spread import NO_SPREAD, Spread
from xltools.reports.figures.timeliness import Judgement, OnTime, on_time_by
from xltools.reports.figures.volume import closed_in, open_after, open_before
from xltools.reports.figures.window import window_of


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("workload"),)


class Workload(NamedTuple):
    """The work of a handler or a department.

    Attributes:
        name: Of whom; 「（未填）」 for nobody.
        open_before: As in `volume.Volume`, as are the next three.
        received: Likewise, raw.
        closed: Likewise.
        open_after: Likewise.
        overdue: Of ``open_after``, cases with a limit that is overdue.
        on_time: See timeliness.
        resolution: Elapsed hours; see durations.
        resolution_working: Working hours; likewise.
        mark: See `satisfaction.MeanMark`.
    """

    name: str
    open_before: int
    received: int
    closed: int
    open_after: int
    overdue: int
    on_time: OnTime
    resolution: Spread
    resolution_working: Spread
    mark: MeanMark


def workload(facts: Facts, judgement: Judgement, period: Period, key: str) -> list[Workload]:
    """The work by a dimension's column (``handler``, ``department``): most open first, then most received.

    Args:
        facts: All cases.
        judgement: Of the same period.
        period: The period.
        key: The column.
    """
    groups = groups_of(facts.cases, key)
    flags = (
        open_before(facts, period),
        window_of(facts, period).holds(moments_of(facts.cases, "received_at")),
        closed_in(facts, period),
        open_after(facts, period),
        overdue_cases(facts, period, judgement.deadlines),
    )
    counts = np.array([groups.count(flag) for flag in flags]).T.tolist()
    rates = on_time_by(facts, judgement, key)
    durations = times_by(facts, period, key)
    marks = mean_mark_by(facts, period, key)
    rows = []
    for name, row in zip(groups.names, counts, strict=True):
        spent = durations.get(name)
        resolution = (spent.resolution, spent.resolution_working) if spent else (NO_SPREAD, NO_SPREAD)
        on_time, mark = rates.get(name, OnTime(NO_RATE, NO_RATE)), marks.get(name, NO_MARK)
        if any(row) or spent or name in rates or mark.n:
            counted: tuple[int, int, int, int, int] = tuple(row)
            rows.append(Workload(name, *counted, on_time, *resolution, mark))
    return sorted(rows, key=lambda each: (-each.open_after, -each.received, each.name))
