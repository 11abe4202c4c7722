"""Two random months of cases: pure noise, or with a cause planted in the second."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tests.reports.fact_tables import facts_of
from xltools.reports.causes.analysis import Analysis, analyse
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.facts import Facts

# Values a dimension, most frequent first by a power law; classes follow from the small class, as in a register.
VALUES = {"subcategory": 15, "problem": 40, "product": 8, "batch": 30, "region": 8, "channel": 5, "diagnosis": 5}
FROM_SUBCATEGORY = {"category": 6, "type": 3, "department": 5}
LABELS = {each.key: each.label for each in DIMENSIONS}
_COLUMNS = ["register", *(each.key for each in DIMENSIONS if each.causal)]
_LIKE_ANY = facts_of()
Month = dict[str, np.ndarray]


@dataclass(frozen=True)
class Planted:
    """What is put into a share of the cases: values by dimension."""

    values: Mapping[str, int]
    before: float
    now: float

    @property
    def conditions(self) -> set[tuple[str, str]]:
        return {(LABELS[key], word(key, value)) for key, value in self.values.items()}


def word(key: str, value: int) -> str:
    return f"{LABELS[key]}{value}"


def month(random: np.random.Generator, cases: int, skew: float = 1.0) -> Month:
    columns = {key: _drawn(random, count, cases, skew) for key, count in VALUES.items()}
    for key, count in FROM_SUBCATEGORY.items():
        columns[key] = columns["subcategory"] % count
    return columns


def _drawn(random: np.random.Generator, values: int, cases: int, skew: float) -> np.ndarray:
    weights = 1 / np.arange(1, values + 1) ** skew
    return random.choice(values, cases, p=weights / weights.sum())


def planted(random: np.random.Generator, columns: Month, values: Mapping[str, int], share: float) -> Month:
    hit = random.random(len(columns["problem"])) < share
    return {key: np.where(hit, values[key], column) if key in values else column for key, column in columns.items()}


def facts_for(now: Month, before: Month) -> Facts:
    """This month's cases first."""
    cases = {}
    for key in now:
        words = np.array([word(key, value) for value in range(max(VALUES.values()))], dtype=object)
        cases[key] = words[np.concatenate([now[key], before[key]])]
    return replace(_LIKE_ANY, cases=pd.DataFrame(cases, dtype=object).reindex(columns=_COLUMNS).astype(object))


def compared(now: Month, before: Month) -> Analysis:
    size, other = len(now["problem"]), len(before["problem"])
    return analyse(facts_for(now, before), range(size), range(size, size + other))


def noise(random: np.random.Generator, cases: int, cases_before: int, skew: float = 1.0) -> Analysis:
    return compared(month(random, cases, skew), month(random, cases_before, skew))


def vanished(random: np.random.Generator, cases: int) -> Analysis:
    """A problem that was four of ten cases is gone: all other shares rise, and nothing has come about."""
    before = planted(random, month(random, cases), {"problem": 0, "product": 3, "batch": 20}, 0.4)
    return compared(month(random, int(cases * 0.6)), before)


def with_cause(random: np.random.Generator, cases: int, cause: Planted) -> Analysis:
    now = planted(random, month(random, cases), cause.values, cause.now)
    return compared(now, planted(random, month(random, cases), cause.values, cause.before))
