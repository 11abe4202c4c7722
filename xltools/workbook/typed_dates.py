"""Which day is meant by a date that somebody typed? Its parts in the order of the register's people.

Invariant: a date that could be two days is none; how it is written decides, never which language is spoken.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from xltools.language.catalogue import SHIPPED_LANGUAGES, catalogue
from xltools.language.speaking import in_every_language
from xltools.model.register_definition import DateOrder

ANY_YEAR = date(2024, 12, 31)  # tells the year where any will do: every day exists in it
_LARGEST_MONTH = 12
_AHEAD = timedelta(days=60)
_COMPACT = re.compile(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<rest>(?:[\sT]*\d.*)?)", re.DOTALL)
_YEAR_OR_REST = r"(?:\s*[-./]\s*(?P<year>\d{4}|\d{2})(?!\d)|\.)?(?P<rest>.*)"
_BY_ORDER = {
    DateOrder.DAY_FIRST: re.compile(
        rf"(?P<day>\d{{1,2}})\s*[-./]\s*(?P<month>\d{{1,2}})(?!\d){_YEAR_OR_REST}", re.DOTALL
    ),
    DateOrder.MONTH_FIRST: re.compile(
        rf"(?P<month>\d{{1,2}})\s*[-./]\s*(?P<day>\d{{1,2}})(?!\d){_YEAR_OR_REST}", re.DOTALL
    ),
}
_YEAR_OF_FOUR = re.compile(r"\d{4}")
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})\s*[-./]\s*(?P<other>\d{1,2})\s*[-./]\s*\d{4}(?!\d).*", re.DOTALL)
_MONTH_NUMBER = re.compile(r"\d+")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class TypedDate(NamedTuple):
    """A day, and what is typed behind it."""

    day: date
    rest: str


class _DateParts(NamedTuple):
    """A date as it was typed; the year in two or four digits, or None."""

    year: str | None
    month: int
    day: int
    rest: str


def typed_date(typed: str, year_of: date | None, order: DateOrder) -> TypedDate | None:
    """The day with which a text begins.

    Args:
        typed: The text, in ordinary width, without a weekday.
        year_of: The day that tells the year of a date without one, see `xltools.workbook.typed_values.moment_of`.
        order: Of the parts, where neither a year of four digits at the beginning nor a number beyond 12 tells it.

    Returns:
        None where it begins with no date, or with one that could be two days.
    """
    parts = _date_parts(typed, order)
    day = _day_of(parts, year_of) if parts is not None else None
    return TypedDate(day, parts.rest) if parts is not None and day is not None else None


def _date_parts(typed: str, order: DateOrder) -> _DateParts | None:
    """The parts of a date, and what is typed behind it."""
    order = _told_order(typed) or order
    if order is DateOrder.YEAR_FIRST or _YEAR_OF_FOUR.match(typed):
        match = first_match((_COMPACT, *written("typed.date")), typed)
    else:
        match = _BY_ORDER[order].fullmatch(typed)
    if match is not None:
        return _DateParts(match["year"], int(match["month"]), int(match["day"]), match["rest"])
    match = first_match(written("typed.named_date"), typed)
    month = _month_called(match["name"]) if match is not None else None
    if match is None or month is None:
        return None
    parts = match.groupdict()
    return _DateParts(match["year"], month, int(parts.get("early") or match["late"]), match["rest"])


def _told_order(typed: str) -> DateOrder | None:
    """The order of 13/10/2026 and 10/13/2026, which mean the same day to everybody, and of 3/3/2026."""
    match = _YEAR_LAST.fullmatch(typed)
    if match is None:
        return None
    one, other = int(match["one"]), int(match["other"])
    if other > _LARGEST_MONTH >= one:
        return DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST if one > _LARGEST_MONTH or one == other else None


def _month_called(name: str) -> int | None:
    """The one month whose name begins so, in any language, or whose number it is; None where several do or none."""
    if numbered := _MONTH_NUMBER.match(name):
        return int(numbered[0])
    begun = name.casefold()
    called = [
        number
        for number, month in enumerate(_MONTHS, start=1)
        if any(word.casefold().startswith(begun) for word in in_every_language(f"typed.months.{month}"))
    ]
    return called[0] if len(called) == 1 else None


def _day_of(parts: _DateParts, year_of: date | None) -> date | None:
    year, month, day, _ = parts
    try:
        if year is not None:
            if int(year) <= _LARGEST_MONTH:
                return None  # 12/11/20 may be a December as well
            return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
        if year_of is None:
            return None
        latest = year_of + _AHEAD
        on = date(latest.year, month, day)
        return on if on <= latest else date(latest.year - 1, month, day)
    except ValueError:  # 31 April; 29 February typed without a year
        return None


@cache
def written(key: str) -> tuple[re.Pattern[str], ...]:
    """How something is written, one pattern a language: which of them a register speaks decides nothing.

    Args:
        key: The text that holds the pattern: ``typed.time``.
    """
    expressions = (catalogue(language)[key] for language in SHIPPED_LANGUAGES)
    return tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in expressions)


def first_match(patterns: Iterable[re.Pattern[str]], typed: str) -> re.Match[str] | None:
    """The first of the patterns that fits the whole of a text."""
    return next((match for pattern in patterns if (match := pattern.fullmatch(typed))), None)
