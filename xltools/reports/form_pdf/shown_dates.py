"""How is a moment written in a date format? Years to seconds, weekdays, halves of the day, spans of hours.

Invariant: a number that is no moment of the workbook's calendar has no words here. ECMA-376 part 1, §18.8.31.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from xltools.language.speaking import texts
from xltools.reports.form_pdf.format_codes import Piece, Section

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAY_ZERO, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_DAY = 2_958_466  # the day behind 9999-12-31
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_NOON = 12


def date_words(serial: float, section: Section, date1904: bool) -> str | None:
    """The words of a date in that section; None where the number is no moment.

    Args:
        serial: Days since the beginning of the workbook's calendar.
        section: Of a number format, with parts of dates.
        date1904: The workbook's date system.
    """
    if not 0 <= serial < _LAST_DAY - 1500 * date1904:
        return None
    # Whole seconds unless parts of them are shown: 8:59:59.9999 is what 9:00 looks like after arithmetic.
    fine = any("." in piece.text for piece in section.pieces if piece.kind == "date")
    seconds = round(serial * 86_400, 3 if fine else 0)
    moment = (_DAY_ZERO_1904 if date1904 else _DAY_ZERO) + timedelta(seconds=seconds)
    halves = section.has("half")
    words = []
    for place, piece in enumerate(section.pieces):
        if piece.kind == "elapsed":
            words.append(str(int(seconds // _SECONDS[piece.text[0]])).zfill(len(piece.text)))
        elif piece.kind == "half":
            words.append(_half(piece.text, moment.hour))
        elif piece.kind == "date":
            minutes = piece.text[0] == "m" and _means_minutes(section.pieces, place)
            words.append(_minute(piece.text, moment) if minutes else _part(piece.text, moment, halves))
        else:
            words.append(_plain(piece))
    return "".join(words)


def _means_minutes(pieces: Sequence[Piece], place: int) -> bool:
    """``m`` is a minute behind hours and before seconds."""
    before = [piece.text[0] for piece in pieces[:place] if piece.kind in ("date", "elapsed")]
    behind = [piece.text[0] for piece in pieces[place + 1 :] if piece.kind in ("date", "elapsed")]
    return before[-1:] == ["h"] or behind[:1] == ["s"]


def _minute(code: str, moment: datetime) -> str:
    return str(moment.minute).zfill(min(len(code), 2))


def _half(code: str, hour: int) -> str:
    before, _, after = code.upper().partition("/")
    return before if hour < _NOON else after


def _part(code: str, moment: datetime, halves: bool) -> str:
    letter, length = code[0], len(code)
    if letter == "y":
        return str(moment.year) if length > 2 else f"{moment.year % 100:02d}"
    if letter == "a":
        names = texts("pdf.weekdays.long") if length > 3 else texts("pdf.weekdays.short")
        return list(names.values())[moment.weekday()]
    if letter == "m" and length > 2:
        name = _MONTHS[moment.month - 1]
        return {3: name[:3], 5: name[:1]}.get(length, name)
    if letter == "d" and length > 2:
        name = _DAYS[moment.weekday()]
        return name if length > 3 else name[:3]
    if letter == "s":
        whole, point, parts = code.partition(".")
        return str(moment.second).zfill(len(whole)) + point + f"{moment.microsecond:06d}"[: len(parts)]
    hour = (moment.hour % _NOON or _NOON) if halves else moment.hour
    return str({"m": moment.month, "d": moment.day, "h": hour}[letter]).zfill(min(length, 2))


def _plain(piece: Piece) -> str:
    return "" if piece.kind in ("digit", "general", "exponent") else piece.text
