"""How does a sheet come out of the printer? A4, one page wide, no chart or short table torn in two.

Invariant: only what is higher than a page goes over its end; the list of all cases is two pages wide at most.
"""

import math
from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.reports.document import Report
from xltools.reports.drawing.cell_limits import clean_text, cut
from xltools.reports.summary_workbook.block_heights import LINE
from xltools.reports.summary_workbook.book_plan import BAND_ROWS
from xltools.reports.summary_workbook.grid import FIRST_COLUMN, MARGIN_WIDTH, pixels
from xltools.reports.summary_workbook.placed_blocks import PlacedTable, SheetPlan
from xltools.reports.summary_workbook.sheet_frame import BAND_HEIGHTS
from xltools.workbook.template import palette

_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.65}  # inches
_PAPER = (8.27, 11.69)  # inches
_PIXELS_AN_INCH, _POINTS_AN_INCH = 96, 72
_NARROWER, _LOWER = 0.9, 0.985  # fonts and printers differ from machine to machine: estimates leave some room
_SMALLEST_SCALE = 0.55  # below it ten-point text cannot be read on paper
_SMALLER = 0.8  # as much smaller a sheet may be printed to need a page less
_MOST_ACROSS = 2  # pages; columns beyond them are for the screen
_HEAD_ROWS = 4  # of a table that is longer than a page: fewer are not left at the foot of one
_LONGEST_LINE = 200  # of the 255 characters that a header may have with its codes


def set_up_page(worksheet: Worksheet, report: Report, plan: SheetPlan) -> None:
    """Paper, scale, page breaks, repeated heads, header and footer.

    The scale is written as a number: with "fit to width" Excel takes no notice of page breaks.
    """
    landscape = _lies_across(plan)
    worksheet.set_landscape() if landscape else worksheet.set_portrait()
    worksheet.set_paper(palette.A4)
    worksheet.set_margins(**_MARGINS)
    worksheet.center_horizontally()
    pages, scale = _pages_and_scale(plan, landscape=landscape)
    if pages == 1:
        scale = _with_fewer_pages(plan, scale, landscape=landscape)
    worksheet.set_print_scale(math.floor(round(scale * 100, 6)))  # 0.57 * 100 is a little less than 57
    end = max((block.end for block in plan.blocks), default=BAND_ROWS + 1)
    printed = _printed_columns(plan, scale, landscape=landscape) if pages > 1 else (plan.last_column,)
    worksheet.print_area(0, 0, end - 1, printed[-1])
    worksheet.set_v_pagebreaks([column + 1 for column in printed[:-1]])
    repeated, breaks = _heads_and_breaks(plan, scale, landscape=landscape)
    if breaks:
        worksheet.set_h_pagebreaks(breaks)
    if repeated is not None:
        worksheet.repeat_rows(repeated.head)
    if pages > 1:
        worksheet.repeat_columns(0, FIRST_COLUMN)
    _set_lines(worksheet, report)


def _pages_and_scale(plan: SheetPlan, *, landscape: bool) -> tuple[int, float]:
    """Pages side by side, and how large they are printed."""
    full = _full_scale(plan, landscape=landscape)
    if full >= _SMALLEST_SCALE:
        return 1, min(1.0, full)
    return _MOST_ACROSS, _SMALLEST_SCALE


def _with_fewer_pages(plan: SheetPlan, full: float, *, landscape: bool) -> float:
    """A little smaller where that saves a page, which has just a chart or a few lines on it then; else as large."""
    if any(isinstance(block, PlacedTable) and block.table.filterable for block in plan.blocks):
        return full
    least = math.ceil(max(_SMALLEST_SCALE, full * _SMALLER) * 100)
    wanted = len(_heads_and_breaks(plan, full, landscape=landscape)[1])
    for percent in range(math.floor(full * 100), least - 1, -1):
        if len(_heads_and_breaks(plan, percent / 100, landscape=landscape)[1]) < wanted:
            return percent / 100
    return full


def _lies_across(plan: SheetPlan) -> bool:
    """Whether it should, or must to be one page wide: long words, as English has them, make wide columns."""
    upright, across = (_full_scale(plan, landscape=each) for each in (False, True))
    return plan.section.landscape or upright < _SMALLEST_SCALE <= across


def _full_scale(plan: SheetPlan, *, landscape: bool) -> float:
    """How large the sheet may be printed to be one page wide."""
    return _printed_width(landscape) * _NARROWER / sum(map(pixels, (MARGIN_WIDTH, *plan.widths)))


def _printed_columns(plan: SheetPlan, scale: float, *, landscape: bool) -> tuple[int, ...]:
    """The last column on each of the pages side by side, which all begin with the first column."""
    room = _printed_width(landscape) * _NARROWER / scale
    repeated = pixels(MARGIN_WIDTH) + pixels(plan.widths[0])
    ends: list[int] = []
    used = repeated
    for column, width in enumerate(plan.widths[1:], start=FIRST_COLUMN + 1):
        if used + pixels(width) > room and used > repeated:
            ends.append(column - 1)
            used = repeated
        if len(ends) == _MOST_ACROSS:
            return tuple(ends)
        used += pixels(width)
    return (*ends, plan.last_column)


def _heads_and_breaks(plan: SheetPlan, scale: float, *, landscape: bool) -> tuple[PlacedTable | None, list[int]]:
    """The table whose heads are repeated, and the rows that begin a page."""
    height = _printed_height(landscape) / scale * _LOWER
    repeated = _repeated_head(plan, height)
    return repeated, list(_page_breaks(plan, height, repeated))


def _repeated_head(plan: SheetPlan, height: float) -> PlacedTable | None:
    """The table whose heads stand on every page that it goes on to: the last on the sheet, if it is long."""
    final = plan.blocks[-1] if plan.blocks else None
    return final if isinstance(final, PlacedTable) and sum(final.heights) > height / 2 else None


def _page_breaks(plan: SheetPlan, height: float, repeated: PlacedTable | None) -> Iterator[int]:
    """Rows that begin a page, where ``height`` points go on each; none within the list of all cases."""
    used = sum(BAND_HEIGHTS) + LINE * (plan.blocks[0].top - BAND_ROWS) if plan.blocks else 0.0
    for block in plan.blocks:
        wanted = sum(block.heights)
        if used + wanted <= height:
            used += wanted
            continue
        if isinstance(block, PlacedTable) and block.table.filterable:
            return
        long = wanted > height and used + sum(block.heights[:_HEAD_ROWS]) <= height
        if not long:
            yield block.top
            used = 0.0
        for row, points in enumerate(block.heights, start=block.top):
            if used + points > height:
                yield row
                used = block.heights[1] if block is repeated else 0.0
            used += points


def _printed_width(landscape: bool) -> float:
    return (_PAPER[landscape] - _MARGINS["left"] - _MARGINS["right"]) * _PIXELS_AN_INCH


def _printed_height(landscape: bool) -> float:
    return (_PAPER[not landscape] - _MARGINS["top"] - _MARGINS["bottom"]) * _POINTS_AN_INCH


def _set_lines(worksheet: Worksheet, report: Report) -> None:
    font = palette.footer_font()
    worksheet.set_header(f"&L{font}{_literal(f'{report.title} · {report.period}')}&R{font}&A", {"margin": 0.35})
    pages = text("summary_workbook.page_of_pages")
    worksheet.set_footer(f"&L{font}{_literal(report.company)}&R{font}{pages}", {"margin": 0.3})


def _literal(words: str) -> str:
    """As it stands: the sign that begins codes is doubled; a line, cut to what a header holds."""
    return cut(clean_text(words).replace("\n", " "), _LONGEST_LINE // 2).replace("&", "&&")
