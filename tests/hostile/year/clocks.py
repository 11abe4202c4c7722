"""When is a span of time used up, on a wall clock or in working hours? Walked window by window, as with a finger.

Invariant: nothing here is quick or clever: days are walked one after the other, and each day's windows are looked up in
the tables that people typed (design.md, "Time, defined once").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays as published

Span = tuple[datetime, datetime]
Windows = Sequence[tuple[time, time]]
_WEEKEND = 5
_LONGEST = 3000  # days


class WorkingTime:
    """The working hours of one moment's settings."""

    def __init__(self, weekly: Mapping[int, Windows], own: Mapping[date, bool], *, statutory: bool) -> None:
        """The tables.

        Args:
            weekly: Windows by weekday, Monday = 0.
            own: What the company says of single days: worked or not.
            statutory: Whether the State Council's days count.
        """
        self._weekly, self._own, self._statutory = weekly, own, statutory
        self._known: dict[date, list[Span]] = {}

    def windows(self, day: date) -> list[Span]:
        """The working windows of one day, in order."""
        if day not in self._known:
            worked, makes_up = self._is_worked(day)
            hours = self._hours(day, makes_up=makes_up) if worked else ()
            self._known[day] = sorted((datetime.combine(day, a), datetime.combine(day, b)) for a, b in hours)
        return self._known[day]

    def is_provisional(self, due: datetime) -> bool:
        """Whether holidays are not published up to then, nor entered: a day off makes a year known."""
        if not self._statutory:
            return False
        year = _last_published()
        while any(day.year == year + 1 and not worked for day, worked in self._own.items()):
            year += 1
        return (due - timedelta(microseconds=1)).year > year

    def _is_worked(self, day: date) -> tuple[bool, bool]:
        """Whether a day is worked, and whether against its weekday."""
        usual = day.weekday() in self._weekly
        if day in self._own:
            return self._own[day], self._own[day]
        if self._statutory and day.year <= _last_published():
            at_work = is_workday(day)
            if at_work != (day.weekday() < _WEEKEND):
                return at_work, at_work
        return usual, False

    def _hours(self, day: date, *, makes_up: bool) -> Windows:
        weekday = day.weekday()
        if makes_up and (weekday >= _WEEKEND or weekday not in self._weekly):
            return self._weekly[min(self._weekly)]
        return self._weekly[weekday]

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """Working time between two moments."""
        total, day = timedelta(), start.date()
        while day <= end.date():
            for opens, closes in self.windows(day):
                total += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)
        return total

    def closing(self, day: date, n: int) -> datetime:
        """Closing time of the n-th working day after a day; with a negative n before it; 0: itself or the next."""
        step = timedelta(days=1 if n >= 0 else -1)
        if n == 0:
            while not self.windows(day):
                day += step
            return self.windows(day)[-1][1]
        left = abs(n)
        while left:
            day += step
            left -= bool(self.windows(day))
        return self.windows(day)[-1][1]

    def after(self, start: datetime, span: timedelta, pauses: Sequence[Span] = ()) -> datetime:
        """The first moment at which so much has been worked since the start, outside the pauses."""
        for day in days(start.date(), 1):
            for opens, closes in self.windows(day):
                for begins, ends in without(max(opens, start), closes, pauses):
                    if ends - begins >= span:
                        return begins + span
                    span -= ends - begins
        raise AssertionError

    def before(self, end: datetime, span: timedelta) -> datetime:
        """The last moment from which so much is worked until the end."""
        for day in days(end.date(), -1):
            for opens, closes in reversed(self.windows(day)):
                begins, ends = opens, min(closes, end)
                if begins < ends and ends - begins >= span:
                    return ends - span
                span -= max(ends - begins, timedelta())
        raise AssertionError


def _last_published() -> int:
    """The last year of the State Council's notices."""
    return int(max(published).year)


def days(first: date, step: int) -> Iterator[date]:
    """Days one after the other, far enough for any limit."""
    return (first + timedelta(days=step * count) for count in range(_LONGEST))


def without(begins: datetime, ends: datetime, pauses: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span beside the pauses."""
    for since, until in sorted(pauses):
        if until <= begins or since >= ends or since >= until:
            continue
        if since > begins:
            yield begins, since
        begins = max(begins, until)
    if begins < ends:
        yield begins, ends


def wall_after(start: datetime, span: timedelta, pauses: Sequence[Span] = ()) -> datetime:
    """The first moment at which so much time has passed since the start, outside the pauses."""
    for begins, ends in without(start, datetime.max, pauses):
        if ends - begins >= span:
            return begins + span
        span -= ends - begins
    raise AssertionError
