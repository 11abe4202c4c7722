"""Where do the cases of a table end, and with which words does what follows begin? Totals, notes, another table.

Invariant: no row of a case begins with such a word; else it would be cut off with all below.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.workbook.adopting.known_heads import known_heads
from xltools.workbook.case_looks import CaseLooks, is_moment
from xltools.workbook.footers import ending, first_text
from xltools.workbook.heads import plain_head

_SPARSE, _MOSTLY = 0.5, 0.5
_LONGEST_WORD = 10
_LONG_NOTE = 12
_COUNTED_ROWS = 60
_NUMBERED = re.compile(r"[A-Za-z]{0,6}[-#]?\d")


class TableEnd(NamedTuple):
    """The end of a table.

    Attributes:
        last_row: The last row of a case, from 1; that of the heads where there is no case.
        footer: Words with which the rows below, and totals among the cases, begin; empty where there are none.
        untold: The row of something below or between that no word tells from cases; 0 where there is none.
        between: Rows of totals and the like with cases below them.
        unread: Rows that look like cases and are taken for none.
    """

    last_row: int
    footer: tuple[str, ...]
    untold: int = 0
    between: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()


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
    marks = list(filter(below.ends_at, range(head_row + 1, len(rows) + 1)))
    if not marks:
        return TableEnd(_last_filled(below, head_row, len(rows)), ())
    found = ending(marks, rows, below.looks(range(head_row + 1, marks[0])))
    stop, between = found.row or len(rows) + 1, frozenset(found.between)
    cases = {plain_head(first_text(rows[row - 1])) for row in range(head_row + 1, stop) if row not in between} - {""}
    told = {row: _telling_word(rows[row - 1], cases) for row in (*found.between, found.row) if row}
    words = dict.fromkeys(word for word in told.values() if word)
    words |= dict.fromkeys(_known_words(rows[stop:], cases) if words else ())
    untold = next((row for row, word in told.items() if not word), 0)
    return TableEnd(_last_filled(below, head_row, stop - 1), tuple(words), untold, found.between, found.unread)


def _last_filled(below: "_Below", head_row: int, last: int) -> int:
    return next((row for row in range(last, head_row, -1) if below.filled(row)), head_row)


def _telling_word(row: Sequence[ReadValue], cases: Collection[str]) -> str:
    """With what a row begins and no case does; "" where nothing tells them apart."""
    return next((word for word in _words(first_text(row)) if not _begins_any(word, cases)), "")


def _known_words(rows: Sequence[Sequence[ReadValue]], cases: Collection[str]) -> Iterator[str]:
    """Known words with which further rows begin: should a case be typed among them, they still are none."""
    known = known_heads().words["footers"]
    for row in rows:
        plain = plain_head(first_text(row))
        word = max((each for each in known if plain.startswith(each)), key=len, default="")
        if word and not _begins_any(word, cases):
            yield word


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
        self._formulas = formulas
        self._reckoned = {row for row, column in formulas if left <= column <= right}
        counts = sorted(count for row in range(head_row + 1, len(rows) + 1) if (count := len(self.filled(row))))
        self._typical = counts[len(counts) // 2] if counts else 0
        self._heads = {plain_head(cell) for cell in rows[head_row - 1][self._span]} - {""}

    def filled(self, row: int) -> list[ReadValue]:
        """What stands in the table's columns of a row."""
        return [cell for cell in self._rows[row - 1][self._span] if cell != ""]

    def looks(self, cases: range) -> CaseLooks:
        """What cases look like; a column that holds dates in most of these rows is one of dates."""
        columns = range(self._span.start + 1, self._span.stop + 1)
        sampled = [self._rows[row - 1] for row in cases[-_COUNTED_ROWS:]]
        seen = {at: [is_moment(row[at - 1]) for row in sampled if row[at - 1] != ""] for at in columns}
        dated = [at for at, moments in seen.items() if sum(moments) > _MOSTLY * len(moments)]
        return CaseLooks(self._rows, columns, dated, self._formulas, cases)

    def ends_at(self, row: int) -> bool:
        """Whether no case stands in this row and below."""
        first, cells = first_text(self._rows[row - 1]), self.filled(row)
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
