"""What did a person mean by a cell? Everything that people type for dates, times, numbers, telephone numbers and texts.

Invariant: a value is read in one way only or not at all; nothing is guessed from other rows, and no cell is changed.
"""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta

from xltools.model.cell_edit import ReadValue

_BLANK = " \t\r\n\u3000\u00a0\u200b\ufeff"
_EPOCH = datetime(1899, 12, 30)
_SERIAL_RANGE = (36526, 73050)  # 2000-01-01 … 2099-12-31: a number in a date column without a date format
_LARGEST_MONTH = 12
_AHEAD = timedelta(days=60)
EXACT_DIGITS = 15  # spreadsheets keep no more digits of a number

_DATE = re.compile(
    r"(?:(?P<year>\d{4}|\d{2})\s*[-./年]\s*)?(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*[日号]?(?P<rest>.*)",
    re.DOTALL,
)
_COMPACT = re.compile(r"(?P<year>20\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<rest>(?:[\sT]*\d.*)?)", re.DOTALL)
_TIME = re.compile(
    r"(?P<half>上午|早上|凌晨|中午|下午|傍晚|晚上|晚)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:点时]\s*(?:(?P<thirty>半)|(?P<quarter>[一三])刻|(?P<minute>\d{1,2})\s*分?)?\s*(?:[::]?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?整?)"
    r"\s*(?P<meridiem>[aApP]\.?[mM]\.?)?"
)
_COMPACT_TIME = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?")
_WEEKDAY = re.compile(r"[(（]?\s*(?:星期|周)[一二三四五六日天]\s*[)）]?")
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "晚"})


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


def normalised(text: str) -> str:
    """Full-width digits, letters and punctuation as their ordinary forms (NFKC), blanks around removed."""
    return unicodedata.normalize("NFKC", text).strip(_BLANK)


def whole_seconds(moment: datetime) -> datetime:
    """Spreadsheets keep days as fractions: round what is off by less than half a second."""
    if not moment.microsecond:
        return moment
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def moment_of(cell: ReadValue, year_of: date | None = None, day: date | None = None) -> datetime | time | None:
    """A date with or without a time, however it was typed.

    Args:
        cell: What stands in the cell.
        year_of: Where no year is typed: the latest year that does not bring the date more than 60 days beyond this day
            (people write about what was, rarely about what will be); without it such a date is unreadable.
        day: What a time alone refers to (ST-3).

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
    return _from_text(normalised(cell), year_of, day) if isinstance(cell, str) else None


def _on_day(moment: time, day: date | None) -> datetime | time:
    return moment.replace(microsecond=0) if day is None else datetime.combine(day, moment.replace(microsecond=0))


def _from_number(number: float, day: date | None) -> datetime | time | None:
    if _SERIAL_RANGE[0] <= number < _SERIAL_RANGE[1] + 1:
        return whole_seconds(_EPOCH + timedelta(days=number))
    if 0 < number < 1:
        return _on_day(whole_seconds(_EPOCH + timedelta(days=number)).time(), day)
    return _from_text(str(int(number)), None, None) if number.is_integer() and 2e7 < number < 1e14 else None


def _from_text(text: str, year_of: date | None, day: date | None) -> datetime | time | None:
    text = _WEEKDAY.sub(" ", text).strip()
    alone = _time_of(text)
    if alone is not None:
        return _on_day(alone, day)
    match = _COMPACT.fullmatch(text) or _DATE.fullmatch(text)
    if match is None:
        return None
    on = _date_of(match["year"], int(match["month"]), int(match["day"]), year_of)
    rest = match["rest"].strip().lstrip("T,，").strip()
    if on is None:
        return None
    if not rest:
        return datetime(on.year, on.month, on.day)
    at = _time_of(rest) or _compact_time(rest)
    return None if at is None else datetime.combine(on, at)


def _date_of(year: str | None, month: int, day: int, year_of: date | None) -> date | None:
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


def _time_of(text: str) -> time | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, half = int(match["hour"]), match["half"]
    if half in ("晚上", "晚") and (hour == 12 or hour < 5):
        return None  # of this day or the next: people mean either
    afternoon = half in _AFTERNOON or (match["meridiem"] or "").lower().startswith("p") or (half == "中午" and hour < 3)
    if afternoon and hour < 12:
        hour += 12
    elif (half in ("凌晨", "上午", "早上") or (match["meridiem"] or "").lower().startswith("a")) and hour == 12:
        hour = 0
    minute = 30 if match["thirty"] else {"一": 15, "三": 45}.get(match["quarter"] or "", int(match["minute"] or 0))
    return _checked_time(hour, minute, int(match["second"] or 0))


def _compact_time(text: str) -> time | None:
    match = _COMPACT_TIME.fullmatch(text)
    return _checked_time(*(int(part or 0) for part in match.groups())) if match else None


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
    text = normalised(cell).replace(",", "").replace(" ", "")
    scale = 1.0
    if text.endswith("%"):
        text, scale = text[:-1], 0.01
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:分|个|件|台)?", text):
        return None
    number = float(text.rstrip("分个件台")) * scale
    return number if math.isfinite(number) else None
