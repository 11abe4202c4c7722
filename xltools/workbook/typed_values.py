"""What did a person mean by a cell? Everything that people type for dates, times, numbers, telephone numbers and texts.

Invariant: a value is read in one way only or not at all; nothing is guessed from other rows, and no cell is changed.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import cache

from xltools.language.catalogue import SHIPPED_LANGUAGES, catalogue
from xltools.model.cell_edit import ReadValue
from xltools.model.register_definition import DateOrder
from xltools.workbook.typed_dates import first_match, typed_date, written

_BLANK = " \t\r\n\u3000\u00a0\u200b\ufeff"
_EPOCH = datetime(1899, 12, 30)
_SERIAL_RANGE = (36526, 73050)  # 2000-01-01 … 2099-12-31: a number in a date column without a date format
EXACT_DIGITS = 15  # spreadsheets keep no more digits of a number

_COMPACT_TIME = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?")
_PARTS_OF_HOUR = {"half": 30, "quarter": 15, "three_quarters": 45}


def text_of(cell: ReadValue) -> str | None:
    """The cell as text, without blanks around it; whole numbers without ``.0``; None where nothing is left."""
    if isinstance(cell, str):
        return cell.strip(_BLANK) or None
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e20 else repr(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}" if cell.second else f"{cell:%Y-%m-%d %H:%M}"
    return str(cell)


def normalised(typed: str) -> str:
    """Full-width digits, letters and punctuation as their ordinary forms (NFKC), blanks around removed."""
    return unicodedata.normalize("NFKC", typed).strip(_BLANK)


def whole_seconds(moment: datetime) -> datetime:
    """Spreadsheets keep days as fractions: round what is off by less than half a second."""
    if not moment.microsecond:
        return moment
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def moment_of(
    cell: ReadValue,
    year_of: date | None = None,
    day: date | None = None,
    order: DateOrder = DateOrder.YEAR_FIRST,
) -> datetime | time | None:
    """A date with or without a time, however it was typed.

    Args:
        cell: What stands in the cell.
        year_of: Where no year is typed: the latest year that does not bring the date more than 60 days beyond this day
            (people write about what was, rarely about what will be); without it such a date is unreadable.
        day: What a time alone refers to (ST-3).
        order: How the register's people order a date that does not tell it itself, as 2024-6-5, 13/10/2026 and 5 June
            do.

    Returns:
        The moment; a ``time`` where only a time was typed and ``day`` is None; None where it cannot be read.
    """
    if isinstance(cell, datetime):
        return whole_seconds(cell)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, time):
        return _on_day(cell, day)
    if isinstance(cell, timedelta):  # a duration format such as [h]:mm
        return _on_day((_EPOCH + cell).time(), day) if cell < timedelta(days=1) else None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(float(cell), day)
    return _from_text(normalised(cell), year_of, day, order) if isinstance(cell, str) else None


def _on_day(moment: time, day: date | None) -> datetime | time:
    return moment.replace(microsecond=0) if day is None else datetime.combine(day, moment.replace(microsecond=0))


def _from_number(number: float, day: date | None) -> datetime | time | None:
    if _SERIAL_RANGE[0] <= number < _SERIAL_RANGE[1] + 1:
        return whole_seconds(_EPOCH + timedelta(days=number))
    if 0 < number < 1:
        return _on_day(whole_seconds(_EPOCH + timedelta(days=number)).time(), day)
    if number.is_integer() and 2e7 < number < 1e14:
        return _from_text(str(int(number)), None, None, DateOrder.YEAR_FIRST)
    return None


def _from_text(typed: str, year_of: date | None, day: date | None, order: DateOrder) -> datetime | time | None:
    for weekday in written("typed.weekday"):
        typed = weekday.sub(" ", typed)
    typed = typed.strip()
    alone = _time_of(typed)
    if alone is not None:
        return _on_day(alone, day)
    found = typed_date(typed, year_of, order)
    if found is None:
        return None
    rest = found.rest.strip().lstrip("T,").strip()
    if not rest:
        return datetime.combine(found.day, time(0))
    at = _time_of(rest) or _compact_time(rest) or (_dotted_time(rest) if _is_apart(typed, found.rest) else None)
    return None if at is None else datetime.combine(found.day, at)


def _is_apart(typed: str, rest: str) -> bool:
    """Whether what stands behind a day is parted from its digits, unlike 5.110.30."""
    return not (rest[0].isdigit() and typed[-len(rest) - 1].isdigit())


def _time_of(typed: str) -> time | None:
    match = first_match(written("typed.time"), typed)
    if match is None:
        return None
    said = {name for name, part in match.groupdict().items() if part}
    hour = int(match["hour"])
    if "night" in said and (hour == 12 or hour < 5):
        return None  # of this day or the next: people mean either
    if said & {"afternoon", "night", "pm"} or ("noon" in said and hour < 3):
        hour += 12 if hour < 12 else 0
    elif said & {"morning", "am"} and hour == 12:
        hour = 0
    minute = next((minutes for name, minutes in _PARTS_OF_HOUR.items() if name in said), int(match["minute"] or 0))
    return _checked_time(hour, minute, int(match["second"] or 0))


def _compact_time(typed: str) -> time | None:
    match = _COMPACT_TIME.fullmatch(typed)
    return _checked_time(*(int(part or 0) for part in match.groups())) if match else None


def _dotted_time(typed: str) -> time | None:
    """9.30 behind a day; alone it may be a day itself."""
    match = first_match(written("typed.dotted_time"), typed)
    return _checked_time(int(match["hour"]), int(match["minute"]), 0) if match else None


def _checked_time(hour: int, minute: int, second: int) -> time | None:
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def number_of(cell: ReadValue) -> float | None:
    """A number, also typed as text, full-width, with thousands separators or as a percentage."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return float(cell)
    if not isinstance(cell, str):
        return None
    typed = normalised(cell).replace(",", "").replace(" ", "")
    scale = 1.0
    if typed.endswith("%"):
        typed, scale = typed[:-1], 0.01
    match = _counted().fullmatch(typed)
    if match is None:
        return None
    number = float(match["number"]) * scale
    return number if math.isfinite(number) else None


@cache
def _counted() -> re.Pattern[str]:
    units = "|".join(catalogue(language)["typed.unit"] for language in SHIPPED_LANGUAGES)
    return re.compile(rf"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?:{units})?", re.IGNORECASE)
