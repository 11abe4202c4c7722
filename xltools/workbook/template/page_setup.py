"""How does a sheet of the template come out of the printer? A4, heads on every page, small enough and still readable.

Invariant: no sheet is shrunk below the scale at which ten-point text can be read on paper.
"""

import math
from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.workbook.layout import GROUP_ROW, HEAD_ROW
from xltools.workbook.template.palette import A4, footer_font

# Digits of the default font across an A4 page between the margins: in print at 100 %, at 75 %, and at 65 % where that
# saves tearing a sheet in two.
FULL_SIZE_DIGITS, PAGE_DIGITS, _SQUEEZED_DIGITS = 131, 175, 203
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.65}


def pages_across(widths: Sequence[float], fixed_columns: int) -> int:
    """How many pages side by side a table takes whose first columns are repeated on each; widths in digits."""
    fixed = sum(widths[:fixed_columns])
    if sum(widths) <= _SQUEEZED_DIGITS:
        return 1
    return math.ceil((sum(widths) - fixed) / (PAGE_DIGITS - fixed))


def set_up_table_page(worksheet: Worksheet, widths: Sequence[float], fixed_columns: int, heading: str) -> None:
    """Landscape, heads and the first columns repeated, as many pages wide as reading needs."""
    pages = pages_across(widths, fixed_columns)
    worksheet.set_landscape()
    worksheet.repeat_rows(GROUP_ROW - 1, HEAD_ROW - 1)
    if pages > 1 and fixed_columns:
        worksheet.repeat_columns(0, fixed_columns - 1)
    if pages > 1:
        worksheet.print_across()
    worksheet.fit_to_pages(pages, 0)
    _set_up_paper(worksheet, heading)


def set_up_reading_page(worksheet: Worksheet, heading: str) -> None:
    """Portrait, one page wide."""
    worksheet.set_portrait()
    worksheet.fit_to_pages(1, 0)
    _set_up_paper(worksheet, heading)


def _set_up_paper(worksheet: Worksheet, heading: str) -> None:
    font = footer_font()
    worksheet.set_paper(A4)
    worksheet.set_margins(**_MARGINS)
    worksheet.center_horizontally()
    worksheet.set_header(f"&L{font}{heading.replace('&', '&&')}&R{font}&A", {"margin": 0.35})
    worksheet.set_footer(f"&L{font}{text('pages.paper.printed')}&R{font}{text('pages.paper.page')}", {"margin": 0.3})
