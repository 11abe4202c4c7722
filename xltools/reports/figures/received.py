"""Which cases came in, raw and counted once?

Invariant: every case counts once raw, and every problem once at its earliest case: the counts of any groups add up.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, Places, moments_of
from xltools.reports.figures.counted_once import first_of_problem
from xltools.reports.figures.window import window_of


class Received(NamedTuple):
    """The cases received in a period.

    Attributes:
        period: The period.
        places: Their places in ``facts.cases``.
        cases: Their rows, in the same order, with their indexes.
        first: By case, the place among these of the earliest case of the same problem.
    """

    period: Period
    places: Places
    cases: pd.DataFrame
    first: Places

    @property
    def firsts(self) -> Flags:
        """Which of them are counted once."""
        return np.equal(self.first, np.arange(len(self.first)))

    @property
    def raw(self) -> int:
        """How many they are."""
        return len(self.first)

    @property
    def once(self) -> int:
        """How many problems of customers they tell of (FA-15)."""
        return int(self.firsts.sum())


def received_in(facts: Facts, period: Period) -> Received:
    """The cases with ``received_at`` in the period, up to the cut-off."""
    places = np.flatnonzero(window_of(facts, period).holds(moments_of(facts.cases, "received_at")))
    cases = facts.cases.iloc[places]
    return Received(period, np.asarray(places, dtype="int64"), cases, first_of_problem(cases))
