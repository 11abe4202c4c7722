"""Which cells get back what stood in them before a pass? Those that still hold what the tool wrote, and no others.

Invariant: what people typed since stays. On a sheet of cases a row is found by its case number, never by its place
alone: rows are sorted, inserted and deleted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from xltools.model.cell_edit import CellEdit, CellValue, ReadValue

Place = tuple[str, int, int]


class WrittenCell(NamedTuple):
    """One cell as a pass wrote it.

    Attributes:
        sheet: The tab.
        row: Its row then, from 1.
        column: Its column then, from 1.
        head: The head of its column.
        case: Whose row it was; "" where that is not known, or the case had no number.
        old: What stood there.
        new: What was written.
    """

    sheet: str
    row: int
    column: int
    head: str
    case: str
    old: ReadValue
    new: CellValue


@dataclass(frozen=True, slots=True)
class StandingSheet:
    """A sheet as it is now.

    Attributes:
        value: Gives what stands in a cell, by row and column.
        columns: Column by head; heads that are not here stay where they were.
        rows: Rows by case number; None for a sheet that has no column of case numbers.
        number_head: The head of that column.
        one_row_a_case: Whether a number may stand there only once.
    """

    value: Callable[[int, int], ReadValue]
    columns: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, Sequence[int]] | None = None
    number_head: str = ""
    one_row_a_case: bool = False


class Hindrance(StrEnum):
    """Why a cell stays as it is."""

    CHANGED = "changed"  # somebody wrote something else there since
    ROW_GONE = "row gone"  # no row bears the case's number any more
    ROW_DOUBTFUL = "row doubtful"  # several rows might be meant
    SHEET_GONE = "sheet gone"
    COLUMN_GONE = "column gone"
    UNWRITABLE = "unwritable"  # what stood there is nothing that can be written


class KeptCell(NamedTuple):
    """A cell that could not be taken back."""

    cell: WrittenCell
    why: Hindrance


class TakingBack:
    """Passes that are taken back, the latest first.

    Attributes:
        kept: What could not be taken back, each cell once.
    """

    def __init__(self, sheets: Mapping[str, StandingSheet]) -> None:
        """Nothing is taken back yet.

        Args:
            sheets: The workbook as it is now, by tab.
        """
        self.kept: list[KeptCell] = []
        self._sheets = sheets
        self._numbered = {
            title: {row for rows in sheet.rows.values() for row in rows}
            for title, sheet in sheets.items()
            if sheet.rows is not None
        }
        self._values: dict[Place, CellValue] = {}
        self._cells: dict[Place, WrittenCell] = {}
        self._blocked: set[Place] = set()
        self._restored: set[Place] = set()  # somebody put back himself what stood before; earlier passes leave it alone

    def take_back(self, cells: Iterable[WrittenCell]) -> None:
        """Take back one pass, as it stands in the journal."""
        written = list(cells)
        numbers = self._numbers(written)
        for each in reversed(written):
            cell = each if each.case else each._replace(case=numbers.get((each.sheet, each.row), ""))
            found = self._place(cell)
            if isinstance(found, Hindrance):
                self.kept.append(KeptCell(cell, found))
            elif found not in self._blocked and (hindrance := self._put_back(found, cell)) is not None:
                self._blocked.add(found)  # what earlier passes wrote there is no matter any more
                self.kept.append(KeptCell(cell, hindrance))

    def _numbers(self, cells: Iterable[WrittenCell]) -> dict[tuple[str, int], str]:
        """Whose the rows are that the pass itself numbered, by tab and row: rows that it added, too."""
        heads = {title: sheet.number_head for title, sheet in self._sheets.items() if sheet.number_head}
        return {
            (cell.sheet, cell.row): cell.new
            for cell in cells
            if isinstance(cell.new, str) and cell.head == heads.get(cell.sheet)
        }

    def edits(self) -> list[CellEdit]:
        """What is to be written, by sheet, column and row."""
        return [
            CellEdit(sheet, row, column, value, self._sheets[sheet].value(row, column), self._cells[place].head)
            for place, value in sorted(self._values.items(), key=lambda item: (item[0][0], item[0][2], item[0][1]))
            for sheet, row, column in (place,)
            if not same(self._sheets[sheet].value(row, column), value)
        ]

    def cases(self) -> dict[str, dict[int, str]]:
        """Whose the rows are that are written, by tab and row."""
        found: dict[str, dict[int, str]] = {}
        for (sheet, row, _), cell in self._cells.items():
            if cell.case:
                found.setdefault(sheet, {})[row] = cell.case
        return found

    def _put_back(self, place: Place, cell: WrittenCell) -> Hindrance | None:
        if place not in self._values and place not in self._restored and self._holds(place, cell.old):
            self._restored.add(place)
            return None
        if place in self._restored or not self._holds(place, cell.new):
            return Hindrance.CHANGED
        if isinstance(cell.old, timedelta):
            return Hindrance.UNWRITABLE
        self._values[place] = cell.old
        self._cells[place] = cell
        return None

    def _holds(self, place: Place, value: ReadValue) -> bool:
        sheet, row, column = place
        here = self._values[place] if place in self._values else self._sheets[sheet].value(row, column)
        return same(here, value)

    def _place(self, cell: WrittenCell) -> Place | Hindrance:
        sheet = self._sheets.get(cell.sheet)
        if sheet is None:
            return Hindrance.SHEET_GONE
        column = sheet.columns.get(cell.head) if sheet.columns else cell.column
        if column is None:
            return Hindrance.COLUMN_GONE
        if sheet.rows is None:
            return cell.sheet, cell.row, column
        if not cell.case:
            return self._unnumbered(cell, column)
        rows = sheet.rows.get(cell.case, ())
        if len(rows) > 1 and not sheet.one_row_a_case:  # entries of a log: the one that still holds what was written
            holding = [row for row in rows if self._holds((cell.sheet, row, column), cell.new)]
            rows = [cell.row] if cell.row in holding else holding or rows
        if len(rows) != 1:
            return Hindrance.ROW_DOUBTFUL if rows else Hindrance.ROW_GONE
        return cell.sheet, rows[0], column

    def _unnumbered(self, cell: WrittenCell, column: int) -> Place | Hindrance:
        """The row of a case that had no number then, if there is still none and it holds what was written."""
        place = cell.sheet, cell.row, column
        doubtful = cell.row in self._numbered[cell.sheet] or not self._holds(place, cell.new)
        return Hindrance.ROW_DOUBTFUL if doubtful else place


def same(here: ReadValue, there: ReadValue) -> bool:
    """Whether a cell that shows the one shows the other: a moment of midnight is read as a day, "" as an empty cell."""
    one, other = _plain(here), _plain(there)
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _plain(value: ReadValue) -> ReadValue:
    if type(value) is date:
        return datetime(value.year, value.month, value.day)
    return None if value == "" else value
