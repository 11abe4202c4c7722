"""How does a rule of the template read in a workbook whose columns stand elsewhere? The same, with other letters.

Invariant: a formula that reads a column which the workbook does not have is no formula: None.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from xltools.model.cell_address import column_letters, column_number
from xltools.workbook.layout import HEAD_ROW
from xltools.workbook.reshaping.formula_rewriting import rewritten
from xltools.workbook.splicing.cell_addresses import MAX_ROW
from xltools.workbook.splicing.date_serials import DAYS_TO_1904
from xltools.workbook.template.cell_validation import FIRST_SERIAL, LAST_SERIAL

_EDGE = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)")
_BOUND = re.compile(rf"(?<!\d)(?:{FIRST_SERIAL}|{LAST_SERIAL})(?!\d)")  # the days that rules name


class SheetPlaces(NamedTuple):
    """Where a sheet of the template has its place in the workbook.

    Attributes:
        columns: By column of the template, from 1, the workbook's; one that is missing there is missing here.
        head_row: The row of the workbook's heads.
    """

    columns: Mapping[int, int]
    head_row: int = HEAD_ROW

    def row(self, row: int) -> int:
        """The workbook's row for one of the template's; the last row of a sheet is the last everywhere."""
        return row if row >= MAX_ROW or row < HEAD_ROW else row + self.head_row - HEAD_ROW


class MovedFormulas:
    """Formulas of the template, moved to where the workbook has its columns.

    Args:
        places: By tab, for sheets that the workbook has already; all others are as in the template.
        date1904: The workbook's day 0.
    """

    def __init__(self, places: Mapping[str, SheetPlaces], date1904: bool) -> None:
        self._places, self._date1904 = places, date1904

    def moved(self, formula: str, sheet: str, origin: tuple[int, int] = (0, 0)) -> str | None:
        """A formula as it reads in the workbook; None where a column that it names is missing there.

        Args:
            formula: The formula, without ``=``.
            sheet: The tab that it stands on.
            origin: The column of the cell that it is written for, in the template and in the workbook: from there
                columns without ``$`` are counted.
        """
        missing: list[str] = []

        def change(match: re.Match[str], prefix: str | None) -> str:
            tab = sheet if prefix is None else prefix[:-1].strip("'").replace("''", "'")
            places = self._places.get(tab)
            if places is None:
                return match[0]
            edges = [_moved_edge(edge, places, origin if prefix is None else (0, 0)) for edge in match[0].split(":")]
            missing.extend(match[0] for edge in edges if edge is None)
            return ":".join(edge or "" for edge in edges)

        text = rewritten(formula, change)
        if self._date1904:
            text = _BOUND.sub(lambda day: str(int(day[0]) - DAYS_TO_1904), text)
        return None if missing else text

    def reads(self, formula: str) -> set[int]:
        """The columns of its own sheet that a formula of the template names, but for those counted from its cell."""
        found: set[int] = set()

        def note(match: re.Match[str], prefix: str | None) -> str:
            edges = map(_EDGE.fullmatch, match[0].split(":")) if prefix is None else ()
            found.update(column_number(edge[2]) for edge in edges if edge and edge[1] and edge[2])
            return match[0]

        rewritten(formula, note)
        return found


def _moved_edge(edge: str, places: SheetPlaces, origin: tuple[int, int]) -> str | None:
    match = _EDGE.fullmatch(edge)
    if match is None:
        return None
    fixed_column, letters, fixed_row, row = match.groups()
    if letters:
        named, (before, after) = column_number(letters), origin
        column = places.columns.get(named) if fixed_column or not before else named - before + after
        if column is None:
            return None
        letters = column_letters(column)
    if not letters and fixed_column:  # whole rows: $4
        fixed_column, fixed_row = "", fixed_column
    return f"{fixed_column}{letters}{fixed_row}{places.row(int(row)) if row else ''}"
