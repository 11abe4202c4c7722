"""How long until the customer was answered, and until the case was done?

Invariant: a time belongs to the period in which it ended; whether the case is closed by now does not matter.
"""

from typing import NamedTuple

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, moments_of, numbers_of
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.groups import groups_of
from xltools.reports.figures.spread import Spread, spread_of, spreads_of
from xltools.reports.figures.window import months_of, window_of


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("response_time"), defined("resolution_time"), defined("dates_alone"), defined("median_and_p90"))


# By measure, in the order of `Times`: the moment that it ended with. Both are columns of `Facts.cases`.
ENDED_BY = {
    "response_hours": "first_response_at",
    "response_working_hours": "first_response_at",
    "resolution_hours": "completed_at",
    "resolution_working_hours": "completed_at",
}


class Times(NamedTuple):
    """Durations in hours.

    Attributes:
        response: Received to first response, elapsed; population: ``first_response_at`` in the period.
        response_working: The same in working hours.
        resolution: Received to completed, elapsed, pauses included; population: ``completed_at`` in the period.
        resolution_working: The same in working hours.
    """

    response: Spread
    response_working: Spread
    resolution: Spread
    resolution_working: Spread


def times(facts: Facts, period: Period) -> Times:
    """The durations that ended in the period."""
    return Times(*(spread_of(numbers_of(facts.cases, name)[_ended(facts, period, name)]) for name in ENDED_BY))


def times_by(facts: Facts, period: Period, key: str) -> dict[str, Times]:
    """The same by the values of a dimension's column that any time ended for, in the order of the text."""
    groups = groups_of(facts.cases, key)
    columns = [spreads_of(numbers_of(facts.cases, name), groups, _ended(facts, period, name)) for name in ENDED_BY]
    rows = zip(groups.names, *columns, strict=True)
    return {name: Times(*spreads) for name, *spreads in rows if any(spread.n for spread in spreads)}


def times_by_month(facts: Facts, period: Period, count: int = 12) -> list[tuple[Period, Times]]:
    """The months up to the last one of the period that has begun, oldest first."""
    return [(month, times(facts, month)) for month in months_of(facts, period, count)]


def _ended(facts: Facts, period: Period, measure: str) -> Flags:
    return window_of(facts, period).holds(moments_of(facts.cases, ENDED_BY[measure]))
