"""What is known of the rounds of handling that are over? One row a round, as `xltools.reports.facts` declares it.

Invariant: a row says of the case what the case's own row would have said in that round, masked alike.
"""

from collections.abc import Sequence

import numpy as np

from xltools.reports.extraction.case_facts import case_facts
from xltools.reports.extraction.earlier_rounds import EarlierRounds
from xltools.reports.extraction.rating_facts import RatingFacts
from xltools.reports.extraction.register_facts import Table, stacked, table_of
from xltools.reports.facts import ROUND_COLUMNS


def round_facts(earlier: Sequence[EarlierRounds], ratings: Sequence[RatingFacts]) -> Table:
    """Tell of all rounds that are over.

    Args:
        earlier: The rounds.
        ratings: What customers said in them, in the same order.
    """
    return stacked(ROUND_COLUMNS, [_told(each, marks) for each, marks in zip(earlier, ratings, strict=True)])


def _told(earlier: EarlierRounds, ratings: RatingFacts) -> Table:
    told = case_facts(earlier.cases, ratings).table
    numbers = np.array([each.number for each in earlier.rounds], dtype=np.float64)
    known = {**told, "case": earlier.places, "until": earlier.until, "round": numbers}
    return table_of(ROUND_COLUMNS, {name: known[name] for name in ROUND_COLUMNS})
