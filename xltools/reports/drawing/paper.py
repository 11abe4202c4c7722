"""How does a sheet that is a list or a page of text come out of the printer? On A4, one page wide, its pages numbered.

Invariant: no column is on another page than its row's first.
"""

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.workbook.template import palette

_MARGINS = (0.4, 0.4, 0.6, 0.6)  # inches


def set_up_paper(
    worksheet: Worksheet,
    footer: str,
    *,
    landscape: bool,
    margins: tuple[float, float, float, float] = _MARGINS,
    middle: str = "",
) -> None:
    """Paper, margins and footer.

    Args:
        worksheet: The sheet.
        footer: At the left; a number at its beginning needs a blank in front, or it is read as a size.
        landscape: The paper lies across.
        margins: Left, right, top and bottom, in inches.
        middle: A code between footer and page number, as ``&A`` for the sheet's name.
    """
    worksheet.set_landscape() if landscape else worksheet.set_portrait()
    worksheet.set_paper(palette.A4)
    worksheet.set_margins(*margins)
    worksheet.fit_to_pages(1, 0)
    pages = text("summary_workbook.page_of_pages")
    between = f"&C&8{middle}" if middle else ""
    worksheet.set_footer(f'&L&"{palette.font()},Regular"&8{footer}{between}&R&8{pages}')
