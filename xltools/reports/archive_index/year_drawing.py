"""What does a year's sheet of the index look like? A list to be filtered, each row with the way to its folder.

Invariant: what customers wrote is text, whatever it begins with; what no row has room for is cut visibly.
"""

from datetime import date, datetime

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.model.archived_case import ArchivedVersion
from xltools.reports.archive_index.folder_link import folder_link
from xltools.reports.archive_index.index_rows import YearSheet
from xltools.reports.drawing.cell_limits import FIRST_YEAR, clean_text
from xltools.reports.drawing.looks import LINKED, SHEET_TITLE_SIZE, SMALL, Looks
from xltools.reports.drawing.paper import set_up_paper
from xltools.reports.drawing.title_band import write_title_band
from xltools.workbook.template import palette
from xltools.workbook.text_measure import row_height, text_width, wrapped_lines

COLUMNS = (
    ("number", 20.0), ("customer", 24.0), ("problem", 42.0), ("result", 42.0), ("handler", 16.0), ("received", 13.0),
    ("closed", 13.0), ("archived", 13.0), ("version", 8.0), ("retain_until", 13.0), ("link", 9.0), ("folder", 34.0),
)  # fmt: skip
HEAD_ROW = 2  # from 0, below the two lines of the band
_TEXTS, _DAYS, _VERSION, _RETAIN_UNTIL, _LINK = (0, 1, 2, 3, 4, 11), (5, 6, 7, 9), 8, 9, 10
_WIDEST_TEXT = 230  # digits: what wraps to five lines
_INDENT = 2.0
_TITLE_HEIGHT, _COUNTED_HEIGHT, _HEAD_HEIGHT = 34.0, 20.0, 24.0
_DAY = "yyyy-mm-dd"
_LONGEST_TIP = 255


class YearDrawing:
    """Draws one sheet, row by row from the top."""

    def __init__(self, worksheet: Worksheet, looks: Looks, past_due: Format) -> None:
        self._sheet, self._looks, self._past_due = worksheet, looks, past_due
        self._bodies = {old: self._body(old) for old in (False, True)}

    def draw(self, year: YearSheet) -> None:
        """Draw all of it."""
        self._set_up(len(year.versions))
        self._band(year)
        self._sheet.set_row(HEAD_ROW, _HEAD_HEIGHT)
        for column, (name, _) in enumerate(COLUMNS):
            self._sheet.write_string(HEAD_ROW, column, text(f"index.columns.{name}"), self._looks.head(numeric=False))
        for place, version in enumerate(year.versions):
            self._row(HEAD_ROW + 1 + place, version, old=place in year.superseded)

    def _band(self, year: YearSheet) -> None:
        looks = self._looks
        title = looks.band(font_size=SHEET_TITLE_SIZE, bold=True, font_color=palette.INK)
        counted = looks.band(font_size=SMALL, font_color=palette.MUTED)
        lines = (
            (text("index.year.title", year=year.year), _TITLE_HEIGHT, title),
            (text("index.year.counted", copies=len(year.versions)), _COUNTED_HEIGHT, counted),
        )
        write_title_band(self._sheet, len(COLUMNS), lines)
        back = looks.band(**LINKED, font_size=SMALL)
        guide = text("index.tab")
        self._sheet.write_url(1, 2, f"internal:'{guide}'!A1", back, text("index.year.back", tab=guide))

    def _row(self, place: int, version: ArchivedVersion, *, old: bool) -> None:
        case, (plain, day, link) = version.case, self._bodies[old]
        told = (case.number, case.customer, case.problem, case.result, case.handler, version.folder)
        lines = 1
        for column, words in zip(_TEXTS, map(_shortened, told), strict=True):
            self._sheet.write_string(place, column, words, plain)
            lines = max(lines, wrapped_lines(words, COLUMNS[column][1] - _INDENT))
        days = (case.received_at, case.closed_at, case.archived_at, case.retain_until)
        for column, moment in zip(_DAYS, days, strict=True):
            self._day(place, column, moment, day, plain)
        self._sheet.write_number(place, _VERSION, case.version, plain)
        self._link(place, version, link, plain)
        self._sheet.set_row(place, row_height(lines))

    def _day(self, place: int, column: int, moment: date | None, day: Format, plain: Format) -> None:
        if moment is None:
            self._sheet.write_blank(place, column, None, plain)
        elif moment.year < FIRST_YEAR:
            self._sheet.write_string(place, column, moment.isoformat()[: len("0001-01-01")], plain)
        else:
            self._sheet.write_datetime(place, column, datetime(moment.year, moment.month, moment.day), day)

    def _link(self, place: int, version: ArchivedVersion, link: Format, plain: Format) -> None:
        target = folder_link(version.folder)
        if target is None:
            self._sheet.write_blank(place, _LINK, None, plain)
            return
        tip = text("index.year.tip", register=version.case.register, version=version.case.version)
        shown = clean_text(tip)[: _LONGEST_TIP // 2]
        self._sheet.write_url(place, _LINK, target, link, text("index.year.open"), shown)

    def _body(self, old: bool) -> tuple[Format, Format, Format]:
        """The looks of a text, a day and a link."""
        ink = dict(palette.CLOSED) if old else {}
        listed = self._looks.listed
        return listed(**ink, text_wrap=True), listed(**ink, num_format=_DAY), listed(**LINKED)

    def _set_up(self, count: int) -> None:
        sheet, last = self._sheet, HEAD_ROW + max(count, 1)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(palette.INK)
        for column, (_, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        sheet.autofilter(HEAD_ROW, 0, last, len(COLUMNS) - 1)
        first = f"$J{HEAD_ROW + 2}"
        sheet.conditional_format(
            HEAD_ROW + 1, _RETAIN_UNTIL, last, _RETAIN_UNTIL,
            {"type": "formula", "criteria": f"=AND(ISNUMBER({first}),{first}<TODAY())", "format": self._past_due},
        )  # fmt: skip
        set_up_paper(sheet, text("index.footer"), landscape=True, middle="&A")
        sheet.repeat_rows(HEAD_ROW)


def _shortened(long: str) -> str:
    """In one line of words, and no longer than a row may grow."""
    words = " ".join(clean_text(long).split())
    if len(words) * 2 <= _WIDEST_TEXT or text_width(words) <= _WIDEST_TEXT:
        return words
    kept, width = 0, 2
    while (width := width + text_width(words[kept])) <= _WIDEST_TEXT:
        kept += 1
    return f"{words[:kept]}…"
