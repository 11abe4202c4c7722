import pytest

from tests.workbook.template_samples import column_settings, opened, small_definition
from xltools.language.words import Tab
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.layout import PURPOSE_ROW, TITLE_ROW
from xltools.workbook.template.navigation import linked_tabs
from xltools.workbook.template.table_sheet import fixed_columns
from xltools.workbook.text_measure import text_width


@pytest.mark.parametrize("name", shipped_definitions())
def test_links_stand_right_of_the_title(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for title in (*(sheet.title for sheet in definition.sheets), Tab.LISTS.said):
        sheet = book[title]
        assert str(sheet.cell(TITLE_ROW, 1).value).startswith(title)
        links = [cell for cell in sheet[TITLE_ROW] if cell.hyperlink]
        assert tuple(cell.value for cell in links) == linked_tabs(definition, title, len(links))
        assert Tab.GUIDE.said in {cell.value for cell in links}
        assert definition.register_sheet.title in {title, *(cell.value for cell in links)}
        widths = [column_settings(sheet, number).width for number in range(1, links[0].column)]
        assert sum(widths) >= text_width(title) + text_width(definition.title)


@pytest.mark.parametrize("name", shipped_definitions())
def test_purpose_stands_below_the_title(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for sheet in definition.sheets:
        said = [str(cell.value) for cell in book[sheet.title][PURPOSE_ROW] if cell.value]
        assert len(said) == 1
        assert said[0].startswith(sheet.purpose)


@pytest.mark.parametrize("name", shipped_definitions())
def test_what_every_page_repeats_holds_the_title_whole(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    repeating = [sheet for sheet in definition.sheets if book[sheet.title].print_title_cols]
    assert definition.register_sheet in repeating
    for declared in repeating:
        sheet, fixed = book[declared.title], fixed_columns(declared)
        assert sheet.cell(TITLE_ROW, 1).value == declared.title
        width = sum(column_settings(sheet, number).width for number in range(1, fixed + 1))
        assert width > text_width(declared.title) * sheet.cell(TITLE_ROW, 1).font.size / 10
        beside = [str(sheet.cell(row, fixed + 1).value) for row in (TITLE_ROW, PURPOSE_ROW)]
        assert beside[0] == definition.title
        assert beside[1].startswith(declared.purpose)


def test_a_title_too_long_for_what_is_repeated_stands_whole_on_the_first_page() -> None:
    definition = small_definition()
    register = definition.register_sheet
    wide = [
        field.model_copy(update={"width": 40}) if place > 1 else field for place, field in enumerate(register.fields)
    ]
    long = register.model_copy(update={"title": "一张名称很长很长很长的登记表", "fields": tuple(wide)})
    others = [sheet for sheet in definition.sheets if sheet is not register]
    sheet = opened(definition.model_copy(update={"sheets": (long, *others)}))[long.title]
    assert sheet.print_title_cols == "$A:$B"
    assert definition.title in str(sheet.cell(TITLE_ROW, 1).value)


@pytest.mark.parametrize("name", shipped_definitions())
def test_links_do_not_shrink_what_is_printed(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for declared in definition.sheets:
        sheet, table = book[declared.title], len(declared.fields)
        said = next(str(cell.value) for cell in sheet[PURPOSE_ROW] if cell.value)
        last_link = max(cell.column for cell in sheet[TITLE_ROW] if cell.hyperlink)
        beside = [round(column_settings(sheet, number).width - 0.625) for number in range(table + 1, last_link + 1)]
        width = sum([0 if field.hidden else field.width for field in declared.fields] + beside)
        assert not sheet.print_area  # so that a clerk's own columns right of the table are printed
        assert last_link <= table or width <= max(131, text_width(said) * 0.9 + 2)
