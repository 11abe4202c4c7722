"""Where do the cases of a table end, and with which words does what follows begin? Totals, notes, another table.

Invariant: no row of a case begins with such a word; else it would be cut off with all below.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.workbook.adopting.known_heads import known_heads
from xltools.workbook.heads import plain_head

_SPARSE = 0.5
_LONGEST_WORD = 10
_LONG_NOTE = 12
_COUNTED_ROWS = 60
_NUMBERED = re.compile(r"[A-Za-z]{0,6}[-#]?\d")


class TableEnd(NamedTuple):
    """The end of a table.

    Attributes:
        last_row: The last row of a case, from 1; that of the heads where there is no case.
        footer: Words with which the rows below begin; empty where nothing follows.
        untold: The row of something below that no word tells from cases; 0 where there is none.
    """

    last_row: int
    footer: tuple[str, ...]
    untold: int = 0


def find_end(
    rows: Sequence[Sequence[ReadValue]], head_row: int, left: int, right: int, formulas: Collection[tuple[int, int]]
) -> TableEnd:
    """Find the end.

    Args:
        rows: All rows of the sheet.
        head_row: The row of the heads, from 1.
        left: First column of the table, from 1.
        right: Its last column.
        formulas: (row, column) of cells with a formula.
    """
    below = _Below(rows, head_row, left, right, formulas)
    stop = next(filter(below.ends_at, range(head_row + 1, len(rows) + 1)), len(rows) + 1)
    last = next((row for row in range(stop - 1, head_row, -1) if below.filled(row)), head_row)
    following = [below.first_text(row) for row in range(stop, len(rows) + 1) if below.first_text(row)]
    if not following:
        return TableEnd(last, ())
    cases = {plain_head(text) for row in range(head_row + 1, stop) if (text := below.first_text(row))}
    word = next((each for each in _words(following[0]) if not _begins_any(each, cases)), "")
    return TableEnd(last, (word,) if word else (), 0 if word else stop)


def _words(text: str) -> Iterator[str]:
    """What may tell a row that says this: a known word, what stands before a colon, the first signs, all of it."""
    plain = plain_head(text)
    yield from sorted((each for each in known_heads().words["footers"] if plain.startswith(each)), key=len)[-1:]
    label = re.split(r"(?<=[：:])", text.strip(), maxsplit=1)[0]
    if len(label) <= _LONGEST_WORD:
        yield label
    yield text.strip()[:_LONGEST_WORD].strip()
    yield text.strip()[: _LONGEST_WORD * 4].strip()


def _begins_any(word: str, cases: Collection[str]) -> bool:
    return any(case.startswith(plain_head(word)) for case in cases)


class _Below:
    """The rows below the heads."""

    def __init__(
        self,
        rows: Sequence[Sequence[ReadValue]],
        head_row: int,
        left: int,
        right: int,
        formulas: Collection[tuple[int, int]],
    ) -> None:
        self._rows, self._span, self._head_row = rows, slice(left - 1, right), head_row
        self._reckoned = {row for row, column in formulas if left <= column <= right}
        counts = sorted(count for row in range(head_row + 1, len(rows) + 1) if (count := len(self.filled(row))))
        self._typical = counts[len(counts) // 2] if counts else 0
        self._heads = {plain_head(cell) for cell in rows[head_row - 1][self._span]} - {""}

    def filled(self, row: int) -> list[ReadValue]:
        """What stands in the table's columns of a row."""
        return [cell for cell in self._rows[row - 1][self._span] if cell != ""]

    def first_text(self, row: int) -> str:
        """The first filled cell of the whole row, as the reader will see it; "" where that is no text."""
        first = next((cell for cell in self._rows[row - 1] if cell != ""), "")
        return first if isinstance(first, str) else ""

    def ends_at(self, row: int) -> bool:
        """Whether no case stands in this row and below."""
        first, cells = self.first_text(row), self.filled(row)
        if not first:
            return False
        sparse = len(cells) <= max(1, self._typical * _SPARSE)
        if plain_head(first).startswith(known_heads().words["footers"]) and (sparse or row in self._reckoned):
            return True
        heads_again = len({plain_head(cell) for cell in cells} & self._heads) >= min(3, len(self._heads))
        return heads_again or (len(cells) <= 1 and self._is_note(row, first))

    def _is_note(self, row: int, text: str) -> bool:
        """A text alone, apart from the cases or longer than anything that one types first, with no case below."""
        apart = row > self._head_row + 1 and not self.filled(row - 1)
        if not (apart or len(text) > _LONG_NOTE) or _NUMBERED.match(text):
            return False
        following = range(row + 1, min(len(self._rows), row + _COUNTED_ROWS) + 1)
        dense = any(len(self.filled(each)) > max(1, self._typical * _SPARSE) for each in following)
        return not dense or self._is_caption(row)

    def _is_caption(self, row: int) -> bool:
        """Whether another table's heads follow: words only, over rows of another kind."""
        following = next(
            (self.filled(each) for each in range(row + 1, min(row + 3, len(self._rows)) + 1) if self.filled(each)), []
        )
        return len(following) > 1 and all(isinstance(cell, str) and len(cell) <= _LONG_NOTE for cell in following)
