"""Widths and heights on paper."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from xltools.reports.form_pdf.sheet_sizes import SheetSizes, digit_pixels

CALIBRI = ("Calibri", 11.0)


@pytest.mark.parametrize(
    ("font", "size", "pixels"),
    [("Calibri", 11, 7), ("宋体", 11, 8), ("微软雅黑", 11, 8), ("Arial", 10, 7), ("甲", 1, 1)],
)
def test_a_digit_is_as_wide_as_windows_draws_it(font: str, size: float, pixels: int) -> None:
    assert digit_pixels(font, size) == pixels


def test_a_width_is_counted_in_digits() -> None:
    sizes = SheetSizes(fromstring("<w><cols><col min='2' max='3' width='10.7109375' style='4'/></cols></w>"), CALIBRI)
    assert sizes.width(2) == sizes.width(3) == 75 * 0.75  # 10 digits and their padding
    assert sizes.width(1) == 64 * 0.75
    assert (sizes.column_look(3), sizes.column_look(4)) == (4, 0)


def test_what_is_hidden_has_no_size() -> None:
    sizes = SheetSizes(fromstring("<w><cols><col min='1' max='1' width='9' hidden='1'/></cols></w>"), CALIBRI)
    sizes.add_row(2, Element("row", ht="30"))
    sizes.add_row(3, Element("row", ht="30", hidden="1"))
    assert sizes.width(1) == sizes.height(3) == 0
    assert (sizes.height(1), sizes.height(2)) == (15, 30)
    assert sizes.row_at(50) == (4, 5)
    assert sizes.column_at(50) == (3, 2)
    assert SheetSizes(fromstring("<w><sheetFormatPr zeroHeight='1'/></w>"), CALIBRI).height(1) == 0
