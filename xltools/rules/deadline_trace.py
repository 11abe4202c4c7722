"""Through which time did a limit run to its due time? One segment a window, day or pause.

Invariant: the segments that count add up to the limit, and the last of them ends at the due time that
`xltools.rules.deadlines` gives.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from xltools.model.business_calendar import Pauses
from xltools.model.sla_timer import Limit, LimitUnit
from xltools.model.work_calendar import WorkCalendar
from xltools.rules.deadlines import due_time

_SHOWN_DAYS = 2
_ONE_DAY = timedelta(days=1)


class Passing(StrEnum):
    """How time passes."""

    COUNTED = "counted"  # it uses up the limit
    WORKING_DAY = "working_day"  # it is one of the limit's working days
    MADE_UP = "made_up"  # behind the last of them: working time instead of the paused
    PAUSED = "paused"  # the clock stands still
    DAY_OFF = "day_off"  # a holiday, or what sheet 工作日历 calls the day


class Segment(NamedTuple):
    """A stretch of time on the way to a due time.

    Attributes:
        passing: How it passes.
        start: From when.
        end: Until when; days off end at the midnight behind them.
        time: Its length on the limit's clock; of a pause, the part that the limit would have counted.
        days: How many days it stands for; 0 for wall time.
        reason: The name of the holiday, or why a day off is worked.
    """

    passing: Passing
    start: datetime
    end: datetime
    time: timedelta
    days: int = 0
    reason: str = ""


def trace(start: datetime, limit: Limit, calendar: WorkCalendar | None, pauses: Pauses = ()) -> list[Segment]:
    """The way from a start to the due time of a limit, in the order of time.

    Args:
        start: From when.
        limit: How long.
        calendar: Working time; without one all time is working time.
        pauses: When the clock stood still, in order and apart.
    """
    due = due_time(start, limit, calendar, pauses)
    if calendar is None or not limit.unit.is_working:
        stops = list(_within(pauses, start, due))
        counted = [Segment(Passing.COUNTED, *piece, piece[1] - piece[0]) for piece in _between(stops, start, due)]
        return _in_order([*counted, *(Segment(Passing.PAUSED, *stop, stop[1] - stop[0]) for stop in stops)])
    way = _WorkingWay(calendar, pauses)
    if limit.unit is LimitUnit.WORKING_HOURS:
        segments = [*way.windows(Passing.COUNTED, start, due), *way.stops(start, due, due)]
    else:
        unpaused = due_time(start, limit, calendar)
        segments = [
            *way.working_days(start, unpaused),
            *way.windows(Passing.MADE_UP, unpaused, due),
            *way.stops(start, due, unpaused),
        ]
    return _in_order([*segments, *way.days_off(start, due)])


def folded(segments: Sequence[Segment]) -> list[Segment]:
    """The same way with the middle of long runs of ordinary working days as one segment; the sums stay."""
    shown: list[Segment] = []
    for (passing, reason), group in groupby(segments, key=lambda each: (each.passing, each.reason)):
        run = list(group)
        days = sorted({each.start.date() for each in run})
        if reason or passing not in (Passing.COUNTED, Passing.WORKING_DAY) or len(days) <= 2 * _SHOWN_DAYS + 1:
            shown += run
            continue
        middle = set(days[_SHOWN_DAYS:-_SHOWN_DAYS])
        inner = [each for each in run if each.start.date() in middle]
        time = sum((each.time for each in inner), timedelta())
        shown += [each for each in run if each.start.date() < inner[0].start.date()]
        shown.append(Segment(passing, inner[0].start, inner[-1].end, time, len(middle)))
        shown += [each for each in run if each.start.date() > inner[-1].start.date()]
    return shown


class _WorkingWay:
    """Windows, days and pauses on the company's clock."""

    def __init__(self, calendar: WorkCalendar, pauses: Pauses) -> None:
        self._business, self._reasons, self._pauses = calendar.business, calendar.reasons, pauses

    def windows(self, passing: Passing, start: datetime, end: datetime) -> Iterator[Segment]:
        """The working windows without the pauses."""
        for opens, closes in self._business.windows(start, end):
            for begins, ends in _between(_within(self._pauses, opens, closes), opens, closes):
                yield Segment(passing, begins, ends, ends - begins, 1, self._reason(begins))

    def working_days(self, start: datetime, end: datetime) -> Iterator[Segment]:
        """The working days behind the day of the start."""
        midnight = datetime.combine(start.date(), datetime.min.time()) + _ONE_DAY
        by_day = groupby(self._business.windows(midnight, end), key=lambda window: window[0].date())
        for _, group in by_day:
            windows = list(group)
            begins, ends = windows[0][0], windows[-1][1]
            time = sum((closes - opens for opens, closes in windows), timedelta())
            yield Segment(Passing.WORKING_DAY, begins, ends, time, 1, self._reason(begins))

    def stops(self, start: datetime, end: datetime, counted_until: datetime) -> Iterator[Segment]:
        """The pauses, with the working time that they took away from what counts until then."""
        for begins, ends in _within(self._pauses, start, end):
            kept = self._business.between(min(begins, counted_until), min(ends, counted_until))
            yield Segment(Passing.PAUSED, begins, ends, kept)

    def days_off(self, start: datetime, end: datetime) -> Iterator[Segment]:
        """The days off that have a name; those that follow one another and share it are one."""
        named = sorted(day for day in self._reasons if start.date() <= day <= end.date())
        run: list[date] = []
        for day in [*(day for day in named if not self._business.is_working_day(day)), None]:
            follows = day and run and day == run[-1] + _ONE_DAY and self._reasons[day] == self._reasons[run[0]]
            if run and not follows:
                first = datetime.combine(run[0], datetime.min.time())
                yield Segment(
                    Passing.DAY_OFF, first, first + len(run) * _ONE_DAY, timedelta(), len(run), self._reasons[run[0]]
                )
                run = []
            run += [day] if day else []

    def _reason(self, moment: datetime) -> str:
        return self._reasons.get(moment.date(), "")


def _within(pauses: Pauses, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The parts of pauses between two moments."""
    clipped = ((max(begins, start), min(ends, end)) for begins, ends in pauses)
    return (pause for pause in clipped if pause[0] < pause[1])


def _between(stops: Iterable[tuple[datetime, datetime]], start: datetime, end: datetime) -> Pauses:
    """What the stops leave of a stretch of time."""
    pieces = []
    for begins, ends in stops:
        pieces.append((start, begins))
        start = ends
    return [piece for piece in [*pieces, (start, end)] if piece[0] < piece[1]]


def _in_order(segments: Iterable[Segment]) -> list[Segment]:
    return sorted(segments, key=lambda each: (each.start, each.end))
