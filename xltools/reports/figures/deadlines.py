"""How did every limit stand at the end of a period, or at the cut-off within it?

Invariant: what came later is not known: a limit met later is open, an extension approved later has not moved it.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, Moments, Places, flags_of, moments_of, places_of
from xltools.reports.figures.window import Window, window_of
from xltools.reports.known_then import revised_then


@dataclass(frozen=True, slots=True, eq=False)
class Deadlines:
    """The limits of all cases, in their rounds at hand; all but ``window`` by limit.

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
    known = (cases >= 0) & facts.limits["until"].isna().to_numpy()
    rows, cases = (facts.limits, cases) if known.all() else (facts.limits[known], cases[known])
    due, done = (moments_of(rows, name) for name in ("due", "done"))
    nothing = np.datetime64("NaT", "us")
    done = np.where(window.known(done), done, nothing)
    in_force = revised_then(rows, facts.extensions, pd.Timestamp(window.end))
    revised = np.asarray(in_force.to_numpy(), dtype="datetime64[us]")
    return Deadlines(
        window,
        rows,
        cases,
        due,
        np.where(np.isnat(revised), due, revised),
        done,
        flags_of(rows, "stopped"),
        flags_of(rows, "repeats"),
    )


def met(done: Moments, deadline: Moments) -> Flags:
    """Whether each was done in time; at the deadline is in time.

    A day that was typed without a time is its midnight, and so in time for every deadline of that day.
    """
    return np.asarray(done <= deadline, dtype="bool")
