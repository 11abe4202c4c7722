"""What frames each sheet? The title band, links from sheet to sheet, columns, and what stays in sight.

Invariant: every sheet leads back to the first, and the first to every sheet.
"""

import math
from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.reports.drawing.cell_limits import clean_text
from xltools.reports.drawing.looks import LINKED, SHEET_TITLE_SIZE, SIZE, SMALL, Looks
from xltools.reports.summary_workbook.block_heights import LINE
from xltools.reports.summary_workbook.book_plan import BAND_ROWS, BookPlan, Place
from xltools.reports.summary_workbook.grid import FIRST_COLUMN, MARGIN_WIDTH
from xltools.reports.summary_workbook.placed_blocks import PlacedTable, SheetPlan
from xltools.workbook.template import palette

BAND_HEIGHTS = (34.0, 22.0, 20.0)
_ZOOM = 100
_DETAIL_ZOOM = 90
_HELPER_WIDTH = 9.0
_HOME_TAB = palette.CORAL


def set_up_sheet(worksheet: Worksheet, plan: SheetPlan, *, home: bool) -> None:
    """Columns, row heights, gridlines, zoom, frozen panes and filter arrows."""
    worksheet.hide_gridlines(2)
    worksheet.set_default_row(LINE)
    worksheet.set_tab_color(_HOME_TAB if home else palette.INK)
    worksheet.set_column(0, 0, MARGIN_WIDTH)
    for place, width in enumerate(plan.widths, start=FIRST_COLUMN):
        worksheet.set_column(place, place, width)
    first, count = plan.helpers
    if count:
        worksheet.set_column(first, first + count - 1, _HELPER_WIDTH, None, {"hidden": True})
    for row, height in enumerate(BAND_HEIGHTS):
        worksheet.set_row(row, height)
    for block in plan.blocks:
        for row, height in enumerate(block.heights, start=block.top):
            if height != LINE:
                worksheet.set_row(row, height)
    listed = [block for block in plan.blocks if isinstance(block, PlacedTable) and block.table.filterable]
    worksheet.set_zoom(_DETAIL_ZOOM if listed else _ZOOM)
    for placed in listed[:1]:
        last = FIRST_COLUMN + len(placed.table.columns) - 1
        worksheet.freeze_panes(placed.first, FIRST_COLUMN + 1)
        worksheet.autofilter(placed.head, FIRST_COLUMN, max(placed.last, placed.head), last)


def write_band(worksheet: Worksheet, looks: Looks, book: BookPlan, plan: SheetPlan) -> None:
    """Write what the sheet is, the question that it answers, whose report it belongs to, and the links."""
    report = book.report
    told = {"company": report.company, "department": report.department, "made_at": report.made_at}
    made = text("summary_workbook.made", **told)
    lines = (
        (plan.section.title, looks.band(font_size=SHEET_TITLE_SIZE, bold=True, font_color=palette.INK)),
        (plan.section.question, looks.band(font_size=SIZE)),
        (made, looks.band(font_size=SMALL, font_color=palette.MUTED, bottom=2, bottom_color=palette.INK)),
    )
    for row, (words, look) in enumerate(lines):
        for column in range(plan.last_column + 1):
            worksheet.write_blank(row, column, None, look)
        if row == 0:
            side = looks.of(font_size=SIZE, font_color=palette.MUTED)
            behind = clean_text(text("summary_workbook.behind_title", title=report.title, period=report.period))
            worksheet.write_rich_string(row, FIRST_COLUMN, look, clean_text(words) or " ", side, behind, look)
        else:
            worksheet.write_string(row, FIRST_COLUMN, clean_text(words), look)
    _write_links(worksheet, looks, book, plan)


def _write_links(worksheet: Worksheet, looks: Looks, book: BookPlan, plan: SheetPlan) -> None:
    look = looks.of(**LINKED, valign="vcenter", shrink=True)
    targets = list(_targets(book, plan))
    rows = math.ceil(len(targets) / len(plan.widths))
    for place, (target, words) in enumerate(targets):
        row, column = divmod(place, math.ceil(len(targets) / rows))
        tip = text("summary_workbook.go_to", sheet=target)
        worksheet.write_url(BAND_ROWS + row, FIRST_COLUMN + column, Place(target, 0, 0).url, look, words, tip)


def _targets(book: BookPlan, plan: SheetPlan) -> Iterator[tuple[str, str]]:
    home = book.sheets[0].name
    if plan.name != home:
        yield home, f"← {home}"
        return
    yield from ((sheet.name, sheet.name) for sheet in book.sheets[1:])
