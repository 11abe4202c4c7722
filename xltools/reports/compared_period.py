"""What is a period compared with, that may not be over yet?

Invariant: like is compared with like: of the period before no more time than has passed of this one, to the minute, for
nine hours of a day against a whole one are always fewer cases.
"""

from datetime import datetime, time, timedelta

from xltools.model.period import Period, PeriodKind

_DAY = timedelta(days=1)


def compared(period: Period, cut_off: datetime) -> Period:
    """The period before; of one that is not over yet only as long as has passed of this one."""
    previous = period.previous()
    stops_at = previous.starts_at + (cut_off - period.starts_at)
    if not period.starts_at < cut_off < period.ends_at or stops_at >= previous.ends_at:
        return previous
    days, whole = stops_at.date() - previous.start, stops_at.time() == time()
    days += timedelta() if whole else _DAY
    kind = PeriodKind.DAY if days == _DAY else PeriodKind.SPAN
    return Period(kind, previous.start, previous.start + days, None if whole else stops_at)
