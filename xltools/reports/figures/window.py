"""Which moments does a figure look at? From the beginning of the period to its end, or to the cut-off within it.

Invariant: half-open, like the period: nothing at or behind the end is known, so a period that is over stays as it was.
"""

from datetime import datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.definition import Definition, defined

Moments = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


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


def moments_of(table: pd.DataFrame, name: str) -> Moments:
    """A column of moments, in microseconds."""
    return np.asarray(table[name].to_numpy(), dtype="datetime64[us]")


def numbers_of(table: pd.DataFrame, name: str) -> Numbers:
    """A column of numbers; NaN where there is none."""
    return np.asarray(table[name].to_numpy(), dtype="float64")


def flags_of(table: pd.DataFrame, name: str) -> Flags:
    """A column of flags."""
    return np.asarray(table[name].to_numpy(), dtype="bool")


def places_of(table: pd.DataFrame, facts: Facts) -> Places:
    """The place in ``facts.cases`` of the case that each row of another table belongs to; -1 where it is not there."""
    indexes = np.asarray(facts.cases.index, dtype="int64")
    places = np.full(max(indexes.max(initial=-1), table["case"].max() if len(table) else -1) + 1, -1, dtype="int64")
    places[indexes] = np.arange(len(indexes))
    return np.asarray(places[table["case"].to_numpy(dtype="int64")], dtype="int64")
