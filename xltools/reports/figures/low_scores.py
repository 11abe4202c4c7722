"""Why were customers dissatisfied? (ST-13)

Invariant: every case with a low mark in the period has one reason, if only 「（未填）」: the reasons add up to them.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from xltools.model.period import Period
from xltools.reports.dimensions import unfilled
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import flags_of, moments_of, places_of
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.groups import groups_of
from xltools.reports.figures.similar_clusters import similar_clusters
from xltools.reports.figures.window import window_of

SIMILAR_REASONS = 60


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("low_score_reasons", similar=SIMILAR_REASONS),)


class Reason(NamedTuple):
    """Why cases were rated low.

    Attributes:
        text: The wording that most of them have, 「（未填）」 for none.
        cases: Their indexes in ``facts.cases``.
    """

    text: str
    cases: tuple[int, ...]


class LowScores(NamedTuple):
    """The cases with a low mark in the period, in whatever round of handling.

    Attributes:
        cases: How many.
        kinds: By root cause kind, 「（未填）」 included, the most frequent first.
        dimensions: What was marked low and in how many of these cases, the most frequent first.
        reasons: What was said, similar texts together, the most frequent first.
    """

    cases: int
    kinds: tuple[tuple[str, int], ...]
    dimensions: tuple[tuple[str, int], ...]
    reasons: tuple[Reason, ...]


def low_score_reasons(facts: Facts, period: Period) -> LowScores:
    """Why the customers who were asked in the period were dissatisfied."""
    marks = facts.ratings
    window, cases = window_of(facts, period), places_of(marks, facts)
    counted = window.holds(moments_of(marks, "rated_at")) & flags_of(marks, "low") & (cases >= 0)
    low = np.zeros(len(facts.cases), dtype="bool")
    low[cases[counted]] = True
    groups = groups_of(facts.cases, "root_cause_kind")
    kinds = zip(groups.names, groups.count(low).tolist(), strict=True)
    mine = marks[counted]
    named = Counter(str(name) for name in mine.drop_duplicates(["case", "dimension"])["dimension"])
    return LowScores(int(low.sum()), _ranked(kinds), _ranked(named.items()), _reasons(mine, facts.cases.index[low]))


def _reasons(marks: pd.DataFrame, cases: pd.Index) -> tuple[Reason, ...]:
    """Of several low rounds the latest one's reason counts."""
    told = marks[marks["reason"].notna()].sort_values("rated_at", kind="stable")
    said = told.drop_duplicates("case", keep="last").set_index("case")["reason"].sort_index()
    texts, indexes = said.tolist(), said.index.to_numpy()
    clusters = similar_clusters(np.zeros(len(texts), dtype="int64"), texts, SIMILAR_REASONS)
    reasons = [Reason(cluster.text, tuple(indexes[list(cluster.places)].tolist())) for cluster in clusters]
    silent = tuple(cases.difference(said.index).tolist())
    if silent:
        reasons.append(Reason(unfilled(), silent))
    return tuple(sorted(reasons, key=lambda each: (-len(each.cases), each.text)))


def _ranked(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((name, n) for name, n in counts if n), key=lambda each: (-each[1], each[0])))
