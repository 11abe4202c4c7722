r"""What is a number format made of? Sections for signs, and in each of them literals, digits and parts of dates.

Invariant: text in quotes or behind a backslash is never read as a code. ECMA-376 part 1, §18.8.31.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from xltools.language.speaking import in_every_language

_COLOURS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip


class Piece(NamedTuple):
    """A part of a section.

    Attributes:
        kind: ``literal``, ``elapsed``, ``general``, ``half``, ``date``, ``exponent``, ``digit``, ``point``, ``comma``,
            ``percent`` or ``text``.
        text: A literal's words; otherwise the code in lower case.
    """

    kind: str
    text: str


class Section(NamedTuple):
    """The format of numbers of one sign, or of texts.

    Attributes:
        pieces: In order.
        colour: Six hexadecimal digits, if the section names a colour.
    """

    pieces: tuple[Piece, ...]
    colour: str | None = None

    def has(self, *kinds: str) -> bool:
        """Whether there is a piece of one of these kinds."""
        return any(piece.kind in kinds for piece in self.pieces)


@cache
def _piece() -> re.Pattern[str]:
    general = "|".join(map(re.escape, in_every_language("pdf.format_codes.general")))
    halves = "|".join(map(re.escape, in_every_language("pdf.format_codes.halves")))
    return re.compile(
        r"""(?P<literal>"[^"]*"?|\\.|[_*].)"""
        r"""|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]"""
        rf"""|(?P<general>{general})"""
        rf"""|(?P<half>{halves}|A/P)"""
        r"""|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|aaaa?)"""
        r"""|(?P<exponent>E[+-]0+)"""
        r"""|(?P<digit>[0\#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<end>;)"""
        r"""|(?P<plain>.)""",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _colours() -> dict[str, str]:
    """Six hexadecimal digits by what a colour is called, in any language."""
    return {word: digits for name, digits in _COLOURS.items() for word in in_every_language(f"pdf.colours.{name}")}


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format, at least one; conditions in brackets are not looked at."""
    sections: list[Section] = []
    pieces: list[Piece] = []
    colour: str | None = None
    for match in _piece().finditer(code):
        kind, text = match.lastgroup or "plain", match[match.lastgroup or 0]
        if kind == "end":
            sections.append(Section(tuple(pieces), colour))
            pieces, colour = [], None
        elif kind == "bracket":
            colour = _colours().get(text.lower(), colour)
            if text.startswith("$"):  # [$￥-804]: a currency sign and a language
                pieces.append(Piece("literal", text[1:].partition("-")[0]))
        elif kind in ("literal", "plain"):
            pieces.append(Piece("literal", _words(kind, text)))
        else:
            pieces.append(Piece(kind, text.lower()))
    return (*sections, Section(tuple(pieces), colour))


def _words(kind: str, text: str) -> str:
    if kind == "plain":
        return text
    if text[0] == '"':
        return text.strip('"')
    return text[1:] if text[0] == "\\" else " " if text[0] == "_" else ""
