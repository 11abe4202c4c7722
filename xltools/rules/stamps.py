"""When was a fact first seen? Stamps of the tool: set once, and never moved.

Invariant: what is remembered wins over what stands in the cell, and what stands there over the clock.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.register import Value
from xltools.rules.case_log import CaseLog
from xltools.rules.remembering import known_column


def stamp_columns(
    view: CaseView, liaisons: Iterable[int], log: CaseLog, now: datetime, memory: CaseMemory
) -> dict[str, list[Value]]:
    """All stamps that the sheet has columns for.

    Args:
        view: The cases.
        liaisons: Positions of the cases that are handed to a liaison.
        log: For the moment of the last entry, which is no stamp and moves (RR-12).
        now: The moment of the pass.
        memory: What earlier passes set.
    """
    holding: dict[str, Callable[[], list[int]]] = {
        "assigned_at": lambda: filled(view, ["handler"]),
        "classified_at": lambda: filled(view, [name for name in ("category", "subcategory") if view.has(name)]),
        "liaison_notified_at": lambda: [index for index in sorted(liaisons) if view.numbers[index] is not None],
    }
    columns = {
        name: stamped(view, name, indexes(), now, memory)
        for name, indexes in holding.items()
        if name in view.table.cells
    }
    if view.field("followed_at") is not None:
        columns["followed_at"] = list(map(log.followed_at.get, range(len(view))))
    return columns


def stamped(view: CaseView, name: str, holding: Iterable[int], now: datetime, memory: CaseMemory) -> list[Value]:
    """The column of one stamp.

    Args:
        view: The cases.
        name: The stamp's field (``assigned_at``).
        holding: Positions of the cases of which the fact is true now.
        now: The moment of the pass.
        memory: What earlier passes set.
    """
    column = known_column(view, name, datetime, memory)
    for index in holding:
        if column[index] is None:
            column[index] = now
    return column


def filled(view: CaseView, names: Sequence[str], *, or_uncomputed: bool = False) -> list[int]:
    """Positions of the cases in which all of these fields are filled; none if the sheet lacks one.

    Args:
        view: The cases.
        names: The fields.
        or_uncomputed: A cell whose formula has no value so far counts as filled: only what it holds is not known.
    """
    if not names or not all(view.has(name) for name in names):
        return []
    indexes: Sequence[int] = range(len(view))
    for name in names:
        column = view.columns[name]
        if None in column:
            known = view.table.uncomputed.get(name, frozenset()) if or_uncomputed else frozenset()
            indexes = [index for index in indexes if column[index] is not None or index in known]
    return list(indexes)
