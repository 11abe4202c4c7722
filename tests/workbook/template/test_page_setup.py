import pytest

from tests.workbook.template_samples import opened, small_definition
from xltools.language.words import Tab
from xltools.workbook.definition_files import shipped_definition, shipped_definitions


@pytest.mark.parametrize("name", shipped_definitions())
def test_tables_print_on_a4_with_their_heads_on_every_page(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for title in (*(sheet.title for sheet in definition.sheets), Tab.LISTS.said):
        sheet = book[title]
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$3:$4"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0


def test_wide_register_takes_several_pages_and_repeats_the_number() -> None:
    sheet = opened(shipped_definition("feedback_report"))["反馈登记"]
    assert sheet.page_setup.fitToWidth > 2
    assert sheet.print_title_cols == "$A:$B"


def test_narrow_table_takes_one_page() -> None:
    sheet = opened(small_definition())["记录"]
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert not sheet.print_title_cols


def test_guide_prints_upright() -> None:
    sheet = opened(small_definition())[Tab.GUIDE.said]
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.page_setup.fitToWidth in (None, 1)


def test_ampersand_in_a_title_is_printed() -> None:
    sheet = opened(small_definition(title="甲&乙"))["记录"]
    assert sheet.oddHeader.left.text is not None
    assert "甲&&乙" in sheet.oddHeader.left.text
