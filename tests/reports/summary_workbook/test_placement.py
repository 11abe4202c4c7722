"""Where blocks stand: nothing lies on anything else, and a chart stays on the paper."""

from itertools import pairwise

import pytest

from tests.reports.sample_report import sample_report
from tests.reports.summary_workbook.reading import report_of
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Block, Cell, Column, ColumnKind, Paragraph, Table
from xltools.reports.summary_workbook.block_heights import LINE, table_heights
from xltools.reports.summary_workbook.book_plan import plan_book
from xltools.reports.summary_workbook.grid import FIRST_COLUMN
from xltools.reports.summary_workbook.placed_blocks import PlacedBlock, PlacedChart, PlacedTable, SheetPlan

NAME, COUNT = Column("名称"), Column("件数", ColumnKind.COUNT)


def _plan(*blocks: Block) -> SheetPlan:
    return plan_book(report_of(*blocks)).sheets[0]


def _table(rows: int, *more: Column) -> Table:
    return Table("t", "表", (NAME, COUNT, *more), [("甲", 1, *[None] * len(more))] * rows, note="说明")


def _chart(kind: ChartKind = ChartKind.COLUMN) -> Chart:
    return Chart(kind, "图", "t", "名称", ("件数",), target=3)


def _place(blocks: tuple[PlacedBlock, ...]) -> list[tuple[str, int]]:
    return [(type(placed.block).__name__, placed.top) for placed in blocks]


@pytest.mark.parametrize("cases", [0, 1, 60])
def test_blocks_with_rows_of_their_own_follow_each_other(cases: int) -> None:
    for sheet in plan_book(sample_report(cases)).sheets:
        in_rows = [placed for placed in sheet.blocks if placed.heights]
        assert all(above.end == below.top for above, below in pairwise(in_rows))


@pytest.mark.parametrize("cases", [0, 1, 60])
def test_a_chart_covers_no_cell_of_a_table(cases: int) -> None:
    for sheet in plan_book(sample_report(cases)).sheets:
        tables = [placed for placed in sheet.blocks if isinstance(placed, PlacedTable)]
        for chart in (placed for placed in sheet.blocks if isinstance(placed, PlacedChart)):
            assert FIRST_COLUMN <= chart.left < chart.right <= sheet.last_column + 1
            beside = [table for table in tables if table.top <= chart.top < table.end]
            for table in beside:
                assert chart.left >= FIRST_COLUMN + len(table.table.columns)
                behind_head = table.heights[1 : table.below - table.top]
                assert chart.height == pytest.approx(sum(behind_head))


def test_what_fits_into_its_cell_is_a_line_high() -> None:
    table = Table("t", "表", (NAME, COUNT), [("2026-10", 1), ("2026-10 2026-11 2026-12", 1)])
    heights = list(table_heights(table, (10.7, 8)))[2:]
    assert [height == LINE for height in heights] == [True, False]


def test_a_chart_stands_beside_a_narrow_table_and_below_a_wide_one() -> None:
    narrow = _plan(_table(12), _chart()).blocks[1]
    assert isinstance(narrow, PlacedChart)
    assert (narrow.heights, narrow.left) == ((), FIRST_COLUMN + 2)
    wide = _plan(_table(12, *[Column(f"列{place}", width=20) for place in range(6)]), _chart()).blocks[1]
    assert isinstance(wide, PlacedChart)
    assert wide.left == FIRST_COLUMN
    assert len(wide.heights) > 1


def test_a_short_table_is_stretched_for_the_chart_beside_it() -> None:
    plan = _plan(_table(1), _chart(), Paragraph(("下文",)))
    table, chart, prose = plan.blocks
    assert isinstance(table, PlacedTable)
    assert isinstance(chart, PlacedChart)
    assert table.stretch > 0
    assert chart.height >= 200
    assert prose.top == table.end


def test_long_texts_make_their_row_higher() -> None:
    table = Table("t", "表", (Column("说明", ColumnKind.LONG_TEXT, 20),), [("短",), ("长" * 300,), ("行\n" * 3,)])
    placed = _plan(table).blocks[0]
    short, long, lines = placed.heights[2:5]
    assert short < lines < long


def test_helper_columns_lie_behind_the_grid_and_apart() -> None:
    trend = Column("走势", ColumnKind.TREND)
    rows = [("甲", 1, Cell(None, trend=[1, 2, 3])), ("乙", 2, Cell(None, trend=[1]))]
    table = Table("t", "表", (NAME, COUNT, trend), rows)
    plan = _plan(table, _chart(ChartKind.LINE))
    placed = plan.blocks[0]
    assert isinstance(placed, PlacedTable)
    first, count = plan.helpers
    assert first > plan.last_column
    assert (placed.trends, placed.levels, count) == ({2: first}, {3: first + 3}, 4)
