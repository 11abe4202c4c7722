import pytest

from tests.workbook.template_samples import opened, small_definition
from xltools.language.words import Tab
from xltools.workbook.definition_files import shipped_definition, shipped_definitions


@pytest.mark.parametrize("name", shipped_definitions())
def test_every_visible_column_of_the_register_is_explained(name: str) -> None:
    definition = shipped_definition(name)
    texts = {cell.value for row in opened(definition)[Tab.GUIDE.said].iter_rows() for cell in row}
    for field in definition.register_sheet.fields:
        if not field.hidden:
            assert field.header in texts
            assert not field.hint or field.hint in texts
            assert not field.example or field.example in texts
    assert {definition.title, definition.procedure} <= texts
    assert {sheet.purpose for sheet in definition.sheets if sheet.purpose} <= texts


def test_paragraphs_are_split_into_label_and_text() -> None:
    texts = {cell.value for row in opened(small_definition())[Tab.GUIDE.said].iter_rows() for cell in row}
    assert {"登记", "一行一件。", "没有标签的一段。"} <= texts


def test_hidden_columns_are_not_mentioned() -> None:
    texts = {cell.value for row in opened(small_definition())[Tab.GUIDE.said].iter_rows() for cell in row}
    assert "排序" not in texts


def test_merged_rows_have_a_height() -> None:
    sheet = opened(small_definition())[Tab.GUIDE.said]
    assert all(sheet.row_dimensions[area.min_row].height for area in sheet.merged_cells.ranges)
