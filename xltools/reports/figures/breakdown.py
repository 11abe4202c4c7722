"""What share has each value of a dimension, and how did it change?

Invariant: the rows add up to what was received, raw and once; cases without a value are a row of their own.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import moments_of
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.groups import groups_of
from xltools.reports.figures.rate import Rate, points
from xltools.reports.figures.received import Received
from xltools.reports.figures.window import months_of, window_of


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("share"), defined("change"))


class Slice(NamedTuple):
    """The cases of one value of a dimension.

    Attributes:
        value: What stands in the column; 「（未填）」 for nothing.
        raw: Cases received, of all cases received.
        once: The same counted once (FA-15); a problem counts at its earliest case.
        raw_before: ``raw`` in the period before.
        once_before: ``once`` in the period before.
    """

    value: str
    raw: Rate
    once: Rate
    raw_before: Rate
    once_before: Rate

    @property
    def change(self) -> int:
        """By how many cases, raw, it grew."""
        return self.raw.hits - self.raw_before.hits

    @property
    def share_change(self) -> float | None:
        """By how much its raw share grew, as a fraction of 1; None where one of the periods has no case."""
        return points(self.raw, self.raw_before)


def breakdown(key: str, now: Received, before: Received) -> list[Slice]:
    """The cases received by a dimension, the most frequent value first, then by name.

    Args:
        key: The dimension's column in `Facts.cases`.
        now: Of the period.
        before: Of the one before it.
    """
    groups = groups_of(pd.concat([now.cases[[key]], before.cases[[key]]]), key)
    present = np.arange(len(groups.codes)) < now.raw
    once = np.concatenate([now.firsts, before.firsts])
    counted = (present, present & once, ~present, ~present & once)
    wholes = (now.raw, now.once, before.raw, before.once)
    counts = [groups.count(flags).tolist() for flags in counted]
    slices = []
    for name, *hits in zip(groups.names, *counts, strict=True):
        raw, first, raw_before, first_before = (Rate(hit, n) for hit, n in zip(hits, wholes, strict=True))
        slices.append(Slice(name, raw, first, raw_before, first_before))
    return sorted(slices, key=lambda each: (-each.raw.hits, each.value))


def counts_by_month(facts: Facts, key: str, period: Period, count: int = 12) -> dict[str, list[int]]:
    """By value, the raw cases received in each of the months that `months_of` names, oldest first."""
    groups = groups_of(facts.cases, key)
    received = moments_of(facts.cases, "received_at")
    months = [
        groups.count(window_of(facts, month).holds(received)).tolist() for month in months_of(facts, period, count)
    ]
    return {name: [month[at] for month in months] for at, name in enumerate(groups.names)}
