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

Moments = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

DEFINITIONS = (
    (
        "统计范围",
        "本期第一天零时起，至本期结束或数据截止时刻（取较早者）止；截止时刻及以后发生的事不计入，截止时的状态以该时刻为准。",
    ),
    ("比率", "凡比率均列出样本数 n；n=0 时留空，不写 0 或 100%；n<5 的仅供参考。"),
)


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
