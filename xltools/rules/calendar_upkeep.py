"""Are next year's holidays known in time?

Invariant: the question is asked from 1 December on, and as long as the year under way is not known.
"""

from collections.abc import Iterator
from datetime import date

from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import SheetTable

_DECEMBER = 12


def check_calendar_year(sheet: SheetTable | None, policy: Policy, today: date) -> Iterator[Finding]:
    """A finding on sheet 工作日历 for each year that should be known by now and is not.

    Args:
        sheet: The sheet, to name its tab; without it the rule sleeps.
        policy: The calendar, which knows how far it reaches.
        today: The day of the pass.
    """
    if sheet is None or policy.calendar is None:
        return
    last = today.year + (today.month == _DECEMBER)
    for year in range(policy.calendar.known_until.year + 1, last + 1):
        yield Finding(FindingCode.CALENDAR_YEAR_MISSING, sheet.title, 0, 0, "", "", {"year": year})
