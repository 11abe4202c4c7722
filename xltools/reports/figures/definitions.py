"""What does each figure mean? All definitions in the order in which sheet 口径 prints them.

Invariant: each is told by the module that reckons it; here is only their order.
"""

from xltools.reports.figures import (
    bottlenecks,
    breakdown,
    counted_once,
    demands,
    durations,
    failure_rates,
    low_scores,
    outcomes,
    overdue,
    problems,
    satisfaction,
    timeliness,
    volume,
    window,
    workload,
)
from xltools.reports.figures.definition import Definition

_ROOMS = (
    window,
    volume,
    counted_once,
    breakdown,
    durations,
    timeliness,
    overdue,
    bottlenecks,
    satisfaction,
    low_scores,
    outcomes,
    problems,
    demands,
    failure_rates,
    workload,
)


def definitions() -> list[Definition]:
    """What is defined, and its meaning, in the spoken language."""
    return [definition for room in _ROOMS for definition in room.definitions()]
