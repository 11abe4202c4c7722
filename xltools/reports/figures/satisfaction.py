"""How satisfied are the customers, and how many of them said anything?

Invariant: what was not said is not zero: it is in no mean, only in the response rate.
"""

from typing import NamedTuple

import numpy as np

from xltools.model.period import Period
from xltools.reports.facts import NO_RATING, Facts
from xltools.reports.figures.columns import Flags, Numbers, Places, flags_of, moments_of, numbers_of, places_of
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.groups import Groups, groups_of, sums
from xltools.reports.figures.rate import FEW, Rate
from xltools.reports.figures.window import months_of, window_of


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("mean_mark"), defined("satisfied"), defined("response_rate"), defined("mark_share"))


class Score(NamedTuple):
    """The marks of one register for one thing.

    Attributes:
        register: Its name in the report.
        dimension: What was marked, by its head: 满意度, 服务时效 …
        n: Marks given in the period.
        mean: Their mean, from the lowest mark of the scale to ``top``.
        top: The best mark.
        spread: What was said and how often, the best first; a number where it was no word.
    """

    register: str
    dimension: str
    n: int
    mean: float
    top: float
    spread: tuple[tuple[str, int], ...]

    @property
    def small(self) -> bool:
        """Whether n is too small to rely on."""
        return self.n < FEW


class Approval(NamedTuple):
    """The customers' word in rates.

    Attributes:
        satisfied: Cases without a low mark in the period, of those with a mark in it that could have been a low one.
        response: Cases with any mark by the end, of those that were completed in the period, in registers that ask.
    """

    satisfied: Rate
    response: Rate


class MeanMark(NamedTuple):
    """Marks of any scales, each brought to a fraction of its scale.

    Attributes:
        n: Cases that were marked; each counts once, however many things were marked in it.
        mean: Of all their marks, (value - lowest) / (top - lowest), from 0 to 1; None for n = 0.
    """

    n: int
    mean: float | None

    @property
    def small(self) -> bool:
        """Whether n is too small to rely on."""
        return self.n < FEW


NO_MARK = MeanMark(0, None)


def scores(facts: Facts, period: Period) -> list[Score]:
    """The marks given in the period by register and dimension, in the order in which they first come in the facts."""
    cases = places_of(facts.ratings, facts)
    mine = facts.ratings[_rated(facts, period) & (cases >= 0) & facts.ratings["value"].notna().to_numpy()]
    registers = facts.cases["register"].reindex(mine["case"]).to_numpy()
    found = []
    for (register, dimension, _), marks in mine.groupby([registers, "dimension", "top"], sort=False):
        words: dict[tuple[float, str], int] = {}
        for value, word in zip(marks["value"].tolist(), marks["word"].tolist(), strict=True):
            said = (value, word if isinstance(word, str) else f"{value:g}")
            words[said] = words.get(said, 0) + 1
        spread = tuple((word, count) for (_, word), count in sorted(words.items(), key=lambda each: -each[0][0]))
        found.append(
            Score(
                str(register),
                str(dimension),
                len(marks),
                float(marks["value"].mean()),
                float(marks["top"].max()),
                spread,
            )
        )
    return found


def approval(facts: Facts, period: Period) -> Approval:
    """The rates over all cases."""
    return _approvals(facts, period, Groups([""], np.zeros(len(facts.cases), dtype="int64")))[""]


def approval_by(facts: Facts, period: Period, key: str) -> dict[str, Approval]:
    """The rates by a dimension's column; values of which no case was rated or completed are absent."""
    rates = _approvals(facts, period, groups_of(facts.cases, key))
    return {name: each for name, each in rates.items() if each.satisfied.n or each.response.n}


def mean_mark(facts: Facts, period: Period) -> MeanMark:
    """All marks given in the period as a fraction of their scales."""
    return _means(Groups([""], np.zeros(len(facts.ratings), dtype="int64")), _marks(facts, period))[""]


def mean_mark_by(facts: Facts, period: Period, key: str) -> dict[str, MeanMark]:
    """The same by a dimension of the cases, where anything was marked."""
    groups = groups_of(facts.cases, key).at(places_of(facts.ratings, facts))
    return {name: each for name, each in _means(groups, _marks(facts, period)).items() if each.n}


def mean_marks_by_month(facts: Facts, period: Period, count: int = 12) -> list[tuple[Period, MeanMark]]:
    """The months up to the last one of the period that has begun, oldest first."""
    return [(month, mean_mark(facts, month)) for month in months_of(facts, period, count)]


def dimension_marks_by_month(facts: Facts, period: Period, count: int = 12) -> dict[str, list[tuple[Period, MeanMark]]]:
    """The same for each rated dimension; of registers that call it alike, together."""
    groups = groups_of(facts.ratings, "dimension")
    months = [(month, _means(groups, _marks(facts, month))) for month in months_of(facts, period, count)]
    return {name: [(month, means[name]) for month, means in months] for name in groups.names}


def _rated(facts: Facts, period: Period) -> Flags:
    return window_of(facts, period).holds(moments_of(facts.ratings, "rated_at"))


def _asked(facts: Facts) -> Flags:
    """By case, whether its register has any field of ratings: who was never asked has left nothing unanswered."""
    silent = [each.name for each in facts.sources if NO_RATING in each.missing]
    return ~np.asarray(facts.cases["register"].isin(silent).to_numpy(), dtype="bool")


class _Marks(NamedTuple):
    """By rating: the fraction of its scale, whether it counts, and the place of its case."""

    fractions: Numbers
    counted: Flags
    cases: Places


def _marks(facts: Facts, period: Period) -> _Marks:
    """The marks of a period; a scale of one step says nothing."""
    cases = places_of(facts.ratings, facts)
    value, lowest, top = (numbers_of(facts.ratings, name) for name in ("value", "lowest", "top"))
    usable = (top > lowest) & ~np.isnan(value)
    fractions = np.zeros(len(value))
    fractions[usable] = (value - lowest)[usable] / (top - lowest)[usable]
    return _Marks(fractions, usable & _rated(facts, period) & (cases >= 0), cases)


def _means(groups: Groups, marks: _Marks) -> dict[str, MeanMark]:
    given = groups.count(marks.counted).tolist()
    totals = sums(groups, marks.fractions, marks.counted).tolist()
    pairs = np.unique(np.column_stack((groups.codes, marks.cases))[marks.counted], axis=0)
    cases = np.bincount(pairs[:, 0], minlength=len(groups.names)).tolist()
    return {
        name: MeanMark(n, total / count) if n else NO_MARK
        for name, n, total, count in zip(groups.names, cases, totals, given, strict=True)
    }


def _approvals(facts: Facts, period: Period, groups: Groups) -> dict[str, Approval]:
    window = window_of(facts, period)
    cases = places_of(facts.ratings, facts)
    at = moments_of(facts.ratings, "rated_at")
    judged, low, answered = (np.zeros(len(facts.cases), dtype="bool") for _ in range(3))
    judged[cases[window.holds(at) & (cases >= 0) & flags_of(facts.ratings, "judged")]] = True
    low[cases[window.holds(at) & (cases >= 0) & flags_of(facts.ratings, "low")]] = True
    answered[cases[window.known(at) & (cases >= 0)]] = True
    completed = window.holds(moments_of(facts.cases, "completed_at")) & _asked(facts)
    flags = (judged & ~low, judged, answered & completed, completed)
    counts = [groups.count(flag).tolist() for flag in flags]
    return {
        name: Approval(Rate(satisfied, of), Rate(response, done))
        for name, satisfied, of, response, done in zip(groups.names, *counts, strict=True)
    }
