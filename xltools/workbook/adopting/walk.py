"""Through which states does a case of a team's own go, which limits hold on the way, and who handles it?

Three states by what the team enters, no limit where nothing would end it. Invariant: states wait for columns that are
there; a limit is a proposal with its basis saying so.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.model.sla_timer import LimitUnit
from xltools.workbook.adopting.proposal import COMPLETED, HAND_STATE, RECEIVED, RESPONDED, Proposal
from xltools.workbook.adopting.questions import closed_words

_HANDLER = "handler"
_MOST_PEOPLE = 40
_LIMITS = (("first_response", RESPONDED, "first_response_due_at", 1), ("solution", COMPLETED, "solution_due_at", 5))


class Walk(NamedTuple):
    """Parts of a definition as they are written.

    Attributes:
        states: The walk.
        timers: Rows of sheet 时限.
        people: Rows of sheet 人员.
    """

    states: list[dict[str, Any]]
    timers: list[dict[str, Any]]
    people: list[dict[str, Any]]


def walk_of(proposal: Proposal, heads: Mapping[str, str]) -> Walk:
    """The walk of a proposal, in the spoken language.

    Args:
        proposal: What was seen.
        heads: The heads of all columns that will be there, by field.
    """
    return Walk(_states(proposal), _timers(heads), _people(proposal))


def _states(proposal: Proposal) -> list[dict[str, Any]]:
    """Closed where the team's own date of completion is filled; where it kept none, where its state says so."""
    by_hand = proposal.of(HAND_STATE)
    closed = closed_words(by_hand) if by_hand and proposal.of(COMPLETED) is None else ()
    done: dict[str, Any] = {"field": HAND_STATE, "values": list(closed)} if closed else {"field": COMPLETED}
    begun = next((field for field in (RESPONDED, _HANDLER) if proposal.of(field)), None)
    states: list[dict[str, Any]] = []
    if begun is not None:
        states.append({"name": text("adopting.states.received"), "until": [{"field": begun}]})
    states.append({"name": text("adopting.states.under_way"), "until": [done]})
    states.append({"name": text("adopting.states.closed"), "closed": True})
    return states


def _timers(heads: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "label": text(f"adopting.timers.{name}"),
            "starts_at": heads[RECEIVED],
            "ends_at": heads[ends_at],
            "due_at": heads[due_at],
            "limit": days,
            "unit": LimitUnit.WORKING_DAYS.said,
            "repeats": Word.NO.said,
            "may_pause": (Word.YES if ends_at == COMPLETED else Word.NO).said,
            "warn_before": 4,
            "warn_unit": LimitUnit.WORKING_HOURS.said,
            "basis": text("adopting.timers.basis"),
        }
        for name, ends_at, due_at, days in _LIMITS
        if RECEIVED in heads and ends_at in heads
    ]


def _people(proposal: Proposal) -> list[dict[str, Any]]:
    """Whoever handled cases so far, so that they can be told and stood in for."""
    handlers = proposal.of(_HANDLER)
    names = sorted(set(handlers.evidence.texts)) if handlers else []
    if len(names) > _MOST_PEOPLE:
        return []
    role, department = text("adopting.handler_role"), text("adopting.department")
    return [{"name": name, "role": role, "department": department} for name in names]
