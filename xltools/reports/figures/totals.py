"""What must the tables of a report add up to? Each total counted again, by pandas' own comparisons over plain columns.

Invariant: nothing here goes through the groups and windows that the figures are made of, so that a slip there shows.
"""

from typing import NamedTuple

import pandas as pd

from xltools.model.period import Period
from xltools.reports.facts import Facts


class Totals(NamedTuple):
    """Cases by what happened in the period.

    Attributes:
        received: Came in, raw.
        responded: Were first answered.
        completed: Were done.
        closed: Were closed, no earlier than received.
        open_after: Were open at the end of the period or the cut-off.
        rated: Got a mark.
        marks: How many marks they got.
    """

    received: int
    responded: int
    completed: int
    closed: int
    open_after: int
    rated: int
    marks: int


def totals(facts: Facts, period: Period) -> Totals:
    """Count the facts of a period."""
    end = pd.Timestamp(period.ends_at if facts.cut_off is None else min(period.ends_at, facts.cut_off))
    start = pd.Timestamp(period.starts_at)

    def within(moments: "pd.Series[pd.Timestamp]") -> "pd.Series[bool]":
        return moments.ge(start) & moments.lt(end)

    cases, ratings = facts.cases, facts.ratings[facts.ratings["case"].isin(facts.cases.index)]
    closed = cases["closed_at"].mask(cases["closed_at"] < cases["received_at"], cases["received_at"])
    marked = ratings[within(ratings["rated_at"])]
    return Totals(
        int(within(cases["received_at"]).sum()),
        int(within(cases["first_response_at"]).sum()),
        int(within(cases["completed_at"]).sum()),
        int(within(closed).sum()),
        int((cases["received_at"].lt(end) & ~closed.lt(end)).sum()),
        int(marked["case"].nunique()),
        len(marked),
    )
