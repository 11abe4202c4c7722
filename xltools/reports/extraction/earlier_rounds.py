"""How did cases stand in the rounds of handling that are over? (FR-11, FA-14)

Invariant: such a round is read like the round at hand: the same row, with what each round has anew taken from its
account on sheet 处理轮次.
"""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import numpy as np

from xltools.model.case_view import CaseView
from xltools.model.case_walk import SecondHandling
from xltools.model.register import Register
from xltools.reports.dimensions import STILL_OPEN
from xltools.reports.extraction.cases_at_hand import CasesAtHand, closing_moments, confirmed_completions
from xltools.reports.extraction.register_facts import Array, moments
from xltools.reports.extraction.round_accounts import EndedRound, round_fields
from xltools.rules.low_scores import low_score_marks
from xltools.rules.states import case_states


class EarlierRounds(NamedTuple):
    """Rounds that are over, of each case one at most.

    Attributes:
        cases: The cases as they stood at the end of these rounds.
        places: Where each of them stands among all cases.
        rounds: The rounds, in the same order.
    """

    cases: CasesAtHand
    places: Array
    rounds: list[EndedRound]

    @property
    def until(self) -> Array:
        """When the next round began."""
        return moments([each.reopened_at for each in self.rounds])

    @property
    def ended_at(self) -> Array:
        """The last moment that was entered in each; NaT where the sheet does not tell."""
        return moments([each.ended_at for each in self.rounds])


def earlier_rounds(cases: CasesAtHand) -> list[EarlierRounds]:
    """All rounds that are over and of which an account is kept: the first ones of all cases, then the second ones …"""
    plan = cases.definition.second_handling
    if plan is None:
        return []
    layers: list[list[tuple[int, EndedRound]]] = []
    for index in sorted(cases.ended):
        for place, each in enumerate(told for told in cases.ended[index] if told.account):
            layers[place:] = layers[place:] or [[]]
            layers[place].append((index, each))
    return [_layer(cases, plan, layer) for layer in layers]


def _layer(cases: CasesAtHand, plan: SecondHandling, chosen: list[tuple[int, EndedRound]]) -> EarlierRounds:
    places, rounds = [index for index, _ in chosen], [each for _, each in chosen]
    table = cases.view.table.at(places)
    values = dict(table.values)
    values |= {name: [each.account.get(name) for each in rounds] for name in round_fields(plan) if name in values}
    values |= {"overdue_mark": [None] * len(places)} if "overdue_mark" in values else {}
    numbers = [cases.view.numbers[index] for index in places]
    view = _with_states(cases.register, CaseView(replace(table, values=values), numbers, values), plan.verdict)
    closed_at = closing_moments(cases.definition, view)
    begun: dict[int, datetime] = {place: each.begun_at for place, each in enumerate(rounds) if each.begun_at}
    done = confirmed_completions(cases.register, view, {}, begun, closed_at)
    stood = CasesAtHand(cases.register, view, done, closed_at, {}, begun, cases.staff, len(places))
    return EarlierRounds(stood, np.array(places, dtype=np.int64), rounds)


def _with_states(register: Register, view: CaseView, verdict: str | None) -> CaseView:
    """With the state at the end of each round: closed, unless a step was missing or the customer's verdict ended it."""
    definition, policy = register.definition, register.policy
    if not definition.states:
        return view
    marks = low_score_marks(view, policy)
    view = view if marks is None else view.extended({"low_score_mark": marks})
    bad, closed = policy.setting_values("reopen_satisfaction"), definition.closed_states
    verdicts = view.column(verdict or "")
    states = case_states(view, definition.states)
    told = [
        state if state in closed and word not in bad else STILL_OPEN
        for state, word in zip(states, verdicts, strict=True)
    ]
    return view.extended({"state": told})
