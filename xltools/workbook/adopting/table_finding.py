"""Where on a sheet do the cases stand? The row or two of the heads, the columns, and where the cases end.

Heads need not come first, and totals, notes or another table may follow. Invariant: what is taken for heads are words,
over cells that are filled; a sheet without such a row has no table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.workbook.adopting.head_words import hits
from xltools.workbook.adopting.sheet_look import SheetLook
from xltools.workbook.adopting.table_end import TableEnd, find_end
from xltools.workbook.heads import WrittenHead, written_heads

_SEARCHED_ROWS, _LOOKED_AT = 40, 300
_LONGEST_HEAD = 40
_FEWEST_HEADS = 2
_MOST_COUNTED = 12
_ONE_LISTOBJECT = 6


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The table with the cases of one sheet.

    Attributes:
        look: The sheet.
        caption: What the title band above says; "" where there is none.
        head_row: The row of the heads, from 1, the lower of two lines.
        head_rows: 1 or 2.
        left: Its first column, from 1.
        right: Its last column.
        end: Where its cases end.
        heads: What stands over each column of the sheet, from the first; nothing over those beside the table.
        beside: Heads in the same row beside the table: the reader sees them too.
        known: How many of the heads are known ones.
    """

    look: SheetLook
    caption: str
    head_row: int
    head_rows: int
    left: int
    right: int
    end: TableEnd
    heads: list[WrittenHead]
    beside: tuple[str, ...]
    known: int

    def column(self, number: int) -> list[ReadValue]:
        """The cells of a column between heads and end."""
        return [row[number - 1] for row in self.look.cells.rows[self.head_row : self.end.last_row]]


class _HeadRow(NamedTuple):
    score: float
    row: int
    lines: int
    heads: list[WrittenHead]


def find_table(look: SheetLook) -> FoundTable | None:
    """The table with the cases, if the sheet has one."""
    rows = look.cells.rows
    candidates = [
        _judged(look, row, lines)
        for row in range(1, min(len(rows), _SEARCHED_ROWS) + 1)
        for lines in (1, 2)
        if lines == 1 or _has_two_lines(look, row)
    ]
    best = max(
        (each for each in candidates if each is not None), key=lambda each: (each.score, -each.row), default=None
    )
    if best is None:
        return None
    left, right = _extent(look, best)
    heads = [head if left <= place <= right else WrittenHead("", "") for place, head in enumerate(best.heads, start=1)]
    end = find_end(rows, best.row, left, right, look.cells.formulas)
    lines = 2 if best.lines == 2 and _needs_both(rows, best, left, right) else 1
    if lines == 1:
        heads = [head._replace(qualified=head.alone) for head in heads]
    beside = tuple(head.alone for place, head in enumerate(best.heads, 1) if not left <= place <= right and head.alone)
    caption = _caption(rows, best.row - best.lines)
    return FoundTable(look, caption, best.row, lines, left, right, end, heads, beside, hits(heads))


def is_label(cell: ReadValue) -> bool:
    """Whether a cell may be a head: a few words, and not a number, a moment or a sentence."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    letters = sum(map(str.isalpha, text))
    digits = sum(map(str.isdigit, text))
    return 0 < len(text) <= _LONGEST_HEAD and (letters > digits or text == "#") and digits < 4 and "@" not in text


def _judged(look: SheetLook, row: int, lines: int) -> _HeadRow | None:
    """How much a row looks like heads; None where it does not at all."""
    rows = look.cells.rows
    heads = written_heads(rows, row, lines)
    labels = [head for head in heads if is_label(head.alone)]
    others = sum(1 for cell in rows[row - 1] if cell != "" and not is_label(cell))
    below = rows[row : row + _LOOKED_AT]
    filled = sum(any(cells[at] != "" for cells in below) for at, head in enumerate(heads) if head.alone)
    if len(labels) < _FEWEST_HEADS or others > len(labels):
        return None
    known = hits(labels)
    if not filled and known < _FEWEST_HEADS:
        return None
    score = 4.0 * known + min(len(labels), _MOST_COUNTED) - 3 * others + min(filled, _MOST_COUNTED) / 4
    score += _ONE_LISTOBJECT * any(table.area.top == row and table.headers for table in look.tables)
    return _HeadRow(score + (lines - 1) * 0.5, row, lines, heads)


def _has_two_lines(look: SheetLook, row: int) -> bool:
    """Whether the row above belongs to the heads: groups over several columns, or heads merged downwards."""
    if row == 1:
        return False
    upper, lower = look.cells.rows[row - 2], look.cells.rows[row - 1]
    if sum(1 for cell in lower if cell != "" and not is_label(cell)):
        return False
    down = any(area.top == row - 1 and area.bottom == row and area.left == area.right for area in look.merged)
    across = any(
        area.top == area.bottom == row - 1
        and area.right > area.left
        and all(cell != "" for cell in lower[area.left - 1 : area.right])
        for area in look.merged
    )
    hanging = sum(1 for above, below in zip(upper, lower, strict=True) if is_label(above) and below == "")
    return down or across or hanging >= _FEWEST_HEADS


def _needs_both(rows: Sequence[Sequence[ReadValue]], found: _HeadRow, left: int, right: int) -> bool:
    """Whether the lower line alone would leave a column without a head, or two with the same."""
    lower = [rows[found.row - 1][at] for at in range(left - 1, right) if found.heads[at].alone]
    return "" in lower or len({str(cell).strip() for cell in lower}) < len(lower)


def _extent(look: SheetLook, found: _HeadRow) -> tuple[int, int]:
    """First and last column: the neighbouring ones with most known heads; an empty column parts tables."""
    for table in look.tables:
        if table.area.top <= found.row <= table.area.bottom and table.headers:
            return table.area.left, min(table.area.right, len(found.heads))
    below = look.cells.rows[found.row : found.row + _LOOKED_AT]
    used = [bool(head.alone) or any(cells[at] != "" for cells in below) for at, head in enumerate(found.heads)]
    runs: list[tuple[int, int]] = []
    for at, is_used in enumerate(used, start=1):
        if is_used and runs and runs[-1][1] == at - 1:
            runs[-1] = runs[-1][0], at
        elif is_used:
            runs.append((at, at))
    runs = [(_first_head(found.heads, left, right), right) for left, right in runs]
    return max(runs, key=lambda run: (hits(found.heads[run[0] - 1 : run[1]]), run[1] - run[0], -run[0]))


def _first_head(heads: Sequence[WrittenHead], left: int, right: int) -> int:
    return next((at for at in range(left, right + 1) if heads[at - 1].alone), left)


def _caption(rows: Sequence[Sequence[ReadValue]], above: int) -> str:
    """The first words in the rows above the heads."""
    cells = (cell for row in rows[:above] for cell in row if isinstance(cell, str) and cell.strip())
    return " ".join(next(cells, "").split())
