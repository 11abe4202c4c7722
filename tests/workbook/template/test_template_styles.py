from io import BytesIO

import pytest
from xlsxwriter.workbook import Workbook

from tests.workbook.template_samples import column_settings, opened, small_definition
from xltools.model.field import Owner
from xltools.workbook.layout import HEAD_ROW
from xltools.workbook.template.template_grid import column_index
from xltools.workbook.template.template_styles import HEAD_COLOURS, TemplateStyles, workbook_options


def test_equal_properties_give_the_same_format() -> None:
    with Workbook(BytesIO(), workbook_options()) as workbook:
        workbook.add_worksheet()
        styles = TemplateStyles(workbook)
        assert styles.text(bold=True) is styles.text(bold=True)
        assert styles.text(bold=True) is not styles.text()


def test_head_colour_says_who_fills_the_column() -> None:
    definition = small_definition()
    sheet = opened(definition)["登记"]
    colours = {
        field.owner: sheet.cell(HEAD_ROW, number).fill.fgColor.rgb
        for number, field in enumerate(definition.register_sheet.fields, start=1)
    }
    assert {owner: f"FF{colour[1:]}" for owner, colour in HEAD_COLOURS.items()} == colours
    assert len(set(colours.values())) == len(Owner)


def test_required_heads_are_underlined() -> None:
    definition = small_definition()
    sheet = opened(definition)["登记"]
    lines = {
        name: sheet.cell(HEAD_ROW, column_index(definition.register_sheet, name) + 1).border.bottom.style
        for name in ("received_at", "detail", "phone")
    }
    assert len(set(lines.values())) == 3


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("number", "@"),
        ("phone", "@"),
        ("description", "@"),
        ("category", "@"),
        ("received_at", "yyyy-mm-dd hh:mm"),
        ("answered_at", "[<1]hh:mm;yyyy-mm-dd hh:mm"),
        ("score", "0"),
        ("rate", "0.0%"),
    ],
)
def test_columns_have_the_format_of_their_kind(name: str, shown: str) -> None:
    definition = small_definition()
    sheet = opened(definition)["登记"]
    number = column_index(definition.register_sheet, name) + 1
    assert column_settings(sheet, number).number_format == shown
