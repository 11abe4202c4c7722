import pytest

from tests.workbook.template_samples import column_settings, opened
from xltools.language.words import Tab
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.layout import PURPOSE_ROW, TITLE_ROW
from xltools.workbook.template.navigation import linked_tabs
from xltools.workbook.text_measure import text_width


@pytest.mark.parametrize("name", shipped_definitions())
def test_links_stand_right_of_the_title(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for title in (*(sheet.title for sheet in definition.sheets), Tab.LISTS.said):
        sheet = book[title]
        assert str(sheet.cell(TITLE_ROW, 1).value).startswith(title)
        links = [cell for cell in sheet[TITLE_ROW] if cell.hyperlink]
        assert tuple(cell.value for cell in links) == linked_tabs(definition, title)
        widths = [column_settings(sheet, number).width for number in range(1, links[0].column)]
        assert sum(widths) >= text_width(title) + text_width(definition.title)


@pytest.mark.parametrize("name", shipped_definitions())
def test_purpose_stands_below_the_title(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for sheet in definition.sheets:
        assert str(book[sheet.title].cell(PURPOSE_ROW, 1).value).startswith(sheet.purpose)
