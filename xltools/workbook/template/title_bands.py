"""What stands above the heads of a table? The sheet's title with links beside it, and below it a line that explains.

Invariant: links start right of the title's text, so both are in sight when the sheet opens.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.layout import GROUP_ROW, HEAD_ROW, PURPOSE_ROW, TITLE_ROW
from xltools.workbook.template.navigation import link_to, linked_tabs
from xltools.workbook.template.palette import LINK, MUTED
from xltools.workbook.template.template_styles import TemplateStyles
from xltools.workbook.text_measure import text_width

_LINK_WIDTH = 11
_ROW_HEIGHTS = {TITLE_ROW: 34, PURPOSE_ROW: 22, GROUP_ROW: 18, HEAD_ROW: 33}
_TITLE_SIZE, _REGISTER_SIZE = 16, 9


def write_title_bands(
    worksheet: Worksheet,
    styles: TemplateStyles,
    definition: RegisterDefinition,
    tab: str,
    widths: Sequence[float],
    explanation: Sequence[Any],
) -> None:
    """Write rows TITLE_ROW and PURPOSE_ROW and set the heights down to the heads.

    Args:
        worksheet: The sheet.
        styles: The workbook's formats.
        definition: The register.
        tab: The sheet's title.
        widths: Widths of the table's columns; 0 for a folded one.
        explanation: Fragments of the second row's text, each after its format.
    """
    tabs = linked_tabs(definition, tab)
    first_link = _first_link_column(definition, tab, widths)
    end = max(len(widths), first_link + len(tabs))
    if end > len(widths):
        worksheet.set_column(len(widths), end - 1, _LINK_WIDTH)
    for row, height in _ROW_HEIGHTS.items():
        worksheet.set_row(row - 1, height)
    for column in range(end):
        worksheet.write_blank(TITLE_ROW - 1, column, None, styles.title())
        worksheet.write_blank(PURPOSE_ROW - 1, column, None, styles.purpose())
    name = styles.title(font_size=_TITLE_SIZE, bold=True)
    register = styles.title(font_size=_REGISTER_SIZE, font_color=MUTED)
    title = [name, tab, register, f"{text('template.gap')}{definition.title}"]
    worksheet.write_rich_string(TITLE_ROW - 1, 0, *title, styles.title(indent=1))
    worksheet.write_rich_string(PURPOSE_ROW - 1, 0, *explanation, styles.purpose(indent=1))
    link = styles.title(font_size=_REGISTER_SIZE, font_color=LINK, underline=1, indent=1)
    for column, target in enumerate(tabs, start=first_link):
        tip = text("template.guide.go_to", tab=target)
        worksheet.write_url(TITLE_ROW - 1, column, link_to(target), link, target, tip)


def _first_link_column(definition: RegisterDefinition, tab: str, widths: Sequence[float]) -> int:
    title_width = _TITLE_SIZE / 10 * text_width(tab) + text_width(definition.title) + 4
    columns = enumerate(accumulate(widths), start=1)
    return next((column for column, end in columns if end >= title_width), len(widths))
