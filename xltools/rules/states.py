"""Where does each case stand? The first state of the register's walk that it has not left yet (FA-18, RR-12).

Invariant: a state follows from facts alone; nobody types it, and the same facts give the same state.
"""

from collections.abc import Sequence

from xltools.model.case_view import CaseView
from xltools.model.case_walk import StateDefinition
from xltools.model.field import Condition


def case_states(view: CaseView, walk: Sequence[StateDefinition]) -> list[str | None]:
    """The state of each case, by position; a case without a number is in the first state of the walk.

    Args:
        view: The cases with all facts that the walk asks for.
        walk: The states in order; the last one has no condition to leave it.
    """
    if not walk:
        return [None] * len(view)
    states: list[str | None] = [walk[-1].name] * len(view)
    walking: Sequence[int] = range(len(view))
    for state in walk[:-1]:
        staying = _staying(view, state, walking)
        for index in staying:
            states[index] = state.name
        if staying:
            left = set(staying)
            walking = [index for index in walking if index not in left]
    return states


def _staying(view: CaseView, state: StateDefinition, walking: Sequence[int]) -> Sequence[int]:
    """Those that the state applies to and that have not left it."""
    concerned: Sequence[int] = walking
    for condition in state.when:
        concerned = _holding(view, condition, concerned)
    if not state.until:
        return concerned
    left: Sequence[int] = concerned
    for condition in state.until:
        if not view.has(condition.field):
            continue  # a column that was deleted, or a sheet that the register never had, holds nobody up
        left = _holding(view, condition, left)
    if len(left) == len(concerned):
        return []
    gone = set(left)
    return [index for index in concerned if index not in gone]


def _holding(view: CaseView, condition: Condition, indexes: Sequence[int]) -> Sequence[int]:
    column = view.column(condition.field)
    if not condition.values:
        return [index for index in indexes if column[index] is not None] if None in column else indexes
    return [index for index in indexes if column[index] in condition.values]
