"""What does each figure mean? All definitions in the order in which sheet 口径 prints them.

Invariant: the words stand beside the code that they are about; here is only their order.
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

DEFINITIONS: tuple[tuple[str, str], ...] = tuple(
    definition
    for room in (
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
    for definition in room.DEFINITIONS
)
