"""By which pattern did a team give its numbers so far, so that they go on? SH-2024-001, 2024050012, 17.

A part of a number is a date only where it agrees with the case's own date, or could not be anything else. Invariant: a
pattern is told only if most of the numbers follow it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.model.number_scheme import NumberScheme
from xltools.workbook.typed_values import normalised, text_of

NEW_PATTERN = "{year}{month}-{serial:3}"
_RUN = re.compile(r"\d+")
_MOST_SERIAL = 9
_SHOWN_BY = {
    "{year}{month}{day}": "%Y%m%d",
    "{year:2}{month}{day}": "%y%m%d",
    "{year}{month}": "%Y%m",
    "{year:2}{month}": "%y%m",
    "{month}{day}": "%m%d",
    "{year}": "%Y",
    "{year:2}": "%y",
    "{month}": "%m",
    "{day}": "%d",
}
_AGREE, _FOLLOW = 0.8, 0.5
_EARLIEST, _LATEST = 2000, 2100


class NumberingProposal(NamedTuple):
    """How numbers go on.

    Attributes:
        pattern: As in `NumberScheme`; the usual one where no numbers follow any.
        found: Whether the numbers that stand there told the pattern.
        followed: How many numbers follow it.
        other: How many do not, and stay as they are.
        last: The number with the highest serial, of the last prefix.
        doubled: How many cells repeat a number that stands above.
        missing: How many cases have none.
        numeric: Whether they are typed as numbers, not as texts.
        ahead: How many rows hold nothing but a number, for cases to come.
        reckoned: The head of a column of numbers that are formulas, which is left alone; "" where there is none.
    """

    pattern: str
    found: bool
    followed: int = 0
    other: int = 0
    last: str = ""
    doubled: int = 0
    missing: int = 0
    numeric: bool = False
    ahead: int = 0
    reckoned: str = ""


def number_pattern(cells: Sequence[ReadValue], dates: Sequence[date | None]) -> NumberingProposal:
    """See the pattern of a column of numbers.

    Args:
        cells: The column, row by row.
        dates: The day of each case, None where unknown.
    """
    texts = [normalised(text_of(cell) or "") for cell in cells]
    numbers = [(text, day) for text, day in zip(texts, dates, strict=True) if text]
    distinct = {text for text, _ in numbers}
    missing, doubled = len(texts) - len(numbers), len(numbers) - len(distinct)
    numeric = bool(numbers) and all(isinstance(cell, (int, float)) for cell in cells if cell not in ("", None))
    pattern = _pattern(numbers)
    scheme = NumberScheme(pattern=pattern, keeps_others=True) if pattern else None
    parsed = [number for text in distinct if scheme and (number := scheme.parse(text))]
    if scheme is None or len(parsed) < _FOLLOW * max(len(distinct), 1):
        return NumberingProposal(NEW_PATTERN, False, 0, len(distinct), "", doubled, missing, numeric)
    last = max(
        parsed, key=lambda number: (scheme.sort_value(scheme.number(*number)) or 0, number.prefix, number.serial)
    )
    others = len(distinct) - len(parsed)
    return NumberingProposal(pattern, True, len(parsed), others, scheme.number(*last), doubled, missing, numeric)


def _pattern(numbers: Sequence[tuple[str, date | None]]) -> str:
    """The pattern of those numbers that look like most; "" where they end otherwise than with digits."""
    frames = Counter(_RUN.sub("0", text) for text, _ in numbers)
    frame = max(frames, key=frames.__getitem__, default="")
    if not frame.endswith("0") or set(frame) & set("{}"):
        return ""
    alike = [(text, day) for text, day in numbers if _RUN.sub("0", text) == frame]
    runs = [_RUN.findall(text) for text, _ in alike]
    days = [day for _, day in alike]
    if not runs[0]:
        return ""
    parts: list[str] = []
    for at in range(len(runs[0]) - 1):
        parts.append(_part([run[at] for run in runs], days, any("{year" in part for part in parts)))
    parts.append(_serial([run[-1] for run in runs], days))
    if "" in parts:
        return ""
    literals = frame.split("0")
    pattern = "".join(f"{literal}{part}" for literal, part in zip(literals, parts, strict=False))
    return pattern if _is_scheme(pattern) else ""


def _is_scheme(pattern: str) -> bool:
    try:
        NumberScheme(pattern=pattern)
    except ValueError:
        return False
    return True


def _part(values: Sequence[str], days: Sequence[date | None], behind_year: bool) -> str:
    """What a run of digits before the serial is: a date, the same everywhere, or nothing that a pattern knows."""
    for placeholder, style in _SHOWN_BY.items():
        if behind_year != ("{year" in placeholder) and _is_date(values, days, style):
            return placeholder
    common, count = Counter(values).most_common(1)[0]
    return common if count >= _AGREE * len(values) else ""


def _serial(values: Sequence[str], days: Sequence[date | None]) -> str:
    """The last run of digits: a serial, behind a date or what all have in common where it is longer than one."""
    length, count = Counter(map(len, values)).most_common(1)[0]
    if count >= _AGREE * len(values):
        usual = [(value, day) for value, day in zip(values, days, strict=True) if len(value) == length]
        if dated := _dated_serial([value for value, _ in usual], [day for _, day in usual]):
            return dated
        if length > _MOST_SERIAL:
            values = [value for value, _ in usual]
    common = _common_beginning(values) if max(map(len, values)) > _MOST_SERIAL else ""
    rest = [value[len(common) :] for value in values]
    return f"{common}{_counted(rest)}" if all(rest) and max(map(len, rest)) <= _MOST_SERIAL else ""


def _dated_serial(values: Sequence[str], days: Sequence[date | None]) -> str:
    """A date and a serial, of values that are equally long; "" where they begin with no date."""
    for placeholder, style in _SHOWN_BY.items():
        width = len(f"{date(2024, 12, 31):{style}}")
        rest = [value[width:] for value in values]
        plausible = style.startswith(("%Y", "%y%m"))
        if all(rest) and plausible and _is_date([value[:width] for value in values], days, style):
            return f"{placeholder}{_counted(rest)}"
    return ""


def _counted(serials: Sequence[str]) -> str:
    """As wide as fits most of them: zeros fill a serial up to its width, and none stand before a wider one."""
    fitting = {
        width: sum(len(serial) == width or (len(serial) > width and serial[0] != "0") for serial in serials)
        for width in {1, *(len(serial) for serial in serials if serial[0] == "0" and len(serial) <= _MOST_SERIAL)}
    }
    return f"{{serial:{max(fitting, key=lambda width: (fitting[width], -width))}}}"


def _common_beginning(values: Sequence[str]) -> str:
    least, most = min(values), max(values)
    same = next((at for at, (one, other) in enumerate(zip(least, most, strict=False)) if one != other), len(least))
    return least[:same]


def _is_date(values: Sequence[str], days: Sequence[date | None], style: str) -> bool:
    """Whether digits are the date of their cases; where no case has one, whether they could be nothing but dates."""
    known = [(value, day) for value, day in zip(values, days, strict=True) if day is not None]
    if known:
        return sum(value == f"{day:{style}}" for value, day in known) >= _AGREE * len(known)
    could_be = sum(_read(value, style) is not None for value in values)
    return "%Y" in style and could_be >= _AGREE * len(values)


def _read(value: str, style: str) -> datetime | None:
    try:
        moment = datetime.strptime(value, style)
    except ValueError:
        return None
    return moment if _EARLIEST <= moment.year < _LATEST and len(value) == len(f"{moment:{style}}") else None
