"""The grid of a sheet: no table pays for another's long texts."""

from tests.reports.sample_report import sample_report
from xltools.reports.document import Column, ColumnKind, Section, Table
from xltools.reports.summary_workbook.grid import PAGE_WIDTHS, plan_grid

NAME, LONG = Column("名称"), Column("说明", ColumnKind.LONG_TEXT, 44)


def _numbers(count: int) -> tuple[Column, ...]:
    return tuple(Column(f"数{place}", ColumnKind.COUNT, 8) for place in range(count))


def _section(*columns: tuple[Column, ...]) -> Section:
    tables = tuple(Table(f"t{place}", "表", each, []) for place, each in enumerate(columns))
    return Section("表", "", tables)


def test_numbers_stay_narrow_where_another_table_has_a_long_text() -> None:
    section = _section((LONG, *_numbers(1), LONG), (NAME, *_numbers(5)), (*_numbers(2), LONG))
    grid = plan_grid(section)
    for table in section.blocks:
        assert isinstance(table, Table)
        for column, width in zip(table.columns, grid.column_widths(table), strict=True):
            if column.kind is ColumnKind.COUNT:
                assert width <= 20


def test_no_column_is_narrower_than_its_table_asks() -> None:
    section = _section((NAME, *_numbers(6)), (NAME, LONG, *_numbers(2)))
    grid = plan_grid(section)
    for table in section.blocks:
        assert isinstance(table, Table)
        for column, width in zip(table.columns, grid.column_widths(table), strict=True):
            assert width >= min(column.width, 28)


def test_the_list_of_cases_has_no_joined_cells() -> None:  # they could not be filtered and sorted
    section = _section((*_numbers(9), NAME))
    listed = Table("list", "表", (NAME, LONG, *_numbers(3)), [], filterable=True)
    grid = plan_grid(Section("表", "", (*section.blocks, listed)))
    assert all(span.end == span.first + 1 for span in grid.spans["list"])


def test_the_grid_fills_the_paper() -> None:
    for section in sample_report(60).sections:
        assert sum(plan_grid(section).widths) >= PAGE_WIDTHS[section.landscape] - 1e-9


def test_tables_alike_share_a_grid_without_joined_cells() -> None:
    grid = plan_grid(_section(*[(NAME, LONG, *_numbers(3))] * 3))
    assert all(span.end == span.first + 1 for spans in grid.spans.values() for span in spans)
