"""What is where in the whole workbook? All sheets planned, and every name that links, charts and formulas use resolved.

Invariant: a name means one place; one that means none or two is a mistake of who made the report and stops here.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from xltools.model.cell_address import address
from xltools.reports.chart import Chart
from xltools.reports.document import DETAIL, Report, Section, Table
from xltools.reports.summary_workbook.grid import FIRST_COLUMN, Grid, plan_grid
from xltools.reports.summary_workbook.live_formulas import LiveCounts
from xltools.reports.summary_workbook.placed_blocks import PlacedTable, SheetPlan
from xltools.reports.summary_workbook.placement import plan_sheet
from xltools.reports.summary_workbook.sheet_names import quoted, sheet_names

BAND_ROWS = 3  # title, question, company and cut-off


class Place(NamedTuple):
    """A cell; row and column from 0."""

    sheet: str
    row: int
    column: int

    @property
    def url(self) -> str:
        """It as XlsxWriter wants links."""
        return f"internal:{quoted(self.sheet)}!{address(self.row + 1, self.column + 1)}"


@dataclass(frozen=True, slots=True)
class BookPlan:
    """A workbook, ready to be drawn.

    Attributes:
        report: What it shows.
        sheets: In order.
        tables: By key.
        places: By anchor.
        counts: Live counts over 明细, if the report has that table.
    """

    report: Report
    sheets: tuple[SheetPlan, ...]
    tables: dict[str, PlacedTable]
    places: dict[str, Place]
    counts: LiveCounts | None

    def place(self, anchor: str) -> Place:
        """Where a link leads.

        Raises:
            ValueError: Nothing in the report is called so.
        """
        if anchor not in self.places:
            raise ValueError(f"nothing in the report is called {anchor!r}")
        return self.places[anchor]

    def table(self, key: str) -> PlacedTable:
        """The table that a chart draws.

        Raises:
            ValueError: The report has no such table.
        """
        if key not in self.tables:
            raise ValueError(f"the report has no table {key!r}")
        return self.tables[key]


def plan_book(report: Report) -> BookPlan:
    """Plan all sheets of a report.

    Raises:
        ValueError: A name of a table or row is used twice, or a link or chart names what is not there.
    """
    sections = report.sections or (Section(report.title, "", ()),)
    blocks = [block for section in sections for block in section.blocks]
    tables = {block.key: block for block in blocks if isinstance(block, Table)}
    charts = [block for block in blocks if isinstance(block, Chart)]
    names = sheet_names(section.title for section in sections)
    grids = [plan_grid(section) for section in sections]
    link_rows = [_link_rows(grid, 1 if place else len(names) - 1) for place, grid in enumerate(grids)]
    sheets = tuple(
        plan_sheet(name, section, grid, BAND_ROWS + rows + 1, tables, charts)
        for name, section, grid, rows in zip(names, sections, grids, link_rows, strict=True)
    )
    placed = {table.table.key: table for table in _tables(sheets)}
    detail = placed.get(DETAIL)
    book = BookPlan(report, sheets, placed, _places(sheets), None if detail is None else LiveCounts(detail))
    for chart in charts:
        _check_chart(chart, book)
    for anchor in report.links():
        book.place(anchor)
    return book


def _link_rows(grid: Grid, links: int) -> int:
    return math.ceil(links / len(grid.widths))


def _tables(sheets: tuple[SheetPlan, ...]) -> Iterator[PlacedTable]:
    return (block for sheet in sheets for block in sheet.blocks if isinstance(block, PlacedTable))


def _places(sheets: tuple[SheetPlan, ...]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for placed in _tables(sheets):
        named = [(placed.table.key, placed.top)]
        named += [(anchor, placed.first + row) for row, anchor in placed.table.anchors.items()]
        for anchor, row in named:
            if anchor in places:
                raise ValueError(f"two places in the report are called {anchor!r}")
            places[anchor] = Place(placed.sheet, row, FIRST_COLUMN)
    return places


def _check_chart(chart: Chart, book: BookPlan) -> None:
    placed = book.table(chart.table)
    for head in (chart.categories, *chart.series):
        placed.column(head)
