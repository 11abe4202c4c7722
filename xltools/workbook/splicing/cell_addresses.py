"""How are cells and areas addressed? The one invariant: all count from 1, and an area holds both its ends."""

import re
from typing import NamedTuple

from xltools.model.cell_address import column_number

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Area(NamedTuple):
    """A rectangle of cells of one sheet."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def overlaps(self, other: "Area") -> bool:
        """Whether they share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def cell_count(self) -> int:
        """How many cells it covers."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def parse_cell(text: str) -> tuple[int, int] | None:
    """Row and column of an address such as ``K17``; ``None`` where it is none or lies off the sheet."""
    match = _CELL.fullmatch(text.strip())
    if match is None:
        return None
    column, row = column_number(match[1]), int(match[2])
    return (row, column) if 1 <= row <= MAX_ROW and column <= MAX_COLUMN else None


def parse_area(text: str) -> Area | None:
    """An area such as ``A1:C9`` or ``B2``, its corners put in order; ``None`` where it is none."""
    first, _, second = text.partition(":")
    one, two = parse_cell(first), parse_cell(second or first)
    if one is None or two is None:
        return None
    return Area(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))
