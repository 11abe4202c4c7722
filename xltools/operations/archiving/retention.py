"""Until when must a case be kept? Counted from its closing, by calendar years. (FR-14, ST-12)

Invariant: the day is the last one on which it must be kept; the day of closing itself does not count (Civil Code of the
People's Republic of China, articles 201 and 202).
"""

from calendar import monthrange
from datetime import date, datetime

_MONTHS = 12


def retain_until(closed_at: datetime, years: float) -> date:
    """The same day so many years later; the month's last day where there is no such day (29 February)."""
    months = closed_at.year * _MONTHS + closed_at.month - 1 + max(0, round(years * _MONTHS))
    year, month = divmod(months, _MONTHS)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(closed_at.day, monthrange(year, month + 1)[1]))
