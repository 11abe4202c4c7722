"""What does somebody read who opens the index three years later? What it is, how to find, how to prove, where to look.

Invariant: all that is said here holds with nothing at hand but a copy of the folder.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.reports.archive_index.index_rows import YearSheet
from xltools.reports.drawing.cell_limits import clean_text
from xltools.reports.drawing.looks import LINKED, SHEET_TITLE_SIZE, SMALL, TITLE_SIZE, Looks
from xltools.reports.drawing.paper import set_up_paper
from xltools.workbook.template import palette
from xltools.workbook.text_measure import row_height, wrapped_lines

_CODE_FONT = "Consolas"
_WIDTHS = (2.0, 18.0, 84.0)
_LAST, _INDENT = len(_WIDTHS) - 1, 2
_TITLE_HEIGHT, _BAND_HEIGHT, _SECTION_HEIGHT, _GAP = 34.0, 20.0, 26.0, 10.0

_SECTIONS = {
    "about": ("index", "internal", "contents", "versions"),
    "finding": ("by_year", "opening", "broken_link", "retention"),
    "proving": ("with_tool", "without_tool", "windows", "linux", "macos"),
}


class GuideWriter:
    """Writes the sheet from top to bottom; `row` is the next free row, from 0."""

    def __init__(self, worksheet: Worksheet, looks: Looks) -> None:
        self._sheet, self._looks = worksheet, looks
        self.row = 0

    def write(self, heading: str, counted: str, sheets: Sequence[YearSheet]) -> None:
        """Write the whole sheet."""
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._band(heading, _TITLE_HEIGHT, font_size=SHEET_TITLE_SIZE, bold=True, font_color=palette.INK)
        self._band(counted, _BAND_HEIGHT, font_size=SMALL, font_color=palette.MUTED)
        self._section(text("index.years"))
        for name, contents in _years(sheets):
            self._row(name, contents, link=f"internal:'{name}'!A1" if contents else "")
        for section, rows in _SECTIONS.items():
            self._section(text(f"index.guide.{section}.title"))
            for row in rows:
                self._row(text(f"index.guide.{section}.{row}.label"), text(f"index.guide.{section}.{row}.words"))
        self._set_up_page()

    def _band(self, words: str, height: float, **properties: object) -> None:
        look = self._looks.band(**properties)
        for column in range(_LAST + 1):
            self._sheet.write_blank(self.row, column, None, look)
        self._sheet.write_string(self.row, 1, clean_text(words), look)
        self._sheet.set_row(self.row, height)
        self.row += 1

    def _section(self, title: str) -> None:
        self._sheet.set_row(self.row, _GAP)
        line = {"bottom": 2, "bottom_color": palette.INK}
        look = self._looks.of(font_size=TITLE_SIZE, bold=True, font_color=palette.INK, valign="vcenter", **line)
        self._sheet.write_string(self.row + 1, 1, title, look)
        self._sheet.write_blank(self.row + 1, _LAST, None, look)
        self._sheet.set_row(self.row + 1, _SECTION_HEIGHT)
        self.row += 2

    def _row(self, label: str, words: str, link: str = "") -> None:
        edge = {"bottom": 1, "bottom_color": palette.HAIRLINE, "valign": "vcenter", "indent": 1, "align": "left"}
        if link:
            self._sheet.write_url(self.row, 1, link, self._looks.of(**edge, **LINKED), label)
        else:
            self._sheet.write_string(self.row, 1, label, self._looks.of(**edge, bold=True, font_color=palette.PERSON))
        self._words(words, edge)
        lines = wrapped_lines(words.replace("`", ""), _WIDTHS[_LAST] - _INDENT)
        self._sheet.set_row(self.row, row_height(lines))
        self.row += 1

    def _words(self, words: str, edge: dict[str, Any]) -> None:
        """What is said; what stands between two ` is a command, to be copied."""
        code = {"font_name": _CODE_FONT, "font_color": palette.PERSON}
        whole, of = self._looks.of(**edge, text_wrap=True), self._looks.of
        pieces = [(piece, code if place % 2 else {}) for place, piece in enumerate(words.split("`")) if piece]
        if len(pieces) <= 1:
            for piece, look in pieces:
                self._sheet.write_string(self.row, _LAST, piece, of(**edge, **look, text_wrap=True))
            return
        runs = [part for piece, look in pieces for part in (of(**look), piece)]
        self._sheet.write_rich_string(self.row, _LAST, *runs, whole)

    def _set_up_page(self) -> None:
        self._sheet.hide_gridlines(2)
        self._sheet.set_tab_color(palette.CORAL)
        set_up_paper(self._sheet, text("index.footer"), landscape=False)


def _years(sheets: Sequence[YearSheet]) -> Iterator[tuple[str, str]]:
    """Each sheet's tab, and what stands on it."""
    for sheet in sheets:
        numbers = sorted(each.case.number for each in sheet.versions)
        copies, first, last = len(sheet.versions), numbers[0], numbers[-1]
        if first == last:
            contents = text("index.year_contents_of_one", copies=copies, first=first)
        else:
            contents = text("index.year_contents", copies=copies, first=first, last=last)
        yield sheet.name, clean_text(contents)
    if not sheets:
        yield text("index.no_years"), ""
