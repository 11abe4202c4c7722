"""What stands above the heads of a table? The sheet's title with links beside it, and below it a line that explains.

Invariant: links start right of the title's text, so both are in sight when the sheet opens; they widen no printed page
so far that it shrinks; no text is cut where the first columns are repeated on further pages.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.layout import GROUP_ROW, HEAD_ROW, PURPOSE_ROW, TITLE_ROW
from xltools.workbook.template.navigation import link_to, linked_tabs
from xltools.workbook.template.page_setup import FULL_SIZE_DIGITS, PAGE_DIGITS, pages_across
from xltools.workbook.template.palette import LINK, MUTED
from xltools.workbook.template.template_styles import TemplateStyles
from xltools.workbook.text_measure import text_width

_LINK_WIDTH = 11
_ROW_HEIGHTS = {TITLE_ROW: 34, PURPOSE_ROW: 22, GROUP_ROW: 18, HEAD_ROW: 33}
_TITLE_SIZE, _REGISTER_SIZE, _PURPOSE_SIZE = 16, 9, 9
_ROOM = 2  # digits: the indent, and a little behind the text


def write_title_bands(
    worksheet: Worksheet,
    styles: TemplateStyles,
    definition: RegisterDefinition,
    tab: str,
    columns: tuple[Sequence[float], int],
    explanation: Sequence[Any],
) -> None:
    """Write rows TITLE_ROW and PURPOSE_ROW and set the heights down to the heads.

    Args:
        worksheet: The sheet.
        styles: The workbook's formats.
        definition: The register.
        tab: The sheet's title.
        columns: The widths of the table's columns, 0 for a folded one; how many of them are repeated on every page.
        explanation: Fragments of the second row's text, each after its format.
    """
    widths, fixed = columns
    start = _text_column(tab, widths, fixed)
    first_link = _first_link_column(definition, tab, widths, start)
    room = _columns_of_page(widths, start, explanation) - first_link
    tabs = linked_tabs(definition, tab, room)
    end = max(len(widths), first_link + len(tabs))
    if end > len(widths):
        worksheet.set_column(len(widths), end - 1, _LINK_WIDTH)
    for row, height in _ROW_HEIGHTS.items():
        worksheet.set_row(row - 1, height)
    for column in range(end):
        worksheet.write_blank(TITLE_ROW - 1, column, None, styles.title())
        worksheet.write_blank(PURPOSE_ROW - 1, column, None, styles.purpose())
    _write_texts(worksheet, styles, start, (tab, definition.title), explanation)
    link = styles.title(font_size=_REGISTER_SIZE, font_color=LINK, underline=1, indent=1)
    for column, target in enumerate(tabs, start=first_link):
        tip = text("template.guide.go_to", tab=target)
        worksheet.write_url(TITLE_ROW - 1, column, link_to(target), link, target, tip)


def _write_texts(
    worksheet: Worksheet, styles: TemplateStyles, start: int, titles: tuple[str, str], explanation: Sequence[Any]
) -> None:
    tab, register_title = titles
    name = styles.title(font_size=_TITLE_SIZE, bold=True)
    register = styles.title(font_size=_REGISTER_SIZE, font_color=MUTED)
    if start:
        worksheet.write_string(TITLE_ROW - 1, 0, tab, styles.title(font_size=_TITLE_SIZE, bold=True, indent=1))
        beside = styles.title(font_size=_REGISTER_SIZE, font_color=MUTED, indent=1)
        worksheet.write_string(TITLE_ROW - 1, start, register_title, beside)
    else:
        title = [name, tab, register, f"{text('template.gap')}{register_title}"]
        worksheet.write_rich_string(TITLE_ROW - 1, 0, *title, styles.title(indent=1))
    worksheet.write_rich_string(PURPOSE_ROW - 1, start, *explanation, styles.purpose(indent=1))


def _text_column(tab: str, widths: Sequence[float], fixed: int) -> int:
    """Where the texts beside the tab's title start, from 0: at the first column that no further page repeats.

    0, beside it in the first cell, where there is one page, or no room for the title in what is repeated.
    """
    repeated = sum(widths[:fixed])
    if pages_across(widths, fixed) == 1 or repeated < _title_width(tab) + _ROOM:
        return 0
    return next((column for column in range(fixed, len(widths)) if widths[column]), 0)


def _title_width(tab: str) -> float:
    return _TITLE_SIZE / 10 * text_width(tab)


def _first_link_column(definition: RegisterDefinition, tab: str, widths: Sequence[float], start: int) -> int:
    taken = max(_title_width(tab), sum(widths[:start])) + text_width(definition.title) + 4
    columns = enumerate(accumulate(widths), start=1)
    return next((column for column, end in columns if end >= taken), len(widths))


def _columns_of_page(widths: Sequence[float], start: int, explanation: Sequence[Any]) -> int:
    """How many columns the page holds that is printed anyway: the table, what explains it, a page of full size."""
    said = "".join(piece for piece in explanation if isinstance(piece, str))
    explained = sum(widths[:start]) + _PURPOSE_SIZE / 10 * text_width(said) + _ROOM
    beyond = max(min(explained, PAGE_DIGITS), FULL_SIZE_DIGITS) - sum(widths)
    return len(widths) + max(0, int(beyond // _LINK_WIDTH))
