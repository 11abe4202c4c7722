"""What is read of a form's sheets, cell by cell."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from xlsxwriter import Workbook

from tests.reports.form_pdf.made_forms import form, only_sheet
from xltools.errors import UnsafeWorkbookError
from xltools.reports.form_pdf.sheet_reading import read_sheets
from xltools.workbook.packaging.package import open_package


def filled(book: Workbook) -> None:
    sheet = book.add_worksheet("表")
    bold = book.add_format({"bold": True})
    sheet.write(0, 0, "甲\x07")
    sheet.write(0, 1, 12.5)
    sheet.write_datetime(0, 2, datetime(2026, 10, 5, 14, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    sheet.write_boolean(0, 3, True)
    sheet.write_rich_string(1, 0, "前", bold, "中", "后")
    sheet.write_formula(1, 1, "=1+1", None, 2)
    sheet.write_url(2, 0, "https://example.com/", None, "网页")
    sheet.write_url(2, 1, "external:附件/现场.jpg", None, "现场.jpg")
    sheet.merge_range("A4:B5", "合并")


def words(row: int, column: int) -> str:
    cell = only_sheet(filled).cells[row, column]
    return "".join(run.text for run in cell.runs)


def test_every_value_has_its_words() -> None:
    assert [words(1, column) for column in (1, 2, 3, 4)] == ["甲", "12.5", "2026-10-05 14:30", "TRUE"]
    assert [words(2, 1), words(2, 2), words(4, 1)] == ["前中后", "2", "合并"]


def test_runs_keep_their_letters() -> None:
    assert [run.letters.bold for run in only_sheet(filled).cells[2, 1].runs] == [False, True, False]


def test_only_addresses_of_the_web_are_links() -> None:
    cells = only_sheet(filled).cells
    assert (cells[3, 1].link, cells[3, 2].link) == ("https://example.com/", "")
    assert words(3, 2) == "现场.jpg"


def test_values_stand_at_the_side_of_their_kind() -> None:
    cells = only_sheet(filled).cells
    assert [cells[1, column].side for column in (1, 2, 4)] == ["left", "right", "center"]


def test_hidden_sheets_are_not_looked_at() -> None:
    def hidden(book: Workbook) -> None:
        book.add_worksheet("隐").hide()
        book.add_chartsheet("图")

    sheets = read_sheets(open_package(form(filled, hidden)))
    assert [sheet.title for sheet in sheets] == ["表"]


def test_a_formula_without_a_value_is_told() -> None:
    book = OpenpyxlWorkbook()
    book.worksheets[0]["B7"] = "=A1"
    buffer = BytesIO()
    book.save(buffer)
    (sheet,) = read_sheets(open_package(buffer.getvalue()))
    assert any("B7" in warning for warning in sheet.warnings)
    assert only_sheet(filled).warnings == ()


def test_rows_and_columns_format_cells_that_are_missing() -> None:
    def striped(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.set_row(1, 20, book.add_format({"bg_color": "#112233"}))
        sheet.set_column(2, 2, 9, book.add_format({"bg_color": "#445566"}))

    sheet = only_sheet(striped)
    assert [sheet.look(row, column).ground for row, column in ((2, 1), (2, 3), (5, 3), (5, 1))] == [
        "112233", "112233", "445566", None,
    ]  # fmt: skip


def test_one_text_in_thousands_of_cells_exhausts_nothing() -> None:
    def swollen(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(70):
            sheet.write(row, 0, "长" * 32_000)

    with pytest.raises(UnsafeWorkbookError):
        only_sheet(swollen)
