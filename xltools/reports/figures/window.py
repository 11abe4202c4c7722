"""Which moments does a figure look at? From the beginning of the period to its end, or to the cut-off within it.

Invariant: half-open, like the period: nothing at or behind the end is known, so a period that is over stays as it was.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, Moments
from xltools.reports.figures.definition import Definition, defined


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("covered"), defined("rates"))


class Window(NamedTuple):
    """The moments that count.

    Attributes:
        start: The first.
        end: The first that does not count any more. Before ``start`` where the cut-off is: then nothing counts.
    """

    start: datetime
    end: datetime

    def holds(self, moments: Moments) -> Flags:
        """Which of the moments count; NaT never does."""
        return (moments >= np.datetime64(self.start, "us")) & (moments < np.datetime64(self.end, "us"))

    def before(self, moments: Moments) -> Flags:
        """Which of the moments lie before it."""
        return moments < np.datetime64(self.start, "us")

    def known(self, moments: Moments) -> Flags:
        """Which of the moments had come at its end."""
        return moments < np.datetime64(self.end, "us")


def window_of(facts: Facts, period: Period) -> Window:
    """The period up to the facts' cut-off."""
    end = period.ends_at if facts.cut_off is None else min(facts.cut_off, period.ends_at)
    return Window(period.starts_at, end)


def months_of(facts: Facts, period: Period, count: int = 12) -> list[Period]:
    """The months that a trend is drawn over, oldest first: up to the last one of the period that has begun.

    Args:
        facts: As of the cut-off.
        period: What is reported on.
        count: How many months.
    """
    last = window_of(facts, period).end - timedelta.resolution
    return Period.month(last.year, last.month).months(count)
