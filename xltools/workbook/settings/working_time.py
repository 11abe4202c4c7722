"""When does the company work? Sheets 班次 and 工作日历 over the State Council's days (design.md, "Time, defined once").

Invariant: what the company wrote wins over the State Council; a calendar without working time is never made.
"""

from datetime import date, time

from xltools.language.speaking import text, texts
from xltools.model.business_calendar import BusinessCalendar
from xltools.model.statutory_days import StatutoryDays
from xltools.model.work_calendar import WorkCalendar
from xltools.workbook.settings.settings_rows import SettingsRows, inert

_SATURDAY = 5
_OFF = "off"  # what a day is, as `words.day_type` keys it
_NEEDED = ("weekday", "opens_at", "closes_at")
Window = tuple[time, time]
WeeklyHours = dict[int, list[Window]]
OwnDays = dict[date, tuple[str, str]]


def read_calendar(
    hours: SettingsRows, exceptions: SettingsRows | None, statutory: StatutoryDays | None
) -> WorkCalendar | None:
    """The company's working time.

    Args:
        hours: Sheet 班次.
        exceptions: Sheet 工作日历, in a register that has it.
        statutory: The State Council's days; None where setting ``statutory_holidays`` says that they don't apply.

    Returns:
        The calendar; None where even the template has no hours.
    """
    weekly = _weekly_hours(hours)
    if not weekly:
        return None
    own = _own_days(exceptions) if exceptions is not None else {}
    holidays = {**statutory.holidays} if statutory is not None else {}
    make_up_days = {**statutory.make_up_days} if statutory is not None else {}
    reasons = {**holidays, **make_up_days}
    for day, (day_type, name) in own.items():
        make_up_days.pop(day, None)  # it would win over a day off
        (holidays if day_type == _OFF else make_up_days)[day] = name
        reasons[day] = name
    special_hours = {day: _make_up_hours(weekly, day) for day in make_up_days}
    business = BusinessCalendar(weekly, holidays.keys(), special_hours)
    return WorkCalendar(business, _known_until(own, statutory), reasons)


def _make_up_hours(weekly: WeeklyHours, day: date) -> list[Window]:
    """The day's own hours; at a weekend, in place of a working day, those of the week's first working day."""
    weekday = day.weekday()
    return weekly[weekday] if weekday in weekly and weekday < _SATURDAY else weekly[min(weekly)]


def _known_until(own: OwnDays, statutory: StatutoryDays | None) -> date:
    """The last day of the last year that is published, or for which the company entered at least one day off."""
    if statutory is None:
        return date.max
    entered = {day.year for day, (day_type, _) in own.items() if day_type == _OFF}
    year = statutory.published_until.year
    while year + 1 in entered:
        year += 1
    return statutory.published_until.replace(year=year)


def _own_days(rows: SettingsRows) -> OwnDays:
    """Type and name by date; of a date that stands there twice (reported by the ordinary checks) the first row."""
    days: OwnDays = {}
    known = {word: day_type for day_type, word in texts("words.day_type").items()}
    for index in rows.indexes():
        day, word = rows.day(index, "day"), rows.word(index, "day_type", known, inert())
        if day is not None and word is not None:
            name = rows.text(index, "name") or text(f"settings.unnamed_day.{known[word]}")
            days.setdefault(day, (known[word], name))
    return days


def _weekly_hours(rows: SettingsRows) -> WeeklyHours:
    """Windows by weekday; the shipped ones where none can be used."""
    by_template = text("settings.in_force.shipped_hours")
    rows = rows.or_shipped(_NEEDED, by_template)
    weekly = _usable_hours(rows)
    if weekly:
        return weekly
    shipped = _usable_hours(rows.shipped())
    fallback = by_template if shipped else text("settings.in_force.no_hours")
    rows.unusable_sheet(rows.table.title, text("settings.expected.any_hours"), fallback)
    return shipped


def _usable_hours(rows: SettingsRows) -> WeeklyHours:
    weekly: WeeklyHours = {}
    weekdays = tuple(texts("words.weekday").values())
    for index in rows.indexes():
        weekday = rows.word(index, "weekday", weekdays, inert())
        opens, closes = rows.clock_time(index, "opens_at"), rows.clock_time(index, "closes_at")
        if weekday is None or opens is None or closes is None:
            continue  # reported by the ordinary checks
        if not _end(closes) > _seconds(opens):
            _tell_early_closing(rows, index, opens, closes)
            continue
        windows = weekly.setdefault(weekdays.index(weekday), [])
        merged, apart = _merged((opens, closes), windows)
        if len(apart) < len(windows):
            shown = f"{opens:%H:%M}–{closes:%H:%M}"
            fallback = text("settings.in_force.merged_hours", opens=f"{merged[0]:%H:%M}", closes=f"{merged[1]:%H:%M}")
            rows.unusable(index, "opens_at", text("settings.expected.no_overlap", weekday=weekday), fallback, shown)
        windows[:] = [*apart, merged]
    return weekly


def _tell_early_closing(rows: SettingsRows, index: int, opens: time, closes: time) -> None:
    head = rows.table.definition.by_name["opens_at"].header
    expected = text("settings.expected.later_time", head=head, opens=f"{opens:%H:%M}")
    rows.unusable(index, "closes_at", expected, inert(), f"{closes:%H:%M}")


def _merged(window: Window, others: list[Window]) -> tuple[Window, list[Window]]:
    """The window together with those that it overlaps, and those that stand apart; touching ones stand apart."""
    apart = []
    opens, closes = window
    for other in others:
        if _end(other[1]) <= _seconds(opens) or _end(closes) <= _seconds(other[0]):
            apart.append(other)
        else:
            opens, closes = min(opens, other[0]), max(closes, other[1], key=_end)
    return (opens, closes), apart


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _end(closes: time) -> int:
    """Seconds from midnight; an end of 0:00 is the next midnight."""
    return _seconds(closes) or 24 * 3600
