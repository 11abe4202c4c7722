"""When was a closed case closed? The latest moment among what people entered; remembered from then on.

Invariant: an open case has no such moment, and a closed one that was judged before keeps its own.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.field import TEMPORAL_KINDS
from xltools.model.register import Value

CLOSED_AT = "closed_at_last"  # in the memory; no field of a register


def closing_moments(
    view: CaseView, ended: Sequence[bool], settled: Sequence[bool], memory: CaseMemory
) -> list[datetime | None]:
    """The moments, by position.

    Args:
        view: The cases.
        ended: Which cases are closed.
        settled: Which of them were closed when they were judged last.
        memory: What is known of those.
    """
    known = memory.of(CLOSED_AT)
    names = [each.name for each in view.table.present() if each.typed_by_people and each.kind in TEMPORAL_KINDS]
    columns = [view.columns[name] for name in names]
    moments: list[datetime | None] = [None] * len(view)
    for index, is_closed in enumerate(ended):
        if not is_closed:
            continue
        moment = known.get(view.numbers[index] or "") if settled[index] else None
        if not isinstance(moment, datetime):
            typed = (_end_of(column[index]) for column in columns if column[index] is not None)
            moment = max((each for each in typed if each is not None), default=None)
        moments[index] = moment
    return moments


def _end_of(value: Value) -> datetime | None:
    """A day alone lasts to its end."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(23, 59, 59)) if isinstance(value, date) else None
