"""How much working time lies between two moments, and where does a span of it end?

Invariant: a calendar without working time does not exist, and no span, however long, is walked day by day.

Time is cut into weeks from Monday, 0001-01-01. Each week with an exception (a holiday, a make-up day) is a table of its
own; the regular weeks between two of them are one run, reckoned by division. So centuries cost no memory, and a
mistyped date costs no more time than a right one. Inside, time is whole microseconds: exact, and quick to divide.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from itertools import accumulate

from xltools.model.working_spans import DAY, Spans, Windows, backward, day_spans, forward, merged, microseconds

Pauses = Sequence[tuple[datetime, datetime]]

_ZERO = timedelta(0)
_WEEK = 7 * DAY
_WEEK_COUNT = date.max.toordinal() // 7 + 1


class BusinessCalendar:
    """The working time of a company, in naive local time.

    A span that is used up exactly at closing ends at closing, also before lunch, not at the next opening. A start
    outside working hours counts from the next opening. Backward it is the mirror image.
    """

    def __init__(
        self, weekly_hours: Mapping[int, Windows], holidays: AbstractSet[date], special_hours: Mapping[date, Windows]
    ) -> None:
        """Make a calendar (design.md, "Time, defined once").

        Args:
            weekly_hours: (opens, closes) by weekday, Monday = 0; a closing of ``time(0)`` is the midnight after.
                Windows may stand in any order; those that overlap or touch are one.
            holidays: Days without working time.
            special_hours: Windows of single dates. They win over weekday and holiday; none at all close the day.

        Raises:
            ValueError: No working time at all, a window that ends before it begins, or a weekday outside 0 to 6.
        """
        if not weekly_hours.keys() <= set(range(7)):
            raise ValueError(f"weekdays run from 0 to 6: {sorted(weekly_hours)}")
        regular = [day_spans(weekly_hours.get(weekday, ())) for weekday in range(7)]
        exceptions: dict[int, Spans] = {day.toordinal() - 1: [] for day in holidays}
        exceptions |= {day.toordinal() - 1: day_spans(windows) for day, windows in special_hours.items()}
        odd = {day: spans for day, spans in exceptions.items() if spans != regular[day % 7]}
        self._first_weeks: list[int] = []  # of each run
        self._weeks: list[_Week] = []  # what each week of the run looks like
        self._time_before = [0]  # working time before each run, and behind the last
        self._days_before = [0]  # working days, likewise
        regular_week, follows = _Week(regular), 0
        for number in sorted({day // 7 for day in odd}):
            self._append(regular_week, follows, number)
            week = _Week([odd.get(7 * number + weekday, regular[weekday]) for weekday in range(7)])
            self._append(week, number, number + 1)
            follows = number + 1
        self._append(regular_week, follows, _WEEK_COUNT)
        if not self._time_before[-1]:
            raise ValueError("a calendar needs working time")

    def add(self, start: datetime, span: timedelta, pauses: Pauses = ()) -> datetime:
        """The moment at which so much working time has passed.

        Args:
            start: From when; outside working hours it counts from the next opening (backward: the last closing).
            span: Working time. None of it ends at ``start``, or at the next opening; a negative one walks backward.
            pauses: (start, end) pairs, in any order, that stop the clock. They may overlap; one that does not end
                after it begins is nothing.

        Raises:
            ValueError: The working time of the calendar ends before the span does.
        """
        used, stops = self._worked(start), self._stops(pauses)
        try:
            if span > _ZERO:  # a closing, not the next opening: just behind the last bit of the span
                return self._left_at(forward(used, microseconds(span), stops) - 1) + timedelta.resolution
            if span:
                return self._left_at(backward(used, -microseconds(span), stops))
            return self._left_at(next((end for begin, end in stops if begin <= used < end), used))
        except OverflowError:
            raise ValueError(f"no working time is left for {span} from {start}") from None

    def between(self, start: datetime, end: datetime, pauses: Pauses = ()) -> timedelta:
        """Working time from one moment to another without the pauses; negative where ``end`` lies before ``start``."""
        if end < start:
            return -self.between(end, start, pauses)
        begin, finish = self._worked(start), self._worked(end)
        paused = sum(max(min(to, finish) - max(since, begin), 0) for since, to in self._stops(pauses))
        return timedelta(0, 0, finish - begin - paused)

    def add_working_days(self, start: datetime, n: int) -> datetime:
        """Closing time of the n-th working day after the day of ``start``; that day itself never counts.

        Args:
            start: Only its day matters.
            n: 0 is that day itself, or the next working day where it is none; -1 is the last working day before it.

        Raises:
            ValueError: The calendar has no such day.
        """
        until = self._days_until(start)
        rank = until + n if n > 0 else until - self.is_working_day(start) + 1 + n
        try:
            run = self._run(bisect_left(self._days_before, rank) - 1)
            count, nth = divmod(rank - 1 - self._days_before[run], self._weeks[run].day_count)
            return self._moment(self._first_weeks[run] + count, self._weeks[run].closings[nth])
        except OverflowError:
            raise ValueError(f"no working day is left {n} days from {start}") from None

    def is_working_day(self, day: date) -> bool:
        """Whether there is working time on that day."""
        number, weekday = divmod(day.toordinal() - 1, 7)
        days_until = self._weeks[bisect_right(self._first_weeks, number) - 1].days_until
        return days_until[weekday] < days_until[weekday + 1]

    def is_open(self, moment: datetime) -> bool:
        """Whether work goes on at that moment: at opening yes, at closing no more."""
        number, since_monday = divmod(microseconds(moment - datetime.min), _WEEK)
        week = self._weeks[bisect_right(self._first_weeks, number) - 1]
        window = bisect_right(week.opens, since_monday) - 1
        return window >= 0 and since_monday < week.closes[window]

    def windows(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The working windows between two moments, in order and cut to them; each belongs to one day."""
        first, last = microseconds(start - datetime.min), microseconds(end - datetime.min)
        for number in range(first // _WEEK, -(-last // _WEEK)):
            week, monday = self._weeks[bisect_right(self._first_weeks, number) - 1], number * _WEEK
            for opens, closes in zip(week.opens, week.closes, strict=True):
                begins, ends = max(monday + opens, first), min(monday + closes, last)
                if begins < ends:
                    yield self._moment(0, begins), self._moment(0, ends)

    def _append(self, week: "_Week", first: int, until: int) -> None:
        """Add a run of equal weeks, from one number to before another."""
        if first < until:
            self._first_weeks.append(first)
            self._weeks.append(week)
            self._time_before.append(self._time_before[-1] + (until - first) * week.time)
            self._days_before.append(self._days_before[-1] + (until - first) * week.day_count)

    def _worked(self, moment: datetime) -> int:
        """Working time from the beginning of the calendar to a moment."""
        number, since_monday = divmod(microseconds(moment - datetime.min), _WEEK)
        run = bisect_right(self._first_weeks, number) - 1
        week = self._weeks[run]
        worked = self._time_before[run] + (number - self._first_weeks[run]) * week.time
        window = bisect_right(week.opens, since_monday) - 1
        if window < 0:
            return worked
        return worked + week.time_before[window] + min(since_monday, week.closes[window]) - week.opens[window]

    def _days_until(self, day: date) -> int:
        """Working days from the beginning of the calendar to that day, itself included."""
        number, weekday = divmod(day.toordinal() - 1, 7)
        run = bisect_right(self._first_weeks, number) - 1
        week = self._weeks[run]
        return (
            self._days_before[run] + (number - self._first_weeks[run]) * week.day_count + week.days_until[weekday + 1]
        )

    def _left_at(self, worked: int) -> datetime:
        """The last moment at which no more than that has been worked: an opening rather than the closing before."""
        run = self._run(bisect_right(self._time_before, worked) - 1)
        week = self._weeks[run]
        count, rest = divmod(worked - self._time_before[run], week.time)
        window = bisect_right(week.time_before, rest) - 1
        return self._moment(self._first_weeks[run] + count, week.opens[window] + rest - week.time_before[window])

    def _run(self, index: int) -> int:
        if not 0 <= index < len(self._weeks):
            raise OverflowError
        return index

    def _moment(self, week: int, since_monday: int) -> datetime:
        return datetime.min + timedelta(7 * week, 0, since_monday)

    def _stops(self, pauses: Pauses) -> Spans:
        """Pauses as spans of working time since the beginning of the calendar; what lies outside hours is gone."""
        if not pauses:
            return []
        return merged((self._worked(begin), self._worked(end)) for begin, end in pauses)


class _Week:
    """One week's windows in microseconds since Monday 00:00.

    Attributes:
        opens: Of each window.
        closes: Of each window.
        time_before: Working time before each window, and behind the last.
        time: Working time of the week.
        closings: Closing time of each working day.
        days_until: Working days before each weekday, and behind the last.
        day_count: Working days of the week.
    """

    __slots__ = ("closes", "closings", "day_count", "days_until", "opens", "time", "time_before")

    def __init__(self, days: Sequence[Spans]) -> None:
        windows = [(day * DAY + opens, day * DAY + closes) for day, spans in enumerate(days) for opens, closes in spans]
        self.opens = [opens for opens, _ in windows]
        self.closes = [closes for _, closes in windows]
        self.time_before = list(accumulate((closes - opens for opens, closes in windows), initial=0))
        self.time = self.time_before[-1]
        self.closings = [day * DAY + spans[-1][1] for day, spans in enumerate(days) if spans]
        self.days_until = list(accumulate(map(bool, days), initial=0))
        self.day_count = len(self.closings)
