"""On paper: no block is torn in two that fits on a page."""

from tests.reports.summary_workbook.reading import formulas, report_of
from xltools.reports.document import Column, ColumnKind, Paragraph, Table

COLUMNS = (Column("名称"), Column("件数", ColumnKind.COUNT))


def _table(key: str, rows: int) -> Table:
    return Table(key, "表", COLUMNS, [("甲", 1)] * rows)


def test_a_block_that_does_not_fit_begins_a_page() -> None:
    sheet = formulas(report_of(*(_table(f"t{place}", 15) for place in range(4))))["表"]
    titles = [row[1].row for row in sheet.iter_rows() if row[1].value == "表"][1:]  # the first is the sheet's own
    breaks = [each.id + 1 for each in sheet.row_breaks.brk]
    assert breaks
    assert set(breaks) < set(titles)


def test_a_table_longer_than_a_page_repeats_its_heads() -> None:
    sheet = formulas(report_of(Paragraph(("说明",)), _table("t", 90)))["表"]
    head = next(row[1].row for row in sheet.iter_rows() if row[1].value == "名称")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert formulas(report_of(_table("t", 90), Paragraph(("说明",))))["表"].print_title_rows is None


def test_each_sheet_is_one_page_wide_on_a4() -> None:
    sheet = formulas(report_of(_table("t", 3)))["表"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_name_with_the_sign_of_codes_stands_in_the_header() -> None:
    report = report_of(_table("t", 1))
    sheet = formulas(type(report)("A&B", report.period, "公&司", "部", report.made_at, report.sections))["表"]
    assert "A&&B" in sheet.oddHeader.left.text
    assert "公&&司" in sheet.oddFooter.left.text
