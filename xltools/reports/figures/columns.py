"""How are facts counted fast? Columns of their tables as arrays, each row known by its place.

Invariant: an array is as long as its table, and in its order.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from xltools.reports.facts import Facts

Moments = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def moments_of(table: pd.DataFrame, name: str) -> Moments:
    """A column of moments, in microseconds; NaT where there is none."""
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
