"""How is a value written in its number format? As Excel writes it, for the formats that forms use.

Invariant: a number is never hidden but where its format is empty for it; a text stands as it is.
Approximated: fractions and conditions in brackets are left out; General shows up to 15 digits, whatever the width.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from xltools.reports.form_pdf.format_codes import Section, sections_of
from xltools.reports.form_pdf.shown_dates import date_words

_EXACT = 15  # digits that a number of Excel holds
_DECIMALS = 12  # with the digits before the point no more than the decimal module keeps
_LARGE, _SMALL = 1e15, 1e-9


class ShownValue(NamedTuple):
    """What stands in the cell.

    Attributes:
        colour: Six hexadecimal digits, where the format names one.
    """

    words: str
    colour: str | None = None


def shown_text(text: str, code: str) -> ShownValue:
    """A text in its format: only the fourth section, or one of text alone, adds something to it."""
    sections = sections_of(code)
    own = sections[3] if len(sections) > 3 else sections[0] if sections[0].has("text") else None
    if own is None:
        return ShownValue(text)
    words = "".join(text if piece.kind == "text" else piece.text for piece in own.pieces)
    return ShownValue(words, own.colour)


def shown_number(value: float, code: str, *, date1904: bool) -> ShownValue:
    """A number in its format.

    Args:
        value: Finite.
        code: A number format.
        date1904: The date system that dates are counted in.
    """
    sections = sections_of(code)
    section, magnitude, sign = _section_for(value, sections[:3])
    if section.has("date", "elapsed"):
        words = date_words(value, section, date1904)
        return ShownValue(general(value) if words is None else words, section.colour)
    if section.has("general", "text"):
        told = {"general": general(magnitude), "text": general(magnitude)}
        words = "".join(told.get(piece.kind, piece.text) for piece in section.pieces)
    elif section.has("digit"):
        words = _digits(magnitude, section)
    elif not section.pieces:
        words = "" if len(sections) > 1 else general(magnitude)
    else:
        words = "".join(piece.text for piece in section.pieces)
    return ShownValue(sign + words, section.colour)


def general(value: float) -> str:
    """A number without a format: all its digits, no zeros behind the point."""
    if value == int(value) and abs(value) < _LARGE:
        return str(int(value))
    if _SMALL <= abs(value) < _LARGE:
        return f"{Decimal(repr(float(f'{value:.{_EXACT}g}'))):f}"
    return f"{value:.5E}"


def _section_for(value: float, sections: tuple[Section, ...]) -> tuple[Section, float, str]:
    """The section for the number's sign, what it shows, and the sign before it: a section of its own brings one."""
    if value < 0 and len(sections) > 1:
        return sections[1], -value, ""
    if value == 0 and len(sections) > 2:
        return sections[2], value, ""
    return sections[0], abs(value), "-" if value < 0 and not sections[0].has("date", "elapsed") else ""


def _digits(value: float, section: Section) -> str:
    """A number in a section of digit places: ``#,##0.00``, ``0.0%``, ``000-0000``, ``0.00E+00``."""
    kinds = [piece.kind for piece in section.pieces]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    places = [piece.text for piece in section.pieces[point:] if piece.kind == "digit"]
    last = max(place for place, kind in enumerate(kinds) if kind == "digit")
    first = kinds.index("digit")
    scale = 2 * kinds.count("percent") - 3 * sum(kind == "comma" for kind in kinds[last:])
    exponent = ""
    number = Decimal(repr(value)).scaleb(scale)
    if "exponent" in kinds:
        power = number.adjusted() if number else 0
        number, exponent = number.scaleb(-power), f"{power:+03d}"
    shown = min(len(places), _DECIMALS)
    rounded = number.quantize(Decimal(1).scaleb(-shown), ROUND_HALF_UP) if number < _LARGE else number
    whole, _, decimals = f"{rounded:f}".partition(".")
    grouped = "comma" in kinds[first : min(point, last)]
    before = _whole_part(section, point, "" if whole == "0" else whole, grouped)
    return before + _decimal_part(section, point, decimals, exponent)


def _whole_part(section: Section, point: int, whole: str, grouped: bool) -> str:
    """From the right, each place takes a digit; the first place takes all that are left."""
    words: list[str] = []
    pieces = section.pieces[:point]
    first = next((place for place, piece in enumerate(pieces) if piece.kind == "digit"), -1)
    taken = 0
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if piece.kind != "digit":
            words.append(piece.text if piece.kind in ("literal", "percent") else "")
            continue
        digits = whole[-1:] or {"0": "0", "?": " "}.get(piece.text, "")
        whole = whole[:-1]
        if place == first:
            digits, whole = whole + digits, ""
        for digit in reversed(digits):
            words.append("," if grouped and taken and taken % 3 == 0 else "")
            words.append(digit)
            taken += 1
    return "".join(reversed(words)) + (whole if first < 0 else "")


def _decimal_part(section: Section, point: int, decimals: str, exponent: str) -> str:
    words: list[str] = []
    taken = 0
    kept = len(decimals.rstrip("0"))
    for piece in section.pieces[point:]:
        if piece.kind == "digit":
            shown = taken < kept or piece.text == "0"
            words.append(decimals[taken : taken + 1] if shown else " " if piece.text == "?" else "")
            taken += 1
        elif piece.kind == "exponent":
            words.append(f"E{exponent}")
        elif piece.kind in ("literal", "point", "percent"):
            words.append(piece.text)
    return "".join(words)
