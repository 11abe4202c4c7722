"""How long does it take? Mean, median and P90, for all and by group.

P90 and the median are interpolated linearly between the two nearest values (Hyndman & Fan 1996, type 7: what Excel's
PERCENTILE.INC does). Invariant: nothing measured, no figures.
"""

from typing import NamedTuple

import numpy as np

from xltools.reports.figures.columns import Flags, Numbers, Places
from xltools.reports.figures.groups import Groups
from xltools.reports.figures.quantiles import MEDIAN, P90
from xltools.reports.figures.rate import FEW


class Spread(NamedTuple):
    """How values lie.

    Attributes:
        n: How many there are.
        mean: Their mean; None for n = 0, as are the next two.
        median: Half are no greater.
        p90: Nine of ten are no greater.
    """

    n: int
    mean: float | None
    median: float | None
    p90: float | None

    @property
    def small(self) -> bool:
        """Whether n is too small to rely on."""
        return self.n < FEW


NO_SPREAD = Spread(0, None, None, None)


def spread_of(values: Numbers) -> Spread:
    """The spread of the values; NaN ones are left out."""
    return spreads_of(values, Groups([""], np.zeros(len(values), dtype="int64")))[0]


def spreads_of(values: Numbers, groups: Groups, chosen: Flags | None = None) -> list[Spread]:
    """The spread of the values in each group, in the order of its names; NaN ones are left out."""
    there = ~np.isnan(values)
    if chosen is not None:
        there &= chosen
    codes, known = groups.codes[there], values[there]
    order = np.lexsort((known, codes))
    known = known[order]
    counts = np.bincount(codes, minlength=len(groups.names)).astype("int64")
    firsts = np.cumsum(counts) - counts
    totals = np.bincount(codes, weights=values[there], minlength=len(groups.names))
    medians = _quantiles(known, firsts, counts, MEDIAN)
    p90s = _quantiles(known, firsts, counts, P90)
    return [
        Spread(n, total / n, median, p90) if n else NO_SPREAD
        for n, total, median, p90 in zip(counts.tolist(), totals.tolist(), medians.tolist(), p90s.tolist(), strict=True)
    ]


def _quantiles(ordered: Numbers, firsts: Places, counts: Places, fraction: float) -> Numbers:
    """A quantile of each run of ascending values; 0 for an empty run."""
    quantiles = np.zeros(len(counts))
    some = counts > 0
    rank = (counts[some] - 1) * fraction
    below = np.floor(rank).astype("int64")
    above = np.minimum(below + 1, counts[some] - 1)
    low, high = ordered[firsts[some] + below], ordered[firsts[some] + above]
    quantiles[some] = low + (high - low) * (rank - below)
    return quantiles
