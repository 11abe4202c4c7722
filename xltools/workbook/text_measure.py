"""How much room does a text take? Widths in digits of the default font, heights in lines.

Invariant: a Chinese character counts as two digits, as fonts for Chinese draw it; estimates err on the roomy side.
"""

import math
from unicodedata import east_asian_width

_POINTS_A_LINE = 15.5
_PADDING = 6.0
_SMALLER_FONT = 1.12  # cells are set a little smaller than the default font that columns are measured in


class _Widths(dict[str, int]):
    """How wide each sign is that was met."""

    def __missing__(self, sign: str) -> int:
        self[sign] = width = 2 if east_asian_width(sign) in "WFA" else 1
        return width


_width = _Widths().__getitem__


def text_width(text: str) -> int:
    """Width of the widest line of ``text`` in digits."""
    return max(len(line) if line.isascii() else sum(map(_width, line)) for line in text.split("\n"))


def wrapped_lines(text: str, width: float) -> int:
    """Lines that ``text`` takes in a column ``width`` digits wide."""
    # A line breaks before a sign that no longer fits and never before punctuation, so about two digits stay unused.
    usable = max(width * _SMALLER_FONT - 2, 1)
    return sum(max(1, math.ceil(text_width(line) / usable)) for line in text.split("\n"))


def row_height(lines: int) -> float:
    """Height in points of a row with so many lines."""
    return lines * _POINTS_A_LINE + _PADDING
