"""Where does a text break, and where is it cut where a row can grow no more?

Invariant: the pieces in a row are the text, every character of it; a line is estimated too short rather than too long.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from xltools.workbook.text_measure import text_width

_SLACK = 2.0  # a line never begins with punctuation: the sign before it moves down as well
_NARROWEST, WIDEST = 2.0, 1000.0
# A word of Latin letters stays whole, any other sign may end a line; blanks hang over the line's end.
_BREAKABLE = re.compile(r"[!-~\u00a1-\u02ff]+|[^!-~\u00a1-\u02ff]")


class Line(NamedTuple):
    """One line of a text, ``[start, end)``; the line feed that ends a paragraph belongs to its last line."""

    start: int
    end: int
    ends_paragraph: bool


class Piece(NamedTuple):
    """What stands in one cell, ``[start, end)``, and how many lines that takes."""

    start: int
    end: int
    lines: int


@lru_cache(maxsize=1024)
def lines_of(text: str, width: float) -> tuple[Line, ...]:
    """The lines of a text in a column so many digits wide, measured in the size of its own letters."""
    lines: list[Line] = []
    position = 0
    for paragraph in text.split("\n"):
        starts = [position, *(position + start for start in _later_lines(paragraph, width))]
        position += len(paragraph) + 1
        ends = [*starts[1:], min(position, len(text))]
        lines += [Line(start, end, end == ends[-1]) for start, end in zip(starts, ends, strict=True)]
    return tuple(lines)


def pieces_of(text: str, width: float, first: int, later: int) -> list[Piece]:
    """The text cut between lines; a paragraph stays whole where it fits.

    Args:
        text: The text.
        width: Of the column, in digits of the text's own size.
        first: The lines that the first piece may have.
        later: The lines that each of the others may have.
    """
    lines = lines_of(text, width)
    pieces: list[Piece] = []
    begun = 0
    while begun < len(lines):
        end = _cut(lines, begun, first if not pieces else later, later)
        pieces.append(Piece(lines[begun].start, lines[end - 1].end, end - begun))
        begun = end
    return pieces


def _cut(lines: tuple[Line, ...], begun: int, most: int, later: int) -> int:
    """The line before which the text is cut, if no more than ``most`` may follow ``begun``."""
    last = begun + most
    if last >= len(lines):
        return len(lines)
    whole = last  # back to the end of a paragraph
    while whole > begun and not lines[whole - 1].ends_paragraph:
        whole -= 1
    paragraph_end = last
    while not lines[paragraph_end - 1].ends_paragraph:
        paragraph_end += 1
    # What is too long for the next piece as well is torn here, rather than leaving room unused and tearing it there.
    return whole if whole > begun and paragraph_end - whole <= later else last


def _later_lines(paragraph: str, width: float) -> Iterator[int]:
    """Where each line but the first begins."""
    if text_width(paragraph) <= min(width, WIDEST):
        return
    usable = min(max(width - _SLACK, _NARROWEST), WIDEST)
    used = 0.0
    for match in _BREAKABLE.finditer(paragraph):
        word, start = match[0], match.start()
        room = _width(word)
        if used and used + room > usable and word != " ":
            yield start
            used = 0.0
        while room > usable and len(word) > 1:
            fitting = max(int(usable), 1)
            start, word = start + fitting, word[fitting:]
            yield start
            room = len(word)
        used += room


def _width(word: str) -> int:
    return _SIGN_WIDTHS[word] if len(word) == 1 else len(word)


class _SignWidths(dict[str, int]):
    """The width of each sign, measured once."""

    def __missing__(self, sign: str) -> int:
        self[sign] = text_width(sign)
        return self[sign]


_SIGN_WIDTHS = _SignWidths()
