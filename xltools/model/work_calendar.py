"""When does the company work, and how far ahead is that known?

Invariant: a day beyond ``known_until`` may still become a holiday or a make-up day; what rests on it is provisional.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xltools.model.business_calendar import BusinessCalendar


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The company's working time with its reasons.

    Attributes:
        business: Reckons with working hours and working days.
        known_until: The last day for which holidays and make-up days are published or entered.
        reasons: Why a date differs from its weekday: 「国庆节」, 「调休上班」, or the name on sheet 工作日历.
    """

    business: BusinessCalendar
    known_until: date
    reasons: Mapping[date, str]

    def is_provisional(self, moment: datetime) -> bool:
        """Whether working time up to that moment is not known yet; a midnight belongs to the day that it ends."""
        return (moment - timedelta.resolution).date() > self.known_until
