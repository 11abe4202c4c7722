"""Where does each block stand on its sheet? One below the other; charts beside their table or each other if they can.

Invariant: nothing overlaps, and cells are placed so that each sheet can be written from top to bottom.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Block, Cell, ColumnKind, Section, Table
from xltools.reports.summary_workbook.block_heights import LINE, SPACE, below_heights, block_heights, table_heights
from xltools.reports.summary_workbook.chart_numbers import chart_numbers
from xltools.reports.summary_workbook.grid import FIRST_COLUMN, Grid
from xltools.reports.summary_workbook.placed_blocks import PlacedBlock, PlacedChart, PlacedTable, SheetPlan, has_level

_LEAST_BESIDE, _LOWEST_CHART, _HIGHEST_BESIDE = 46.0, 210.0, 420.0  # digits across; points
_FEW_POINTS, _NEARLY_HALF = 6, 0.42


def plan_sheet(
    name: str, section: Section, grid: Grid, first_row: int, tables: Mapping[str, Table], charts: Sequence[Chart]
) -> SheetPlan:
    """Place the blocks of a section.

    Args:
        name: Of the sheet.
        section: What it shows.
        grid: Its columns.
        first_row: Where the first block begins.
        tables: All tables of the report, by key.
        charts: All charts of the report: their target lines need helper columns beside their tables.
    """
    placing = _Placing(name, grid, first_row, tables, charts)
    for block in section.blocks:
        placing.add(block)
    return SheetPlan(name, section, grid.widths, tuple(placing.placed), placing.helpers)


class _Placing:
    """A sheet while its blocks are being placed."""

    def __init__(
        self,
        name: str,
        grid: Grid,
        first_row: int,
        tables: Mapping[str, Table],
        charts: Sequence[Chart],
    ) -> None:
        self._name, self._grid, self._row, self._tables, self._charts = name, grid, first_row, tables, charts
        self._end = FIRST_COLUMN + len(grid.widths)
        self._helper = self._end + 1
        self.placed: list[PlacedBlock] = []

    @property
    def helpers(self) -> tuple[int, int]:
        """First helper column, and how many."""
        return self._end + 1, self._helper - self._end - 1

    def add(self, block: Block) -> None:
        if isinstance(block, Chart):
            self._add_chart(block)
        elif isinstance(block, Table):
            self._add_table(block)
        else:
            self._append(PlacedBlock(block, self._row, self._heights(block)))

    def _append(self, placed: PlacedBlock) -> None:
        self.placed.append(placed)
        self._row = placed.end

    def _heights(self, block: Block) -> tuple[float, ...]:
        return tuple(block_heights(block, self._grid, self._tables))

    def _add_table(self, table: Table) -> None:
        trends: dict[int, int] = {}
        for place, points in _trend_lengths(table):
            trends[place], self._helper = self._helper, self._helper + points
        wanted = dict.fromkeys(chart.target for chart in self._charts if chart.table == table.key and has_level(chart))
        levels = {level: self._helper + place for place, level in enumerate(wanted) if level is not None}
        self._helper += len(levels)
        heights = self._heights(table)
        spans = self._grid.spans[table.key]
        self._append(PlacedTable(table, self._row, heights, self._name, table, self._row + 2, spans, trends, levels))

    def _add_chart(self, chart: Chart) -> None:
        above = self.placed[-1] if self.placed else None
        if isinstance(above, PlacedTable) and (left := _room_beside(chart, above, self._grid.widths)):
            self._add_beside(chart, above, left)
        elif isinstance(above, PlacedChart) and (middle := self._middle(chart, above)):
            self.placed[-1] = replace(above, right=middle)
            self.placed.append(replace(above, block=chart, chart=chart, heights=(), left=middle))
        else:
            heights = self._heights(chart)
            self._append(PlacedChart(chart, self._row, heights, chart, FIRST_COLUMN, self._end, sum(heights[:-1])))

    def _add_beside(self, chart: Chart, table: PlacedTable, left: int) -> None:
        """Beside its table, which gets empty rows where it is lower than a chart must be."""
        upper = list(table_heights(table.table, self._grid.column_widths(table.table)))
        stretch = max(0, math.ceil((_LOWEST_CHART - sum(upper[1:])) / LINE))
        upper += [LINE] * stretch
        below = below_heights(table.table, self._grid.widths)
        self.placed.pop()
        self._append(replace(table, heights=(*upper, *below, SPACE), stretch=stretch))
        self.placed.append(PlacedChart(chart, table.head, (), chart, left, self._end, sum(upper[1:])))

    def _middle(self, chart: Chart, other: PlacedChart) -> int | None:
        """Where the right one of two charts begins, if both can be read at half the width; None if they cannot."""
        whole = other.heights and (other.left, other.right) == (FIRST_COLUMN, self._end)
        if not whole or not all(_is_small(each, self._tables) for each in (chart, other.chart)):
            return None
        widths = self._grid.widths
        half = sum(widths) * _NEARLY_HALF
        columns = next(count for count in range(1, len(widths) + 1) if sum(widths[:count]) >= half)
        return FIRST_COLUMN + columns if sum(widths[columns:]) >= half else None


def _room_beside(chart: Chart, table: PlacedTable, widths: Sequence[float]) -> int | None:
    """The column where a chart can begin beside its table; None if both do not fit on the paper."""
    if table.table.key != chart.table or not chart_numbers(chart, table.table):
        return None
    room = sum(widths[table.right - FIRST_COLUMN :])
    return table.right if sum(table.heights) <= _HIGHEST_BESIDE and room >= _LEAST_BESIDE else None


def _is_small(chart: Chart, tables: Mapping[str, Table]) -> bool:
    table = tables.get(chart.table)
    if table is None or chart.kind is ChartKind.BAR or not chart_numbers(chart, table):
        return False
    return len(table.rows[: chart.rows]) <= _FEW_POINTS


def _trend_lengths(table: Table) -> Iterator[tuple[int, int]]:
    for place, column in enumerate(table.columns):
        if column.kind is ColumnKind.TREND:
            cells = (row[place] for row in table.rows)
            yield place, max((len(cell.trend) for cell in cells if isinstance(cell, Cell)), default=0)
