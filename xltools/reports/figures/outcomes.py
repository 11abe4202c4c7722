"""How often was it right the first time, and how often not as planned?

Invariant: first-time fix and second handling add up to the closed cases.
"""

from typing import NamedTuple

import numpy as np

from xltools.language.words import Word
from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import moments_of, numbers_of, places_of
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.groups import Groups, groups_of
from xltools.reports.figures.rate import NO_RATE, Rate
from xltools.reports.figures.volume import closed_in
from xltools.reports.figures.window import months_of, window_of


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("first_time_fix"), defined("second_handling"), defined("escalations"), defined("extensions"))


class Outcomes(NamedTuple):
    """How cases went.

    Attributes:
        first_time_fix: Closed in the period with one round and no reopening by the end, of those closed in the period.
        second_handling: The other closed ones, of those closed in the period.
        reopened: Cases whose second handling began in the period, closed or not.
        escalated: Cases whose latest escalation was in the period.
        extensions_applied: Requests made in the period.
        extensions_approved: Requests approved in the period.
        extensions_refused: Requests refused in the period, by the moment of the decision, else of the request.
    """

    first_time_fix: Rate
    second_handling: Rate
    reopened: int
    escalated: int
    extensions_applied: int
    extensions_approved: int
    extensions_refused: int


def outcomes(facts: Facts, period: Period) -> Outcomes:
    """How all cases went."""
    return _outcomes(facts, period, Groups([""], np.zeros(len(facts.cases), dtype="int64")))[""]


def outcomes_by(facts: Facts, period: Period, key: str) -> dict[str, Outcomes]:
    """The same by a dimension's column, where there is anything to tell."""
    nothing = Outcomes(NO_RATE, NO_RATE, 0, 0, 0, 0, 0)
    found = _outcomes(facts, period, groups_of(facts.cases, key))
    return {name: each for name, each in found.items() if each != nothing}


def outcomes_by_month(facts: Facts, period: Period, count: int = 12) -> list[tuple[Period, Outcomes]]:
    """The months up to the last one of the period that has begun, oldest first."""
    return [(month, outcomes(facts, month)) for month in months_of(facts, period, count)]


def _outcomes(facts: Facts, period: Period, groups: Groups) -> dict[str, Outcomes]:
    window = window_of(facts, period)
    reopened = moments_of(facts.cases, "reopened_at")
    closed = closed_in(facts, period)
    again = window.known(reopened) | (np.isnat(reopened) & (numbers_of(facts.cases, "round") > 1))
    flags = (closed & ~again, closed & again, window.holds(reopened))
    escalated = window.holds(moments_of(facts.cases, "escalated_at"))
    counts = [groups.count(flag).tolist() for flag in (*flags, escalated)]
    rows = zip(groups.names, *counts, *_extensions(facts, period, groups), strict=True)
    return {
        name: Outcomes(Rate(first, first + second), Rate(second, first + second), *others)
        for name, first, second, *others in rows
    }


def _extensions(facts: Facts, period: Period, groups: Groups) -> list[list[int]]:
    """Applied, approved, refused: by group of the cases."""
    window = window_of(facts, period)
    places = places_of(facts.extensions, facts)
    applied, decided = (moments_of(facts.extensions, name) for name in ("applied_at", "approved_at"))
    verdicts = facts.extensions["verdict"].to_numpy()
    refused_at = np.where(np.isnat(decided), applied, decided)
    known = places >= 0
    flags = (
        window.holds(applied),
        window.holds(decided) & (verdicts == Word.AGREED.value),
        window.holds(refused_at) & (verdicts == Word.REFUSED.value),
    )
    return [np.bincount(groups.codes[places[flag & known]], minlength=len(groups.names)).tolist() for flag in flags]
