"""Lists come out of the printer on A4, one page wide, with what they are and the page's number below."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook

from xltools.reports.drawing.paper import set_up_paper
from xltools.reports.drawing.title_band import write_title_band


def drawn(*, landscape: bool) -> Worksheet:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        worksheet = workbook.add_worksheet("a")
        look = workbook.add_format({"bg_color": "#DAE5F1"})
        write_title_band(worksheet, 3, [("=1+1", 30.0, look), ("below", 24.0, look)])
        set_up_paper(worksheet, "What it is", landscape=landscape, middle="&A")
    return openpyxl.load_workbook(BytesIO(target.getvalue())).worksheets[0]


@pytest.mark.parametrize("landscape", [False, True])
def test_a_list_is_one_page_wide(landscape: bool) -> None:
    sheet = drawn(landscape=landscape)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape" if landscape else "portrait")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))


def test_the_foot_says_what_it_is() -> None:
    footer = drawn(landscape=True).oddFooter
    assert footer.left.text == "What it is"
    assert footer.center.text == "&A"
    assert "&P" in str(footer.right.text)


def test_the_band_goes_across_all_columns_and_holds_texts() -> None:
    sheet = drawn(landscape=True)
    assert [sheet.row_dimensions[row].height for row in (1, 2)] == [30, 24]
    assert len({cell.fill.fgColor.rgb for row in sheet["A1:C2"] for cell in row}) == 1
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")
