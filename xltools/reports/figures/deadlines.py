"""How did every limit stand at the end of a period, or at the cut-off within it?

Invariant: what came later is not known: a limit met later is open, an extension approved later has not moved it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.window import Flags, Moments, Places, Window, flags_of, moments_of, places_of, window_of


@dataclass(frozen=True, slots=True, eq=False)
class Deadlines:
    """The limits of all cases; all but ``window`` by limit.

    Attributes:
        window: The moments that count.
        rows: Rows of `Facts.limits`.
        cases: The places of their cases in ``facts.cases``.
        due: The original deadlines.
        revised: The deadlines with approved extensions; ``due`` without any.
        done: When met; NaT while open.
        stopped: Open and standing still, so that it cannot be late.
        repeats: Runs anew with each message.
    """

    window: Window
    rows: pd.DataFrame
    cases: Places
    due: Moments
    revised: Moments
    done: Moments
    stopped: Flags
    repeats: Flags


def deadlines_of(facts: Facts, period: Period) -> Deadlines:
    """All limits as they stood."""
    window = window_of(facts, period)
    cases = places_of(facts.limits, facts)
    known = cases >= 0
    rows, cases = (facts.limits, cases) if known.all() else (facts.limits[known], cases[known])
    due, revised, done = (moments_of(rows, name) for name in ("due", "revised", "done"))
    nothing = np.datetime64("NaT", "us")
    done = np.where(window.known(done), done, nothing)
    in_force = ~np.isnat(revised) & ~_approved_later(facts, window)[cases]
    return Deadlines(
        window,
        rows,
        cases,
        due,
        np.where(in_force, revised, due),
        done,
        flags_of(rows, "stopped"),
        flags_of(rows, "repeats"),
    )


def _approved_later(facts: Facts, window: Window) -> Flags:
    """By case, whether an extension was approved at the end of the window or later."""
    approved = moments_of(facts.extensions, "approved_at")
    places = places_of(facts.extensions, facts)
    later = np.zeros(len(facts.cases), dtype="bool")
    later[places[(approved >= np.datetime64(window.end, "us")) & (places >= 0)]] = True
    return later


def met(done: Moments, deadline: Moments) -> Flags:
    """Whether each was done in time; at the deadline is in time.

    A day that was typed without a time is its midnight, and so in time for every deadline of that day.
    """
    return np.asarray(done <= deadline, dtype="bool")
