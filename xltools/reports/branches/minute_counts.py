"""How long did it take, told so that many registers can be added up? How many cases took so many minutes.

Invariant: sums are of whole seconds and counts of whole minutes, so the order in which parts are added makes no
difference; nothing measured, no figures.
"""

import math
from collections import Counter
from dataclasses import dataclass, field

_SECONDS, _MINUTES = 3600, 60  # of an hour


@dataclass(slots=True)
class MinuteCounts:
    """Durations by the minute.

    Attributes:
        seconds: All of them together, in seconds.
        minutes: How many there are, by their length in minutes.
    """

    seconds: int = 0
    minutes: Counter[int] = field(default_factory=Counter)

    def count(self, seconds: int) -> None:
        """Count one duration."""
        self.seconds += seconds
        self.minutes[round(seconds / _MINUTES)] += 1

    def add(self, other: "MinuteCounts") -> None:
        """Count those of another as well."""
        self.seconds += other.seconds
        self.minutes.update(other.minutes)

    @property
    def n(self) -> int:
        """How many there are."""
        return self.minutes.total()

    @property
    def mean(self) -> float | None:
        """Their mean in hours; None where there is none."""
        return self.seconds / self.n / _SECONDS if self.n else None

    def quantile(self, fraction: float) -> float | None:
        """The length in hours, to the minute, that this fraction of them does not exceed; None where there is none.

        Interpolated linearly between the two nearest (Hyndman & Fan 1996, type 7), as in `xltools.reports.figures`.
        """
        if not self.n:
            return None
        rank = (self.n - 1) * fraction
        low, high = self._at(math.floor(rank)), self._at(math.ceil(rank))
        return (low + (high - low) * (rank - math.floor(rank))) / _MINUTES

    def _at(self, place: int) -> int:
        """The length of the one at that place, from 0, in ascending order."""
        passed = 0
        for minutes in sorted(self.minutes):
            passed += self.minutes[minutes]
            if passed > place:
                return minutes
        raise IndexError(place)
