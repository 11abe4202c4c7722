"""What is a block that has its place? Blocks with their rows, tables with their columns, charts with their room.

Invariant: rows and columns count from 0, as XlsxWriter does; everything about a place follows from these fields.
"""

from dataclasses import dataclass, field

from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Block, Section, Table
from xltools.reports.summary_workbook.grid import FIRST_COLUMN
from xltools.reports.summary_workbook.grid_spans import Span


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block and its rows.

    Attributes:
        block: What stands there.
        top: Its first row.
        heights: Of its rows in points, the empty row behind it included.
    """

    block: Block
    top: int
    heights: tuple[float, ...]

    @property
    def end(self) -> int:
        """The first row behind it."""
        return self.top + len(self.heights)


@dataclass(frozen=True, slots=True)
class PlacedTable(PlacedBlock):
    """A table and its rows.

    Attributes:
        sheet: Name of the sheet.
        table: The table.
        first: The first row of values; the heads stand above it, the title above them.
        spans: The columns of the grid that each of its columns takes.
        trends: Column of the table → first helper column with the numbers of its sparklines.
        stretch: Empty rows behind the values, which a chart beside them needs.
        levels: Level of a chart's target line → helper column that repeats it in each row.
    """

    sheet: str
    table: Table
    first: int
    spans: tuple[Span, ...]
    trends: dict[int, int] = field(default_factory=dict)
    levels: dict[float, int] = field(default_factory=dict)
    stretch: int = 0

    @property
    def head(self) -> int:
        """The row of the heads."""
        return self.first - 1

    @property
    def last(self) -> int:
        """The last row of values, the total left out; before `first` where there is none."""
        return self.first + len(self.table.rows) - 1

    @property
    def total(self) -> int:
        """The row of the total; an empty table has a row that says so."""
        return self.first + max(len(self.table.rows), 1)

    @property
    def below(self) -> int:
        """The first row of what explains the table."""
        return self.total + (self.table.total is not None) + self.stretch

    @property
    def right(self) -> int:
        """The first column of the sheet behind the table."""
        return FIRST_COLUMN + max((span.end for span in self.spans), default=0)

    def cells(self, place: int) -> tuple[int, int]:
        """First and last column of the sheet that a column of the table takes."""
        return FIRST_COLUMN + self.spans[place].first, FIRST_COLUMN + self.spans[place].end - 1

    def column(self, head: str) -> int:
        """The sheet's column below a head, the first where there are several.

        Raises:
            ValueError: The table has no such head.
        """
        return self.cells(self.table.place(head))[0]


@dataclass(frozen=True, slots=True)
class PlacedChart(PlacedBlock):
    """A chart and its room.

    Attributes:
        chart: The chart.
        left: The first column that it covers.
        right: The first column behind it.
        height: In points. Beside its table it has no rows of its own.
    """

    chart: Chart
    left: int
    right: int
    height: float


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet, ready to be drawn.

    Attributes:
        name: Of the sheet.
        section: What it shows.
        widths: Of the columns from `FIRST_COLUMN` on.
        blocks: From top to bottom.
        helpers: Helper columns behind the grid, as (first, how many).
    """

    name: str
    section: Section
    widths: tuple[float, ...]
    blocks: tuple[PlacedBlock, ...]
    helpers: tuple[int, int]

    @property
    def last_column(self) -> int:
        """The last column that is seen."""
        return FIRST_COLUMN + len(self.widths) - 1


def has_level(chart: Chart) -> bool:
    """Whether a target is drawn as a line; across horizontal bars none can be, so their title tells it."""
    return chart.target is not None and chart.kind is not ChartKind.BAR
