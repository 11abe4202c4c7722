"""Pictures, their anchors, and what is left out."""

from io import BytesIO

import pytest
from xlsxwriter import Workbook

from tests.reports.form_pdf.made_forms import only_sheet, png


def drawn(**options: object) -> object:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.insert_image("B3", "logo.png", {"image_data": BytesIO(png(96, 48)), **options})

    return draw


@pytest.mark.parametrize("positioning", [1, 2, 3])
def test_a_picture_lies_where_it_was_put(positioning: int) -> None:
    sheet = only_sheet(drawn(x_offset=8, y_offset=4, x_scale=0.5, object_position=positioning))  # type: ignore[arg-type]
    (picture,) = sheet.pictures
    assert (picture.row, picture.column, picture.suffix) == (3, 2, "png")
    assert (picture.across, picture.down) == pytest.approx((6, 3))
    assert (picture.width, picture.height) == pytest.approx((36, 36), abs=0.8)
    assert picture.data == png(96, 48)


def test_charts_and_shapes_are_left_out_and_told() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.insert_textbox("A1", "文字")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表!$A$1:$A$2"})
        sheet.insert_chart("D1", chart)

    sheet = only_sheet(draw)
    assert sheet.pictures == ()
    assert len(sheet.warnings) == 2
    assert all("表" in warning for warning in sheet.warnings)


def test_a_picture_of_another_kind_is_left_out_and_told() -> None:
    bitmap = b"BM" + bytes(16) + (4).to_bytes(4, "little") + (4).to_bytes(4, "little") + bytes(40)

    def draw(book: Workbook) -> None:
        book.add_worksheet().insert_image("A1", "logo.bmp", {"image_data": BytesIO(bitmap)})

    sheet = only_sheet(draw)
    assert sheet.pictures == ()
    assert len(sheet.warnings) == 1
