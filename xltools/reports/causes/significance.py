"""Could it be chance? Exact upper tails of the hypergeometric and the binomial distribution.

Invariant: probabilities are sums of terms that are each right to about nine digits; nothing is approximated by a normal
curve, so that five cases are judged as soundly as five thousand.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

_SPREADS = 12  # standard deviations behind which less than 1e-30 lies
Logarithms = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Chances:
    """Tails over counts up to ``largest``."""

    largest: int

    @cached_property
    def _factorials(self) -> Logarithms:
        """Logarithms of 0!, 1!, 2! …"""
        return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, self.largest + 1)))))

    def of_share(self, now: int, before: int, total_now: int, total_before: int) -> float:
        """How likely is a share this much larger, if the share were the same in both periods?

        Fisher's exact test, one-sided: P(X >= now), X hypergeometric with both margins given (R. A. Fisher, 1935).

        Args:
            now: Cases of the segment in this period.
            before: Its cases in the period before.
            total_now: All cases of this period.
            total_before: All cases of the period before.
        """
        marked, total = now + before, total_now + total_before
        if not marked or not total_now:
            return 1.0
        mean = total_now * marked / total
        spread = (mean * (1 - marked / total) * (total_before / max(total - 1, 1))) ** 0.5
        counts = self._counts(now, min(marked, total_now), mean, spread)
        log = self._chosen(marked, counts) + self._chosen(total - marked, total_now - counts)
        return _summed(log - self._chosen(total, np.array(total_now)))

    def of_count(self, now: int, before: int, exposure: float) -> float:
        """How likely is a count this much larger, if cases came at the same rate in both periods?

        Two Poisson rates compared by the exact conditional test: P(X >= now), X binomial over the cases of both periods
        (J. Przyborowski and H. Wilenski, Biometrika 31, 1940).

        Args:
            now: Cases in this period.
            before: Cases in the period before.
            exposure: This period's length in lengths of the one before; above 0.
        """
        both, part = now + before, exposure / (1 + exposure)
        if not both:
            return 1.0
        counts = self._counts(now, both, both * part, (both * part * (1 - part)) ** 0.5)
        log = self._chosen(both, counts) + counts * np.log(part) + (both - counts) * np.log(1 - part)
        return _summed(log)

    def _chosen(self, many: int, few: npt.NDArray[np.int64]) -> Logarithms:
        """Logarithms of the binomial coefficients; what cannot be chosen is impossible."""
        known = self._factorials
        possible = (few >= 0) & (few <= many)
        fewer = np.where(possible, few, 0)
        chosen: Logarithms = np.where(possible, known[many] - known[fewer] - known[many - fewer], -np.inf)
        return chosen

    @staticmethod
    def _counts(least: int, most: int, mean: float, spread: float) -> npt.NDArray[np.int64]:
        end = min(most, max(least, int(mean)) + int(_SPREADS * spread) + 1)
        return np.arange(least, end + 1)


def _summed(logarithms: Logarithms) -> float:
    return min(1.0, float(np.exp(logarithms).sum()))
