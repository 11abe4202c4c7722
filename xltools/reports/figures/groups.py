"""Which cases belong together, by what stands in a column?

Invariant: every row is in exactly one group; where nothing stands, in 「（未填）」, so that groups add up to the whole.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xltools.reports.dimensions import unfilled
from xltools.reports.figures.columns import Flags, Numbers, Places


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The groups of a table's rows.

    Attributes:
        names: Of the groups, in the order of the text.
        codes: By row, the place of its group in ``names``.
    """

    names: list[str]
    codes: Places

    def count(self, chosen: Flags) -> Places:
        """How many of the chosen rows each group has."""
        return np.bincount(self.codes[chosen], minlength=len(self.names)).astype("int64")

    def at(self, places: Places) -> "Groups":
        """The same groups for other rows, given by their places among these; -1 belongs to 「（未填）」."""
        nothing = unfilled()
        names = self.names if nothing in self.names else [*self.names, nothing]
        codes = np.append(self.codes, names.index(nothing))
        return Groups(names, codes[places])


def groups_of(table: pd.DataFrame, name: str) -> Groups:
    """The groups by a column of texts."""
    codes, values = pd.factorize(table[name], sort=False)
    nothing = unfilled()
    names = [str(value).strip() or nothing for value in values]
    order = sorted({*names, *([nothing] if (codes < 0).any() else [])})
    place = {name: at for at, name in enumerate(order)}
    targets = np.array([*(place[name] for name in names), place.get(nothing, 0)], dtype="int64")
    return Groups(order, targets[codes])


def sums(groups: Groups, values: Numbers, chosen: Flags) -> Numbers:
    """The sum of the chosen rows' values by group."""
    added = np.bincount(groups.codes[chosen], weights=values[chosen], minlength=len(groups.names))
    return np.asarray(added, dtype="float64")
