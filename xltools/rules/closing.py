"""When was a closed case closed? The latest moment that its walk waited for; remembered from then on.

Invariant: an open case has no such moment, and a closed one that was judged before keeps its own.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.case_walk import StateDefinition
from xltools.model.field import TEMPORAL_KINDS
from xltools.model.register import Value
from xltools.rules.remembering import Settled
from xltools.rules.typed_moments import last_second_of

CLOSED_AT = "closed_at_last"  # in the memory; no field of a register


def closing_moments(
    view: CaseView, walk: Sequence[StateDefinition], open_cases: Sequence[int], settled: Settled, memory: CaseMemory
) -> list[datetime | None]:
    """The moments, by position.

    Args:
        view: The cases.
        walk: The register's states; what they wait for is what closes a case.
        open_cases: Positions of the cases that are not closed.
        settled: The cases that were closed when they were judged last.
        memory: What is known of those.
    """
    moments: list[Value] = list(map(memory.of(CLOSED_AT).get, cast("Sequence[str]", view.numbers)))
    for index in settled.others:
        moments[index] = None
    still_open = set(open_cases)
    untold = [index for index, moment in enumerate(moments) if type(moment) is not datetime and index not in still_open]
    for index, moment in zip(untold, closed_moments(view, walk, untold), strict=True):
        moments[index] = moment
    return cast("list[datetime | None]", moments)


def closed_moments(view: CaseView, walk: Sequence[StateDefinition], indexes: Sequence[int]) -> list[datetime | None]:
    """The latest moment that the walk waited for, of each of these closed cases; None where none was entered.

    Args:
        view: The cases.
        walk: The register's states; where they wait for no moment, the latest of all that people enter counts.
        indexes: Positions of the cases.
    """
    return _latest_typed(view, _closing_fields(view, walk), indexes)


def _closing_fields(view: CaseView, walk: Sequence[StateDefinition]) -> list[str]:
    """The moments that the walk waits for; all that people enter, where it waits for none."""
    awaited = {condition.field for state in walk for condition in state.until}
    moments = [each.name for each in view.table.present() if each.typed_by_people and each.kind in TEMPORAL_KINDS]
    return [name for name in moments if name in awaited] or moments


def _latest_typed(view: CaseView, names: Sequence[str], indexes: Sequence[int]) -> list[datetime | None]:
    """The latest of these moments, for each of these cases; column by column, for there may be many."""
    latest: list[datetime | None] = [None] * len(indexes)
    for name in names if indexes else ():
        column = view.columns[name]
        typed = [column[index] for index in indexes]
        if not set(map(type, typed)) <= {datetime, type(None)}:
            typed = [last_second_of(value) for value in typed]
        latest = [
            moment if value is None or (moment is not None and moment >= value) else value
            for moment, value in zip(latest, cast("list[datetime | None]", typed), strict=True)
        ]
    return latest
