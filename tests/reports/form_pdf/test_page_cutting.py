"""Which rows and columns stand on which pages."""

from collections.abc import Callable

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.reports.form_pdf.made_forms import only_sheet
from xltools.reports.form_pdf.page_cutting import Block, cut


def blocks(set_up: Callable[[Worksheet], object], rows: int = 10, columns: int = 4) -> list[Block]:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(rows):
            for column in range(columns):
                sheet.write(row, column, f"{row}")
        set_up(sheet)

    return list(cut(only_sheet(draw)).blocks)


def test_what_is_seen_stands_on_one_block() -> None:
    (block,) = blocks(lambda sheet: None)
    assert (block.rows, block.columns, block.scale) == (tuple(range(1, 11)), (1, 2, 3, 4), 1.0)


def test_only_the_print_area_is_printed_and_nothing_hidden() -> None:
    def set_up(sheet: Worksheet) -> None:
        sheet.print_area("B2:D6")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})

    (block,) = blocks(set_up)
    assert (block.rows, block.columns) == ((2, 3, 5, 6), (2, 4))


def test_page_breaks_and_repeated_rows() -> None:
    def set_up(sheet: Worksheet) -> None:
        sheet.repeat_rows(1, 2)
        sheet.set_h_pagebreaks([5])

    first, second = blocks(set_up)
    assert (first.rows, first.titles) == ((1, 2, 3, 4, 5), (1, 3))
    assert (second.rows, second.titles) == ((2, 3, 6, 7, 8, 9, 10), (0, 2))


def test_a_wide_sheet_is_cut_between_columns_unless_it_is_made_to_fit() -> None:
    def set_up(sheet: Worksheet) -> None:
        sheet.repeat_columns("A:A")

    bands = [block.columns for block in blocks(set_up, columns=25)]
    assert len(bands) > 1
    assert all(band[0] == 1 for band in bands)
    assert sorted({column for band in bands for column in band}) == list(range(1, 26))
    (fitted,) = blocks(lambda sheet: sheet.fit_to_pages(1, 0), columns=25)
    assert fitted.columns == tuple(range(1, 26))
    assert 0.1 <= fitted.scale < 1
    assert not fitted.one_page


def test_made_to_fit_nothing_is_enlarged_and_breaks_are_passed_over() -> None:
    def set_up(sheet: Worksheet) -> None:
        sheet.fit_to_pages(1, 1)
        sheet.set_h_pagebreaks([5])

    (block,) = blocks(set_up)
    assert (block.scale, block.one_page) == (1.0, True)


def test_titles_that_fill_the_page_are_not_repeated() -> None:
    (block,) = blocks(lambda sheet: sheet.repeat_rows(0, 40), rows=60)
    assert block.titles == (0, 0)


def test_an_empty_sheet_has_no_pages() -> None:
    assert blocks(lambda sheet: None, rows=0) == []


def test_more_than_any_form_holds_is_cut_and_told() -> None:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(1_000_000, 3, "远")

    kept, warnings = cut(only_sheet(draw))
    assert len(warnings) == 1
    assert sum(len(block.rows) for block in kept) < 10_000
