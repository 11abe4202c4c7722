from datetime import date, datetime, time

import pytest

from tests.workbook.template_samples import column_settings, opened, small_definition
from xltools.model.register_definition import SheetKind
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.layout import FIRST_DATA_ROW, GROUP_ROW
from xltools.workbook.template.table_sheet import fixed_columns


def test_default_rows_keep_their_type() -> None:
    sheet = opened(small_definition())["时限"]
    rows = [[cell.value for cell in row[:7]] for row in sheet.iter_rows(FIRST_DATA_ROW, FIRST_DATA_ROW + 2)]
    assert rows[0] == ["answer", "收到", "答复", "答复时限", 4, None, None]
    assert rows[2] == ["0012", None, None, None, None, time(9, 30), datetime(2024, 5, 1)]


def test_text_never_becomes_a_formula_or_a_link() -> None:
    sheet = opened(small_definition())["时限"]
    formula, address = sheet.cell(FIRST_DATA_ROW + 1, 1), sheet.cell(FIRST_DATA_ROW + 1, 2)
    assert (formula.data_type, formula.value) == ("s", "=1+1")
    assert (address.hyperlink, address.value) == (None, "https://example.com")


@pytest.mark.parametrize("name", shipped_definitions())
def test_columns_are_as_wide_as_declared(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for sheet in definition.sheets:
        for number, field in enumerate(sheet.fields, start=1):
            column = column_settings(book[sheet.title], number)
            # Excel counts the cell's padding in, so the stored width is a little larger.
            assert field.width <= column.width <= field.width + 1
            assert column.hidden == field.hidden


@pytest.mark.parametrize("name", shipped_definitions())
def test_shipped_default_rows_come_back(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for sheet in definition.sheets:
        for row, values in enumerate(sheet.rows, start=FIRST_DATA_ROW):
            for number, field in enumerate(sheet.fields, start=1):
                if field.name in values:
                    written = book[sheet.title].cell(row, number).value
                    expected = values[field.name]
                    if isinstance(expected, date) and not isinstance(expected, datetime):
                        expected = datetime.combine(expected, time())
                    assert written in (expected, str(expected))


def test_heads_and_number_stay_in_sight() -> None:
    definition = small_definition()
    book = opened(definition)
    assert book["登记"].freeze_panes == "C5"
    assert book["记录"].freeze_panes == "B5"
    assert [fixed_columns(sheet) for sheet in definition.sheets] == [2, 1, 1, 1]


def test_filter_covers_all_columns_and_not_a_million_rows() -> None:
    first, last = opened(small_definition())["登记"].auto_filter.ref.split(":")
    assert first == "A4"
    assert last.startswith("P")
    assert int(last[1:]) <= 10_000


def test_groups_are_bands_not_merges() -> None:
    sheet = opened(small_definition())["登记"]
    assert not sheet.merged_cells.ranges
    assert [sheet.cell(GROUP_ROW, column).value for column in range(1, 6)] == ["工具", None, None, "来件", None]


def test_rows_grow_with_wrapped_text() -> None:
    sheet = opened(small_definition())["登记"]
    assert not sheet.sheet_format.customHeight
    assert FIRST_DATA_ROW not in sheet.row_dimensions


def test_tabs_are_coloured_by_kind() -> None:
    definition = small_definition()
    book = opened(definition)
    colours = {sheet.kind: book[sheet.title].sheet_properties.tabColor.rgb for sheet in definition.sheets}
    assert set(colours) == {SheetKind.REGISTER, SheetKind.LOG, SheetKind.SETTINGS}
    assert len(set(colours.values())) == 3
