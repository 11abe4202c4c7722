"""How much came, how much was done, how much is left?

Invariant: open before + received - closed = open at the end, whatever the registers hold: a case that was closed before
it was received (a slip of the pen) counts as closed when received.
"""

from typing import NamedTuple

import numpy as np

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, Moments, moments_of
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.received import Received, received_in
from xltools.reports.figures.window import months_of, window_of


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("received"), defined("closed"), defined("open_before"), defined("open_after"))


class Volume(NamedTuple):
    """How many cases.

    Attributes:
        received: In the period, raw.
        once: The same, the same problem of the same customer counted once (FA-15).
        closed: In the period, whenever received.
        open_before: Received before the period and not closed by its start: the backlog it began with.
        open_after: Received by the end (or cut-off) and not closed by then.
    """

    received: int
    once: int
    closed: int
    open_before: int
    open_after: int


def volume(facts: Facts, now: Received) -> Volume:
    """The cases of a period in numbers (FA-15)."""
    return Volume(
        now.raw,
        now.once,
        int(closed_in(facts, now.period).sum()),
        int(open_before(facts, now.period).sum()),
        int(open_after(facts, now.period).sum()),
    )


def closing_moments(facts: Facts) -> Moments:
    """By case, when it was closed, no earlier than received; NaT while open."""
    closed = moments_of(facts.cases, "closed_at")
    received = moments_of(facts.cases, "received_at")
    return np.where(closed < received, received, closed)


def closed_in(facts: Facts, period: Period) -> Flags:
    """Which of ``facts.cases`` were closed in the period."""
    return window_of(facts, period).holds(closing_moments(facts))


def open_before(facts: Facts, period: Period) -> Flags:
    """Which of ``facts.cases`` were open at the beginning of the period."""
    window = window_of(facts, period)
    return window.before(moments_of(facts.cases, "received_at")) & ~window.before(closing_moments(facts))


def open_after(facts: Facts, period: Period) -> Flags:
    """Which of ``facts.cases`` were open at its end, or at the cut-off within it."""
    window = window_of(facts, period)
    return window.known(moments_of(facts.cases, "received_at")) & ~window.known(closing_moments(facts))


def volume_by_month(facts: Facts, period: Period, count: int = 12) -> list[tuple[Period, Volume]]:
    """The months up to the last one of the period that has begun, oldest first."""
    return [(month, volume(facts, received_in(facts, month))) for month in months_of(facts, period, count)]
