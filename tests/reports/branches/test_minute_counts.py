"""Durations that can be added up: the same figures as of all of them together, to the minute."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.reports.branches.minute_counts import MinuteCounts
from xltools.reports.figures.quantiles import MEDIAN, P90
from xltools.reports.figures.spread import spread_of

MINUTES = st.lists(st.integers(-60, 60 * 24 * 30), max_size=40)


def counted(minutes: list[int]) -> MinuteCounts:
    counts = MinuteCounts()
    for each in minutes:
        counts.count(each * 60)
    return counts


@given(MINUTES, MINUTES)
def test_parts_added_up_are_the_whole(some: list[int], others: list[int]) -> None:
    together = counted(others)
    together.add(counted(some))
    assert together == counted(some + others)
    spread = spread_of(np.array([each / 60 for each in some + others], dtype="float64"))
    assert together.n == spread.n
    for ours, theirs in (
        (together.mean, spread.mean),
        (together.quantile(MEDIAN), spread.median),
        (together.quantile(P90), spread.p90),
    ):
        assert ours == (None if theirs is None else pytest.approx(theirs))
