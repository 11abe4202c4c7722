"""How many of how many? A rate that never stands without its n.

Invariant: a rate of nothing has no value; it is neither 0 nor 100 %.
"""

from typing import NamedTuple

FEW = 5  # below this many cases a rate or a mean is shown, but marked as too few to rely on


class Rate(NamedTuple):
    """A part of a whole.

    Attributes:
        hits: The numerator.
        n: The denominator, which holds the hits.
    """

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The fraction of 1; None for n = 0."""
        return self.hits / self.n if self.n else None

    @property
    def small(self) -> bool:
        """Whether n is too small to rely on, nothing at all included."""
        return self.n < FEW


NO_RATE = Rate(0, 0)


def points(now: Rate, before: Rate) -> float | None:
    """By how much a rate moved, as a difference of fractions; None unless both have a value."""
    return None if now.value is None or before.value is None else now.value - before.value
