"""How does a sheet come out of the printer? A4, one page wide, no chart or short table torn in two.

Invariant: a page break is set only between blocks, and only where the next block would not fit.
"""

import math
from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from xltools.reports.document import Report
from xltools.reports.summary_workbook.book_plan import BAND_ROWS
from xltools.reports.summary_workbook.cell_values import clean_text, cut
from xltools.reports.summary_workbook.grid import FIRST_COLUMN, MARGIN_WIDTH, pixels
from xltools.reports.summary_workbook.placed_blocks import PlacedTable, SheetPlan
from xltools.workbook.template import palette

_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.65}  # inches
_PAPER = (8.27, 11.69)  # inches
_PIXELS_AN_INCH, _POINTS_AN_INCH = 96, 72
_BAND_POINTS = 100.0
_CAUTION = 0.94  # fonts differ from machine to machine: estimates leave some room
_SMALLEST_SCALE = 0.5  # below it ten-point text cannot be read on paper; such a sheet takes two pages side by side
_LONGEST_LINE = 200  # of the 255 characters that a header may have with its codes


def set_up_page(worksheet: Worksheet, report: Report, plan: SheetPlan) -> None:
    """Paper, scale, page breaks, repeated heads, header and footer."""
    landscape = plan.section.landscape
    worksheet.set_landscape() if landscape else worksheet.set_portrait()
    worksheet.set_paper(_A4)
    worksheet.set_margins(**_MARGINS)
    worksheet.center_horizontally()
    full = _printed_width(landscape) / sum(map(pixels, (MARGIN_WIDTH, *plan.widths)))
    pages = max(1, math.ceil(_SMALLEST_SCALE / full))
    worksheet.fit_to_pages(pages, 0)
    end = max((block.end for block in plan.blocks), default=BAND_ROWS + 1)
    worksheet.print_area(0, 0, end - 1, plan.last_column)
    height = _printed_height(landscape) / min(1.0, full * pages) * _CAUTION
    breaks = list(_page_breaks(plan, height))
    if breaks:
        worksheet.set_h_pagebreaks(breaks)
    final = plan.blocks[-1] if plan.blocks else None
    if isinstance(final, PlacedTable) and sum(final.heights) > height / 2:
        worksheet.repeat_rows(final.head)
    if pages > 1:
        worksheet.repeat_columns(0, FIRST_COLUMN)
    _set_lines(worksheet, report)


def _page_breaks(plan: SheetPlan, height: float) -> Iterator[int]:
    """Rows that begin a page, where ``height`` points go on each."""
    used = _BAND_POINTS
    for block in plan.blocks:
        wanted = sum(block.heights)
        if used + wanted > height and wanted <= height:
            yield block.top
            used = 0.0
        used = (used + wanted) % height if used + wanted > height else used + wanted


def _printed_width(landscape: bool) -> float:
    return (_PAPER[landscape] - _MARGINS["left"] - _MARGINS["right"]) * _PIXELS_AN_INCH


def _printed_height(landscape: bool) -> float:
    return (_PAPER[not landscape] - _MARGINS["top"] - _MARGINS["bottom"]) * _POINTS_AN_INCH


def _set_lines(worksheet: Worksheet, report: Report) -> None:
    font = f'&"{palette.FONT},Regular"&8&K{palette.MUTED.removeprefix("#")}'
    worksheet.set_header(f"&L{font}{_literal(f'{report.title} · {report.period}')}&R{font}&A", {"margin": 0.35})
    worksheet.set_footer(f"&L{font}{_literal(report.company)}&R{font}第 &P 页 共 &N 页", {"margin": 0.3})


def _literal(text: str) -> str:
    """As it stands: the sign that begins codes is doubled; a line, cut to what a header holds."""
    return cut(clean_text(text).replace("\n", " "), _LONGEST_LINE // 2).replace("&", "&&")
