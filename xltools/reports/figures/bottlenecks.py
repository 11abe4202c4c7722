"""Which steps miss their limits most? (ST-14)

Invariant: a step is named only where it is worse than all steps together, and came due often enough to tell.
"""

from typing import NamedTuple

from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.groups import groups_of
from xltools.reports.figures.overdue import hours_late
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.spread import Spread, spreads_of
from xltools.reports.figures.timeliness import Judgement, on_time, on_time_by_label


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("bottlenecks"),)


class Bottleneck(NamedTuple):
    """How a step keeps its limit.

    Attributes:
        label: Of the limit.
        late: Missed, of those that came due in the period by the revised deadline.
        hours: How late the missed ones were, or are by now, elapsed.
        named: Whether it is a bottleneck: its late share is above that of all steps together, and n no less than 5.
    """

    label: str
    late: Rate
    hours: Spread
    named: bool


def bottlenecks(judgement: Judgement) -> list[Bottleneck]:
    """Every step that came due; bottlenecks first, then by late share, by late count, by name."""
    whole = on_time(judgement).revised
    groups = groups_of(judgement.deadlines.rows, "label")
    late = judgement.revised & ~judgement.revised_met
    spreads = dict(zip(groups.names, spreads_of(hours_late(judgement.deadlines), groups, late), strict=True))
    steps = []
    for label, rates in on_time_by_label(judgement).items():
        hits, n = rates.revised
        missed = Rate(n - hits, n)
        named = not missed.small and missed.hits * whole.n > (whole.n - whole.hits) * missed.n
        if n:
            steps.append(Bottleneck(label, missed, spreads[label], named))
    return sorted(steps, key=lambda each: (not each.named, -(each.late.value or 0), -each.late.hits, each.label))
