"""On paper: no block is torn in two that fits on a page."""

from itertools import pairwise

import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports.sample_report import sample_report
from tests.reports.summary_workbook.reading import formulas, report_of
from xltools.reports.document import Column, ColumnKind, Paragraph, Table
from xltools.reports.summary_workbook.block_heights import LINE
from xltools.reports.summary_workbook.book_plan import plan_book
from xltools.reports.summary_workbook.placed_blocks import PlacedChart, PlacedTable

COLUMNS = (Column("名称"), Column("件数", ColumnKind.COUNT))


def _table(key: str, rows: int) -> Table:
    return Table(key, "表", COLUMNS, [("甲", 1)] * rows)


def test_a_block_that_does_not_fit_begins_a_page() -> None:
    sheet = formulas(report_of(*(_table(f"t{place}", 15) for place in range(4))))["表"]
    titles = [row[1].row for row in sheet.iter_rows() if row[1].value == "表"][1:]  # the first is the sheet's own
    breaks = [each.id + 1 for each in sheet.row_breaks.brk]
    assert breaks
    assert set(breaks) < set(titles)


def test_a_sheet_is_printed_a_little_smaller_where_that_saves_a_page_but_never_much() -> None:
    scales, pages = [], []
    for rows in (34, 44, 50, 60):
        sheet = formulas(report_of(_table("a", rows // 2), _table("b", rows // 2)))["表"]
        scales.append(sheet.page_setup.scale)
        pages.append(len(sheet.row_breaks.brk) + 1)
    assert pages == [1, 1, 1, 2]
    assert scales[0] == scales[3]
    assert scales[0] > scales[1] > scales[2] >= scales[0] * 0.8


@pytest.mark.parametrize("cases", [0, 60, 400])
def test_no_chart_goes_over_the_end_of_a_page(cases: int) -> None:
    report = sample_report(cases)
    book = formulas(report)
    for plan in plan_book(report).sheets:
        sheet = book[plan.name]
        if any(isinstance(each, PlacedTable) and each.table.filterable for each in plan.blocks):
            continue  # as long as it is, with breaks wherever the program sets them
        paper = (8.27 if plan.section.landscape else 11.69) - 0.75 - 0.65
        heights = {row: sheet.row_dimensions[row].height or LINE for row in range(1, plan.blocks[-1].end + 1)}
        ends = [*(each.id for each in sheet.row_breaks.brk), plan.blocks[-1].end]
        for first, last in pairwise([0, *ends]):
            used = sum(heights[row] for row in range(first + 1, last + 1))
            assert used * sheet.page_setup.scale / 100 <= paper * 72
        charts = [each for each in plan.blocks if isinstance(each, PlacedChart)]
        assert not any(chart.top < end < chart.end for chart in charts for end in ends)


def test_a_table_longer_than_a_page_repeats_its_heads() -> None:
    sheet = formulas(report_of(Paragraph(("说明",)), _table("t", 90)))["表"]
    head = next(row[1].row for row in sheet.iter_rows() if row[1].value == "名称")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert formulas(report_of(_table("t", 90), Paragraph(("说明",))))["表"].print_title_rows is None


A4_BETWEEN_MARGINS, A4_ACROSS = 7.47 * 96, 10.89 * 96  # pixels across


def _printed_pixels(sheet: Worksheet, first: int, last: int) -> float:
    """How wide the columns come out, as Excel measures them: digits of seven pixels (ECMA-376 part 1, 18.3.1.13)."""
    grouped = [each for each in sheet.column_dimensions.values() if not each.hidden]
    widths = {column: each.width for each in grouped for column in range(each.min, each.max + 1)}
    return sum(int(widths[column] * 7) for column in range(first, last + 1)) * sheet.page_setup.scale / 100


def test_each_sheet_is_one_page_wide_on_a4() -> None:
    wide = Table("w", "表", tuple(Column(f"列{place}", width=14) for place in range(10)), [])
    for table in (_table("t", 3), wide):
        sheet = formulas(report_of(table))["表"]
        assert sheet.page_setup.paperSize == 9
        assert _printed_pixels(sheet, 1, sheet.max_column) <= A4_BETWEEN_MARGINS
        assert not sheet.col_breaks.brk


def test_a_sheet_too_wide_for_upright_paper_lies_across() -> None:
    wide = Table("w", "表", tuple(Column(f"列{place}", width=18) for place in range(10)), [])
    sheet = formulas(report_of(wide))["表"]
    assert sheet.page_setup.orientation == "landscape"
    assert _printed_pixels(sheet, 1, sheet.max_column) <= A4_ACROSS
    assert not sheet.col_breaks.brk


def test_the_list_of_cases_is_two_legible_pages_wide_with_its_numbers_on_both() -> None:
    columns = tuple(Column(f"列{place}", width=14) for place in range(40))
    sheet = formulas(report_of(Table("t", "表", columns, [], filterable=True)))["表"]
    (end,) = (each.id for each in sheet.col_breaks.brk)
    last = range_boundaries(sheet.print_area.rsplit("!", 1)[1])[2]
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.page_setup.scale >= 50
    assert _printed_pixels(sheet, 1, end) <= A4_BETWEEN_MARGINS
    assert _printed_pixels(sheet, 1, 2) + _printed_pixels(sheet, end + 1, last) <= A4_BETWEEN_MARGINS
    assert 10 < last < 41


def test_a_name_with_the_sign_of_codes_stands_in_the_header() -> None:
    report = report_of(_table("t", 1))
    sheet = formulas(type(report)("A&B", report.period, "公&司", "部", report.made_at, report.sections))["表"]
    assert "A&&B" in sheet.oddHeader.left.text
    assert "公&&司" in sheet.oddFooter.left.text
