"""What stands above a list? A band across all its columns, that says what it is and how much stands in it.

Invariant: the band is as wide as the list, so that no column of it begins without a ground.
"""

from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltools.reports.drawing.cell_limits import clean_text


def write_title_band(worksheet: Worksheet, columns: int, lines: Sequence[tuple[str, float, Format]]) -> None:
    """Write the band into the sheet's first rows.

    Args:
        worksheet: The sheet.
        columns: How many columns the list has.
        lines: From above: words, height in points, and look.
    """
    for row, (words, height, look) in enumerate(lines):
        worksheet.set_row(row, height)
        for column in range(columns):
            worksheet.write_blank(row, column, None, look)
        worksheet.write_string(row, 0, clean_text(words), look)
