"""Where does each value of a page stand on its sheet, and what is it there for?

Invariant: the first table's heads stand in FIRST_HEAD_ROW on every page, so that frozen panes and the rows that are
repeated on paper never have to move.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.cell_edit import CellValue
from xltools.model.generated_page import Emphasis, GeneratedPage, Link, PageTable, PageValue
from xltools.workbook.text_measure import row_height, wrapped_lines

# By this text a page is known as ours after any program has saved it: cell text is what all of them keep.
OWNERSHIP_MARK = "pages.marks.rewritten"
HEADING_ROW, SUBHEADING_ROW, MARK_ROW, FIRST_TITLE_ROW, FIRST_HEAD_ROW = 1, 2, 3, 4, 5
_NARROWEST_PAGE = 60.0
_SPACER_HEIGHT = 12.0


class Purpose(StrEnum):
    """What a cell is for; its look follows from that."""

    HEADING = "heading"
    NOTE = "note"  # the lines below the heading
    TITLE = "title"
    HEAD = "head"
    BODY = "body"
    REMARK = "remark"


class Shape(StrEnum):
    """How a value is shown."""

    TEXT = "text"
    WRAPPED = "wrapped"
    NUMBER = "number"
    MOMENT = "moment"
    LINK = "link"


class CellRole(NamedTuple):
    """All that a cell's look depends on."""

    purpose: Purpose
    emphasis: Emphasis = Emphasis.PLAIN
    shape: Shape = Shape.TEXT


class PlacedCell(NamedTuple):
    """One cell; row and column from 1."""

    row: int
    column: int
    value: CellValue
    role: CellRole
    link: Link | None = None


class PageGrid(NamedTuple):
    """A page, cell by cell.

    Attributes:
        cells: In the order of rows, then columns.
        widths: Of the columns, in characters of the default font.
        heights: Of the rows from 1, in points.
        tables: The rows that tables start in, with their titles.
    """

    cells: tuple[PlacedCell, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    tables: tuple[int, ...] = ()


_BASE_HEIGHTS = {Purpose.HEADING: 34.0, Purpose.NOTE: 18.0, Purpose.TITLE: 27.0, Purpose.HEAD: 23.0}
_HEADING, _NOTE, _TITLE = CellRole(Purpose.HEADING), CellRole(Purpose.NOTE), CellRole(Purpose.TITLE)
_HEAD, _REMARK = CellRole(Purpose.HEAD), CellRole(Purpose.REMARK)
_NUMBER_HEAD = CellRole(Purpose.HEAD, shape=Shape.NUMBER)


def page_grid(page: GeneratedPage) -> PageGrid:
    """Lay a page out: heading, line under it, ownership mark, then the tables one below the other."""
    widths = _widths(page.tables)
    grid = _Grid(widths)
    mark = text("pages.marks.written_once" if page.once else OWNERSHIP_MARK)
    for said, role in ((page.heading, _HEADING), (page.subheading, _NOTE), (mark, _NOTE)):
        grid.line(said, role, len(widths))
    for place, table in enumerate(page.tables):
        if place:
            grid.space()
        grid.table(table)
    return PageGrid(tuple(grid.cells), widths, tuple(grid.heights), tuple(grid.tables))


class _Grid:
    """A page while it is being laid out."""

    def __init__(self, widths: Sequence[float]) -> None:
        self._widths = widths
        self.cells: list[PlacedCell] = []
        self.heights: list[float] = []
        self.tables: list[int] = []

    def space(self) -> None:
        self.heights.append(_SPACER_HEIGHT)

    def line(self, said: str, role: CellRole, width: int) -> None:
        """A text that runs over the empty cells right of it, which share its look."""
        row = self._next_row(_BASE_HEIGHTS.get(role.purpose, row_height(1)))
        self.cells += [
            PlacedCell(row, column, (said or None) if column == 1 else None, role) for column in range(1, width + 1)
        ]

    def table(self, table: PageTable) -> None:
        self.tables.append(len(self.heights) + 1)
        self.line(table.title, _TITLE, len(table.columns))
        row = self._next_row(_BASE_HEIGHTS[Purpose.HEAD])
        first = table.rows[0].values if table.rows else (None,) * len(table.columns)
        self.cells += [
            PlacedCell(row, place, column.head, _NUMBER_HEAD if isinstance(value, int | float) else _HEAD)
            for place, (column, value) in enumerate(zip(table.columns, first, strict=True), start=1)
        ]
        wraps = [column.wraps for column in table.columns]
        for values, emphasis in table.rows:
            row = self._next_row(row_height(self._lines(values, wraps)))
            self.cells += _body_cells(row, values, wraps, emphasis)
        if table.remark:
            self.line(table.remark, _REMARK, 1)

    def _next_row(self, height: float) -> int:
        self.heights.append(height)
        return len(self.heights)

    def _lines(self, values: Sequence[PageValue], wraps: Sequence[bool]) -> int:
        cells = zip(values, wraps, self._widths, strict=False)
        return max(
            (wrapped_lines(value, width) for value, wrapped, width in cells if wrapped and isinstance(value, str)),
            default=1,
        )


def _widths(tables: Sequence[PageTable]) -> tuple[float, ...]:
    """Tables share the sheet's columns: each column is as wide as the widest need of any table."""
    count = max((len(table.columns) for table in tables), default=1)
    return tuple(
        max((table.columns[place].width for table in tables if place < len(table.columns)), default=_NARROWEST_PAGE)
        for place in range(count)
    )


def _body_cells(
    row: int, values: Sequence[PageValue], wraps: Sequence[bool], emphasis: Emphasis
) -> Iterator[PlacedCell]:
    for column, (value, wrapped) in enumerate(zip(values, wraps, strict=True), start=1):
        role = CellRole(Purpose.BODY, emphasis, _shape(value, wrapped))
        if isinstance(value, Link):
            yield PlacedCell(row, column, value.text, role, value)
        else:
            yield PlacedCell(row, column, None if value == "" else value, role)


def _shape(value: PageValue, wrapped: bool) -> Shape:
    if isinstance(value, Link):
        return Shape.LINK
    if isinstance(value, datetime):
        return Shape.MOMENT
    if isinstance(value, int | float):
        return Shape.NUMBER
    return Shape.WRAPPED if wrapped else Shape.TEXT
