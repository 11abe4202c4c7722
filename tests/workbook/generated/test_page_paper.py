"""What is no single long list breaks between its tables (ECMA-376 part 1, §18.3.1.73)."""

import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.generated.page_samples import register, with_pages
from xltools.language.words import Tab
from xltools.model.generated_page import GeneratedPage, PageColumn, PageRow, PageTable

_A_PAGE = 741.0  # points, upright, at 100 %


def _table(title: str, rows: int, width: float = 12) -> PageTable:
    return PageTable(title, (PageColumn("状态", width), PageColumn("件数", 9)), (PageRow(("处理中", 3)),) * rows)


def _shown(tab: str, *tables: PageTable) -> Worksheet:
    after = with_pages(register(), GeneratedPage(tab, f"{tab}　小台账", "更新于", tables))
    return openpyxl.load_workbook(io.BytesIO(after))[tab]


def _overview(*tables: PageTable) -> Worksheet:
    return _shown(Tab.OVERVIEW.said, *tables)


def _breaks(sheet: Worksheet) -> list[int]:
    return [each.id for each in sheet.row_breaks.brk]


def test_a_table_that_does_not_fit_begins_a_page_with_its_title() -> None:
    sheet = _overview(_table("一", 12), _table("二", 12), _table("三", 12))
    assert len(_breaks(sheet)) == 1
    assert sheet.cell(_breaks(sheet)[0] + 1, 1).value == "三"
    heights = [sheet.row_dimensions[row].height for row in range(1, _breaks(sheet)[0] + 1)]
    assert sum(heights) <= _A_PAGE


def test_what_fits_has_no_breaks() -> None:
    sheet = _overview(_table("一", 3), _table("二", 3))
    assert _breaks(sheet) == []
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage  # Excel takes no notice of breaks where it fits pages
    assert sheet.page_setup.scale == 100


def test_a_table_higher_than_a_page_begins_where_it_stands() -> None:
    assert _breaks(_overview(_table("一", 80), _table("二", 3))) == []


def test_of_a_high_table_more_than_the_head_stands_at_the_foot() -> None:
    sheet = _overview(_table("一", 26), _table("二", 80))
    assert [sheet.cell(row + 1, 1).value for row in _breaks(sheet)] == ["二"]


def test_a_wide_page_is_made_smaller() -> None:
    sheet = _overview(_table("一", 3, 120), _table("二", 3))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.scale == 100
    assert _overview(_table("一", 3, 253)).page_setup.scale == 50


def test_a_list_is_fitted_and_goes_on() -> None:
    sheet = _shown(Tab.TODO.said, _table("未结", 40), _table("按处理人", 5))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert _breaks(sheet) == []
