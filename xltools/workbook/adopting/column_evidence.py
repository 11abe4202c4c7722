"""What stands in a column? Counted, not judged: how full it is, of which kinds its cells are, what may be chosen there.

Invariant: counts are of the rows that hold anything; the same cells give the same evidence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from xltools.model.cell_edit import ReadValue
from xltools.workbook.adopting.date_styles import DateStyles, date_styles
from xltools.workbook.typed_values import normalised, number_of, text_of

_CONTACT = re.compile(
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|[48]00(?:[- ]?\d){7}"
    r"|\+\d[\d ()-]{7,18}|\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,5}|[\w.%+-]+@[\w-]+(?:\.[\w-]+)+"
)
_KEPT_VALUES = 60
_SAMPLED = 3


@dataclass(frozen=True)
class ColumnEvidence:
    """What stands in one column.

    Attributes:
        cells: Its cells, of the rows in use.
        formulas: How many of them are formulas.
        offered: What its drop-down offers; empty where it has none.
        width: Its width in characters; 0 where the sheet gives none.
    """

    cells: Sequence[ReadValue]
    formulas: int
    offered: tuple[str, ...]
    width: float

    @cached_property
    def texts(self) -> list[str]:
        """The filled cells as text."""
        return [text for cell in self.cells if (text := text_of(cell)) is not None]

    @property
    def filled(self) -> int:
        """How many cells are filled."""
        return len(self.texts)

    @property
    def share(self) -> float:
        """The share of filled cells, from 0 to 1."""
        return self.filled / len(self.cells) if self.cells else 0.0

    @cached_property
    def values(self) -> tuple[str, ...]:
        """Different values, the most frequent first; no more than 60."""
        return tuple(value for value, _ in Counter(self.texts).most_common(_KEPT_VALUES))

    @cached_property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(set(self.texts))

    @cached_property
    def outside(self) -> int:
        """How many cells hold something that the drop-down does not offer."""
        return sum(text not in self.offered for text in self.texts) if self.offered else 0

    @cached_property
    def styles(self) -> DateStyles:
        """How its dates are typed."""
        return date_styles(self.cells)

    @cached_property
    def contacts(self) -> int:
        """How many cells begin with a telephone number or an address."""
        return sum(_CONTACT.match(normalised(text)) is not None for text in self.texts)

    @cached_property
    def numbers(self) -> list[float]:
        """The cells that are numbers."""
        return [number for cell in self.cells if (number := number_of(cell)) is not None]

    @cached_property
    def longest(self) -> int:
        """Signs of the longest text."""
        return max(map(len, self.texts), default=0)

    @cached_property
    def typical(self) -> float:
        """Signs of a text of middling length."""
        return median(map(len, self.texts)) if self.texts else 0.0

    def samples(self) -> tuple[str, ...]:
        """Up to three different values, the first ones."""
        return tuple(dict.fromkeys(self.texts))[:_SAMPLED]
