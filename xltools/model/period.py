"""Which days does a report cover? A day, week, month, quarter or any span: half-open, with the like period before it.

Invariant: ``starts_at < ends_at``; a moment belongs to a period exactly if ``starts_at <= moment < ends_at``.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from xltools.language.speaking import text

_MONTHS_A_QUARTER = 3
_DAY = timedelta(days=1)


class PeriodKind(StrEnum):
    """How long a period is, and what comes before it."""

    DAY = "day"
    WEEK = "week"  # Monday to Sunday, numbered as in ISO 8601
    MONTH = "month"
    QUARTER = "quarter"
    SPAN = "span"  # any days; the span of equal length before it


@dataclass(frozen=True, slots=True)
class Period:
    """Some days in a row.

    Attributes:
        kind: What they make together.
        start: The first day.
        end: The day after the last.
        stops_at: The first moment of its last day that does not belong to it any more; None where the whole day does.
    """

    kind: PeriodKind
    start: date
    end: date
    stops_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a period without a day.

        Raises:
            ValueError: It ends before it begins, or stops outside of its days.
        """
        if self.start >= self.end:
            raise ValueError(f"the period from {self.start} to {self.end - _DAY} has no day in it")
        if self.stops_at is not None and not self.starts_at < self.stops_at <= datetime.combine(self.end, time()):
            raise ValueError(f"the period from {self.start} to {self.end - _DAY} does not stop at {self.stops_at}")

    @classmethod
    def day(cls, day: date) -> Self:
        """One day."""
        return cls(PeriodKind.DAY, day, day + _DAY)

    @classmethod
    def week(cls, day: date) -> Self:
        """The week of a day."""
        monday = day - timedelta(days=day.weekday())
        return cls(PeriodKind.WEEK, monday, monday + timedelta(days=7))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """A month."""
        return cls(PeriodKind.MONTH, date(year, month, 1), _month_after(year, month, 1))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        """A quarter, from 1 to 4."""
        first = (quarter - 1) * _MONTHS_A_QUARTER + 1
        return cls(PeriodKind.QUARTER, date(year, first, 1), _month_after(year, first, _MONTHS_A_QUARTER))

    @classmethod
    def span(cls, first: date, last: date) -> Self:
        """From one day to another, both included."""
        return cls(PeriodKind.SPAN, first, last + _DAY)

    @property
    def starts_at(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.start, time())

    @property
    def ends_at(self) -> datetime:
        """The first moment behind it."""
        return self.stops_at or datetime.combine(self.end, time())

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - _DAY

    @property
    def days(self) -> int:
        """How many days it has, the last one counted where it stops within it."""
        return (self.end - self.start).days

    @property
    def key(self) -> str:
        """Its name in file names: 2026-10, 2026Q3, 2026-W45, 2026-11-05, 2026-10-01_2026-10-15."""
        match self.kind:
            case PeriodKind.DAY:
                return self.start.isoformat()
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"{year:04}-W{week:02}"
            case PeriodKind.MONTH:
                return self.start.isoformat()[:7]
            case PeriodKind.QUARTER:
                return f"{self.start.year:04}Q{_quarter_of(self.start)}"
            case PeriodKind.SPAN:
                return f"{self.start.isoformat()}_{self.last.isoformat()}"

    @property
    def label(self) -> str:
        """Its name in a report: 2026年10月, 2026年第三季度, 2026年第45周（11月2日至11月8日）."""
        if self.stops_at is not None:
            return text("periods.stopped", period=replace(self, stops_at=None).label, at=self.stops_at)
        match self.kind:
            case PeriodKind.DAY:
                return _in_words(self.start)
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                first, last = (text("periods.day_of_month", **_parts(day)) for day in (self.start, self.last))
                return text("periods.week", year=year, week=week, first=first, last=last)
            case PeriodKind.MONTH:
                return text("periods.month", **_parts(self.start))
            case PeriodKind.QUARTER:
                number = text(f"periods.quarters.{_quarter_of(self.start)}")
                return text("periods.quarter", year=self.start.year, number=number)
            case PeriodKind.SPAN:
                return text("periods.span", first=_in_words(self.start), last=_in_words(self.last))

    def previous(self) -> "Period":
        """The like period right before this one.

        Raises:
            OverflowError: There is none: the calendar begins with the year 1.
        """
        match self.kind:
            case PeriodKind.MONTH:
                before = self.start - _DAY
                return Period.month(before.year, before.month)
            case PeriodKind.QUARTER:
                before = self.start - _DAY
                return Period.quarter(before.year, _quarter_of(before))
            case _:
                return Period(self.kind, self.start - timedelta(days=self.days), self.start)

    def months(self, count: int = 12) -> "list[Period]":
        """The months up to the one that this period ends in, oldest first; what a trend is drawn over."""
        months = [Period.month(self.last.year, self.last.month)]
        while len(months) < count and months[-1].start > date.min:
            months.append(months[-1].previous())
        return months[::-1]

    def holds(self, moment: datetime) -> bool:
        """Whether a moment belongs to it."""
        return self.starts_at <= moment < self.ends_at


def month_named(typed: str) -> Period:
    """The month of ``2026-10``.

    Raises:
        ValueError: It is not written like that.
    """
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", typed.strip())
    if match is None:
        raise ValueError(f"{typed!r} is not a month; write it like 2026-10")
    try:
        return Period.month(int(match[1]), int(match[2]))
    except ValueError:
        raise ValueError(f"there is no month {typed.strip()}; write it like 2026-10") from None


def quarter_named(typed: str) -> Period:
    """The quarter of ``2026Q3`` or ``2026-Q3``.

    Raises:
        ValueError: It is not written like that.
    """
    match = re.fullmatch(r"(\d{4})-?[Qq]([1-4])", typed.strip())
    if match is None:
        raise ValueError(f"{typed!r} is not a quarter; write it like 2026Q3")
    return Period.quarter(int(match[1]), int(match[2]))


def week_named(typed: str) -> Period:
    """The week of ``2026-W45``, or the one of a day ``2026-11-05``.

    Raises:
        ValueError: It is neither.
    """
    match = re.fullmatch(r"(\d{4})-?[Ww](\d{1,2})", typed.strip())
    try:
        if match is not None:
            return Period.week(date.fromisocalendar(int(match[1]), int(match[2]), 1))
        return Period.week(date.fromisoformat(typed.strip()))
    except ValueError:
        raise ValueError(f"{typed!r} is not a week; write it like 2026-W45, or as a day in it") from None


def _month_after(year: int, month: int, count: int) -> date:
    behind = year * 12 + month - 1 + count
    return date(behind // 12, behind % 12 + 1, 1)


def _quarter_of(day: date) -> int:
    return (day.month - 1) // _MONTHS_A_QUARTER + 1


def _in_words(day: date) -> str:
    return text("periods.day", **_parts(day))


def _parts(day: date) -> dict[str, object]:
    """Year, month and day as numbers, and the month's name; each language takes what it says."""
    return {"year": day.year, "month": text(f"periods.months.{day.month}"), "day": day.day}
