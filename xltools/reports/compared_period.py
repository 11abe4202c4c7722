"""What is a period compared with, that may not be over yet?

Invariant: like is compared with like: of the period before no more days than have passed of this one.
"""

from datetime import datetime, timedelta

from xltools.model.period import Period, PeriodKind


def compared(period: Period, cut_off: datetime) -> Period:
    """The period before; of one that is not over yet only as many days as have passed of this one."""
    previous = period.previous()
    days = (cut_off - period.starts_at).days + 1
    if cut_off >= period.ends_at or days >= previous.days:
        return previous
    return Period(PeriodKind.SPAN, previous.start, previous.start + timedelta(days=days))
