"""How does a report become a workbook? Planned as a whole, then written sheet by sheet.

Invariant: the same report gives the same bytes; nothing of the machine, its clock or its person gets into the file.
"""

from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.reports.document import Cards, Paragraph, Report
from xltools.reports.drawing.cell_limits import clean_text
from xltools.reports.drawing.looks import Looks
from xltools.reports.drawing.workbook_options import LARGE, workbook_options
from xltools.reports.summary_workbook.book_plan import BookPlan, plan_book
from xltools.reports.summary_workbook.chart_drawing import ChartDrawing
from xltools.reports.summary_workbook.page_setup import set_up_page
from xltools.reports.summary_workbook.placed_blocks import PlacedChart, PlacedTable, SheetPlan
from xltools.reports.summary_workbook.prose_drawing import draw_cards, draw_paragraph
from xltools.reports.summary_workbook.sheet_frame import set_up_sheet, write_band
from xltools.reports.summary_workbook.table_drawing import TableDrawing


def write_workbook(report: Report) -> bytes:
    """Write a report as a workbook (.xlsx).

    Raises:
        ValueError: The report contradicts itself: a link or chart names what is not there, two places have one name, or
            a row is not as long as its table's columns.
    """
    book = plan_book(report)
    rows = sum(len(placed.table.rows) for placed in book.tables.values())
    target = BytesIO()
    workbook = Workbook(target, workbook_options(constant_memory=rows >= LARGE))
    about = {"title": f"{report.title} {report.period}", "author": report.company, "company": report.company}
    workbook.set_properties({**{name: clean_text(text) for name, text in about.items()}, "created": report.made_at})
    looks = Looks(workbook)
    worksheets = [workbook.add_worksheet(plan.name) for plan in book.sheets]
    for place, (worksheet, plan) in enumerate(zip(worksheets, book.sheets, strict=True)):
        set_up_sheet(worksheet, plan, home=place == 0)
        set_up_page(worksheet, report, plan)
        write_band(worksheet, looks, book, plan)
        _draw_blocks(workbook, worksheet, looks, book, plan)
    workbook.close()
    return target.getvalue()


def _draw_blocks(workbook: Workbook, worksheet: Worksheet, looks: Looks, book: BookPlan, plan: SheetPlan) -> None:
    tables = TableDrawing(worksheet, looks, book, plan)
    for placed in plan.blocks:
        match placed.block:
            case Paragraph() as paragraph:
                draw_paragraph(worksheet, looks, placed, paragraph, plan.last_column)
            case Cards() as cards:
                draw_cards(worksheet, looks, book, placed, cards)
            case _ if isinstance(placed, PlacedTable):
                tables.draw(placed)
            case _ if isinstance(placed, PlacedChart):
                ChartDrawing(workbook, placed, book.table(placed.chart.table)).draw(worksheet, looks, plan.widths)
