"""Which cases are given to somebody in this pass, and who is free once they are? (FR-5, FA-8, RR-10)

Invariant: what a pass leaves unassigned, the next one on the same sheets does, too.
"""

from collections.abc import Sequence
from datetime import date

from xltools.model.case_walk import StateDefinition
from xltools.model.policy import Policy
from xltools.rules.assignment import Assignment, propose_assignment
from xltools.rules.draft import Draft
from xltools.rules.states import case_states


def assign_cases(
    draft: Draft, policy: Policy, walk: Sequence[StateDefinition], states: Sequence[str | None], today: date
) -> None:
    """Propose handlers and departments for the open cases, and say which of them nobody can take.

    Args:
        draft: The cases with their classes; gets the proposals and the findings.
        policy: Rules and people.
        walk: The states of the register.
        states: Where the cases stand without anybody being assigned.
        today: The day on which somebody has to be there.
    """
    closed = {state.name for state in walk if state.closed}
    open_cases = [state not in closed for state in states]
    done: set[int] = set()
    while True:
        assignment = propose_assignment(draft.view, policy, today, open_cases, done)
        then = _states_then(draft, walk, assignment) if assignment.proposals else states
        found = {index for index, state in enumerate(then) if open_cases[index] and state in closed}
        if found <= done:
            break
        done |= found  # the next pass finds them closed, and their handlers free for others
    draft.propose(assignment.proposals)
    draft.findings += assignment.findings


def _states_then(draft: Draft, walk: Sequence[StateDefinition], assignment: Assignment) -> Sequence[str | None]:
    trial = Draft(draft.view, dict(draft.cells))
    trial.propose(assignment.proposals)
    return case_states(trial.view, walk)
