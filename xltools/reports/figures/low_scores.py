"""Why were customers dissatisfied? (ST-13)

Invariant: every dissatisfied case rated in the period has one reason, if only 「（未填）」: the reasons add up to them.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.groups import UNFILLED, groups_of
from xltools.reports.figures.parameters import low_scores, low_words
from xltools.reports.figures.similar_clusters import similar_clusters
from xltools.reports.figures.window import Flags, flags_of, moments_of, window_of

SIMILAR_REASONS = 60

DEFINITIONS = (
    (
        "低分原因",
        (
            "评价时间在本期内的不满意反馈，按原因维度、按低分的评价项目、按原因文字（低分原因，缺则客户意见，"
            f"再缺则根本原因）分别计数；文字相似度不低于{SIMILAR_REASONS}%的归为一条。"
        ),
    ),
)


class Reason(NamedTuple):
    """Why cases were rated low.

    Attributes:
        text: The wording that most of them have, 「（未填）」 for none.
        cases: Their indexes in ``facts.cases``.
    """

    text: str
    cases: tuple[int, ...]


class LowScores(NamedTuple):
    """The dissatisfied cases rated in the period.

    Attributes:
        cases: How many.
        kinds: By root cause kind, 「（未填）」 included, the most frequent first.
        dimensions: What was marked low and in how many of these cases, the most frequent first: a mark whose word asks
            for second handling, or at or below the register's threshold.
        reasons: What was said, similar texts together, the most frequent first.
    """

    cases: int
    kinds: tuple[tuple[str, int], ...]
    dimensions: tuple[tuple[str, int], ...]
    reasons: tuple[Reason, ...]


def low_score_reasons(facts: Facts, period: Period) -> LowScores:
    """Why the customers who were asked in the period were dissatisfied."""
    window = window_of(facts, period)
    low = window.holds(moments_of(facts.cases, "rated_at")) & flags_of(facts.cases, "dissatisfied")
    groups = groups_of(facts.cases, "root_cause_kind")
    kinds = zip(groups.names, groups.count(low).tolist(), strict=True)
    return LowScores(int(low.sum()), _ranked(kinds), _low_dimensions(facts, period, low), _reasons(facts, low))


def _low_dimensions(facts: Facts, period: Period, low: Flags) -> tuple[tuple[str, int], ...]:
    thresholds, words = low_scores(facts), low_words(facts)
    registers = facts.cases["register"][low].to_dict()
    mine = facts.ratings[window_of(facts, period).holds(moments_of(facts.ratings, "rated_at"))]
    mine = mine[mine["case"].isin(facts.cases.index[low])]
    marked: dict[str, set[int]] = {}
    for case, dimension, value, word in zip(
        *(mine[name] for name in ("case", "dimension", "value", "word")), strict=True
    ):
        register = registers[case]
        by_word = isinstance(word, str)
        if word in words.get(register, ()) if by_word else value <= thresholds.get(register, 0):
            marked.setdefault(dimension, set()).add(case)
    return _ranked((name, len(cases)) for name, cases in marked.items())


def _reasons(facts: Facts, low: Flags) -> tuple[Reason, ...]:
    cases = facts.cases[low]
    said = cases["low_score_reason"]
    for other in ("customer_comment", "root_cause"):
        said = said.where(said.notna(), cases[other])
    told = said[said.notna()]
    texts = told.tolist()
    clusters = similar_clusters(np.zeros(len(texts), dtype="int64"), texts, SIMILAR_REASONS)
    indexes = told.index.to_numpy()
    reasons = [Reason(cluster.text, tuple(indexes[list(cluster.places)].tolist())) for cluster in clusters]
    silent = tuple(said[said.isna()].index.tolist())
    if silent:
        reasons.append(Reason(UNFILLED, silent))
    return tuple(sorted(reasons, key=lambda each: (-len(each.cases), each.text)))


def _ranked(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((name, n) for name, n in counts if n), key=lambda each: (-each[1], each[0])))
