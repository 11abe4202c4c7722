"""Which figures can be live? Counts over the rows of 明细, shares of a row, and sums that must agree with the engine.

Invariant: a formula is written only where every spreadsheet program works it out to the engine's value; elsewhere the
value itself stands in the cell, so that workbook and PDF never differ.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from xltools.language.speaking import in_every_language, text
from xltools.model.cell_address import column_letters
from xltools.reports.document import Cell, Check, Value, Where, scalar_of
from xltools.reports.drawing.cell_limits import clean_text
from xltools.reports.summary_workbook.placed_blocks import PlacedTable
from xltools.reports.summary_workbook.sheet_names import quoted

_LONGEST_TEXT = 255  # of a text within a formula (Excel specifications and limits)
_LONGEST_LABEL = 60
_WILDCARDS = re.compile(r"[*?~]")
AGREES, DISAGREES = "✓", "✗"


class Formula(NamedTuple):
    """A formula and what it comes to."""

    text: str
    value: str | int | float


class LiveCounts:
    """Counts over the table of all cases."""

    def __init__(self, detail: PlacedTable) -> None:
        self._detail = detail
        self._rows_by_value = cache(self._find_rows)

    def formula(self, cell: Cell) -> Formula | None:
        """The formula that counts what the cell says it counts; None where only the value can stand there.

        Raises:
            ValueError: 明细 lacks a column that the cell names.
        """
        if cell.counts is None or not cell.counts.pairs or not isinstance(cell.value, int):
            return None
        if not self._detail.table.rows or not all(_can_be_asked_for(text) for _, text in cell.counts.pairs):
            return None
        if self._count(cell.counts) != cell.value:
            return None
        asked = ",".join(f"{self._range(head)},{_criterion(text)}" for head, text in cell.counts.pairs)
        return Formula(f"=COUNTIFS({asked})", cell.value)

    def _count(self, where: Where) -> int:
        found = [self._rows_by_value(head).get(text.casefold(), set()) for head, text in where.pairs]
        return len(set.intersection(*found))

    def _find_rows(self, head: str) -> dict[str, set[int]]:
        """Rows by the text in a column, as programs compare: without regard to case."""
        place = self._detail.table.place(head)
        rows: dict[str, set[int]] = defaultdict(set)
        for number, row in enumerate(self._detail.table.rows):
            cell = scalar_of(row[place])
            if isinstance(cell, str):
                rows[clean_text(cell).casefold()].add(number)
        return rows

    def _range(self, head: str) -> str:
        letters = column_letters(self._detail.column(head) + 1)
        return f"{quoted(self._detail.sheet)}!${letters}${self._detail.first + 1}:${letters}${self._detail.last + 1}"


def share_formula(placed: PlacedTable, row: int, values: Sequence[Value], cell: Cell) -> Formula | None:
    """The formula of a share in a sheet's row; None where the row's own figures do not give the engine's value.

    Raises:
        ValueError: The table lacks a column that the share names.
    """
    if cell.share_of is None:
        return None
    part, whole = (scalar_of(values[placed.table.place(head)]) for head in cell.share_of)
    if not isinstance(cell.value, int | float) or not isinstance(part, int | float):
        return None
    if not isinstance(whole, int | float) or not whole or not math.isclose(part / whole, cell.value, abs_tol=1e-12):
        return None
    upper, lower = (f"{column_letters(placed.column(head) + 1)}{row + 1}" for head in cell.share_of)
    return Formula(f'=IF({lower}=0,"",{upper}/{lower})', cell.value)


def check_formula(placed: PlacedTable, check: Check) -> Formula:
    """The sentence under a table that says whether its column adds up.

    Raises:
        ValueError: The table lacks the column.
    """
    numbers = [scalar_of(row[placed.table.place(check.column)]) for row in placed.table.rows]
    added = sum(number for number in numbers if isinstance(number, int | float))
    label, head = (clean_text(each).replace("\n", " ")[:_LONGEST_LABEL] for each in (check.label, check.column))
    told = {"head": head, "label": label, "expected": check.expected}
    right = text("summary_workbook.check_right", sign=AGREES, **told)
    wrong = text("summary_workbook.check_wrong", sign=DISAGREES, **told)
    letters = column_letters(placed.column(check.column) + 1)
    total = f"SUM({letters}{placed.first + 1}:{letters}{placed.last + 1})" if placed.table.rows else "0"
    asked = f"=IF({total}={check.expected},{_text(right)},{_text(wrong)}&{total})"
    return Formula(asked, right if added == check.expected else f"{wrong}{added}")


@cache
def _no_word() -> re.Pattern[str]:
    """What programs take for numbers, moments, errors or truth values: they count cells that are written otherwise."""
    signs = re.escape("".join(sorted(in_every_language("summary_workbook.signs_of_numbers"))))
    return re.compile(rf"[\d\s.,:/+\-%$€(){signs}aepm]*|#.*|true|false", re.IGNORECASE)


def _can_be_asked_for(text: str) -> bool:
    """Whether a criterion finds exactly this text: words, not numbers or blanks, short and without line breaks."""
    if _no_word().fullmatch(text) or text != text.strip() or text != clean_text(text) or "\n" in text:
        return False
    return len(_asked(text)) <= _LONGEST_TEXT


def _criterion(text: str) -> str:
    return _text(_asked(text))


def _asked(text: str) -> str:
    """Equal to the text as it stands: the sign in front keeps ``<5 天`` from being a comparison."""
    return "=" + _WILDCARDS.sub(lambda sign: "~" + sign[0], text)


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
