"""How much working time lies between two moments, for a whole column of them?

Invariant: the same as `BusinessCalendar.between`, moment by moment.
"""

import numpy as np

from xltools.model.business_calendar import BusinessCalendar
from xltools.model.work_calendar import WorkCalendar
from xltools.reports.extraction.register_facts import Array, moments

_HOUR = 3600


def working_hours(calendar: WorkCalendar | None, since: Array, until: Array) -> Array:
    """Working hours from one moment to another; negative where the other lies before.

    Args:
        calendar: Working time; without one, nothing is known.
        since: Moments to the second.
        until: As many.

    Returns:
        Hours; NaN where a moment is missing.
    """
    hours = np.full(len(since), np.nan)
    known = ~(np.isnat(since) | np.isnat(until))
    if calendar is not None and known.any():
        worked = _worked(calendar.business, np.stack([since[known], until[known]]))
        hours[known] = (worked[1] - worked[0]) / _HOUR
    return hours


def _worked(calendar: BusinessCalendar, told: Array) -> Array:
    """Seconds of working time from the earliest of the moments to each."""
    windows = list(calendar.windows(told.min().item(), told.max().item()))
    if not windows:
        return np.zeros(told.shape, dtype=np.int64)
    opens, closes = (moments(ends).astype(np.int64) for ends in zip(*windows, strict=True))
    before = np.concatenate([[0], np.cumsum(closes - opens)])
    seconds = told.astype(np.int64)
    window = np.searchsorted(opens, seconds, side="right") - 1  # -1 before the first one opens
    within = np.minimum(seconds, closes[window]) - opens[window]
    return np.where(window < 0, 0, before[window] + within)
