"""When was a closed case closed? The latest moment among what people entered; remembered from then on.

Invariant: an open case has no such moment, and a closed one that was judged before keeps its own.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import cast

from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.field import TEMPORAL_KINDS
from xltools.model.register import Value
from xltools.rules.remembering import Settled

CLOSED_AT = "closed_at_last"  # in the memory; no field of a register


def closing_moments(
    view: CaseView, open_cases: Sequence[int], settled: Settled, memory: CaseMemory
) -> list[datetime | None]:
    """The moments, by position.

    Args:
        view: The cases.
        open_cases: Positions of the cases that are not closed.
        settled: The cases that were closed when they were judged last.
        memory: What is known of those.
    """
    moments: list[Value] = list(map(memory.of(CLOSED_AT).get, cast("Sequence[str]", view.numbers)))
    for index in settled.others:
        moments[index] = None
    still_open = set(open_cases)
    untold = [
        index
        for index, moment in enumerate(moments)
        if type(moment) is not datetime and index not in still_open
    ]
    for index, moment in zip(untold, _latest_typed(view, untold), strict=True):
        moments[index] = moment
    return cast("list[datetime | None]", moments)


def _latest_typed(view: CaseView, indexes: Sequence[int]) -> list[datetime | None]:
    """The latest moment that people entered, for each of these cases; column by column, for there may be many."""
    latest: list[datetime | None] = [None] * len(indexes)
    for field in view.table.present():
        if not indexes or not field.typed_by_people or field.kind not in TEMPORAL_KINDS:
            continue
        column = view.columns[field.name]
        typed = [column[index] for index in indexes]
        if not set(map(type, typed)) <= {datetime, type(None)}:
            typed = [_end_of(value) for value in typed]
        latest = [
            moment if value is None or (moment is not None and moment >= value) else value
            for moment, value in zip(latest, cast("list[datetime | None]", typed), strict=True)
        ]
    return latest


def _end_of(value: Value) -> datetime | None:
    """A day alone lasts to its end."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(23, 59, 59)) if isinstance(value, date) else None
