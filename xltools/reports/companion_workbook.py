"""What does the workbook look like that shows what waits while somebody has a register open? (clients.md §4)

Invariant: it carries a mark that holds only for its very cells: once somebody types into it, it is nobody's but theirs.
"""

import hashlib
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltools.errors import UnreadableWorkbookError
from xltools.language.speaking import text
from xltools.model.overdue_mark import Mark
from xltools.model.register import Value
from xltools.reports.cells_print import print_of_cells
from xltools.reports.companion_rows import REMAINING_FIELD, CompanionRow, CompanionTable
from xltools.reports.drawing.cell_limits import FIRST_YEAR, clean_text
from xltools.reports.drawing.looks import SMALL, TITLE_SIZE, Looks
from xltools.reports.drawing.paper import set_up_paper
from xltools.reports.drawing.title_band import write_title_band
from xltools.reports.drawing.workbook_options import workbook_options
from xltools.workbook.packaging.package import open_package
from xltools.workbook.template import palette
from xltools.workbook.text_measure import row_height, wrapped_lines

_MARK_PROPERTY, _CONTENTS_PROPERTY = "xltools.companion", "xltools.contents"
_HEAD_ROW = 2  # from 0, below the two lines of the band
_TITLE_HEIGHT, _COUNTED_HEIGHT, _HEAD_HEIGHT = 30.0, 20.0, 24.0
_MOMENT = "yyyy-mm-dd hh:mm"
_INDENT = 2  # digits
_MAY_DO = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
_TONES: dict[Mark | None, palette.Emphasised] = {Mark.OVERDUE: palette.OVERDUE, Mark.DUE_SOON: palette.DUE_SOON}


class Companion(NamedTuple):
    """What is shown.

    Attributes:
        title: Of the register.
        owner: Who has it open.
        since: From when on that is known.
        shown_at: The moment of what is shown.
        table: What waits.
    """

    title: str
    owner: str
    since: datetime
    shown_at: datetime
    table: CompanionTable

    @property
    def contents(self) -> str:
        """Changes with what is shown, but not with the time that is left: that changes all day long."""
        told = [[*self[:3], self.table.columns, self.table.new, self.table.left_out]]
        clock = [place for place, column in enumerate(self.table.columns) if column.field == REMAINING_FIELD]
        told += [[value for place, value in enumerate(row.values) if place not in clock] for row in self.table.rows]
        return hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()


class CompanionMark(NamedTuple):
    """What tells our file from a person's of the same name.

    Attributes:
        contents: `Companion.contents` of what it shows.
        shown_at: The moment that it was made for.
    """

    contents: str
    shown_at: datetime


def companion_bytes(companion: Companion) -> bytes:
    """Draw the workbook; the same companion gives the same bytes."""
    unmarked = _drawn(companion, "")
    return _drawn(companion, print_of_cells(open_package(unmarked)))


def companion_mark(data: bytes) -> CompanionMark | None:
    """The mark of a workbook that `companion_bytes` made and nobody changed; None for any other."""
    try:
        package = open_package(data)
        properties = package.custom_properties()
        if properties.get(_MARK_PROPERTY) != print_of_cells(package):
            return None
        contents, _, shown_at = properties.get(_CONTENTS_PROPERTY, "").partition(" ")
        return CompanionMark(contents, datetime.fromisoformat(shown_at))
    except (UnreadableWorkbookError, ValueError):
        return None


def _drawn(companion: Companion, mark: str) -> bytes:
    target = BytesIO()
    workbook = Workbook(target, workbook_options())
    tab = text("companion.tab")
    workbook.set_properties({"title": clean_text(f"{companion.title} {tab}"), "created": companion.shown_at})
    workbook.set_custom_property(_MARK_PROPERTY, mark, "text")
    workbook.set_custom_property(_CONTENTS_PROPERTY, f"{companion.contents} {companion.shown_at.isoformat()}", "text")
    workbook.read_only_recommended()
    worksheet = workbook.add_worksheet(tab)
    looks = Looks(workbook)
    _set_up(worksheet, companion)
    _write_band(worksheet, looks, companion)
    _write_table(worksheet, looks, companion.table)
    workbook.close()
    return target.getvalue()


def _set_up(worksheet: Worksheet, companion: Companion) -> None:
    columns, rows = companion.table.columns, companion.table.rows
    last = _HEAD_ROW + max(len(rows), 1)
    worksheet.hide_gridlines(2)
    worksheet.set_tab_color(palette.CORAL)
    for place, column in enumerate(columns):
        worksheet.set_column(place, place, column.width)
    worksheet.freeze_panes(_HEAD_ROW + 1, 2)
    worksheet.autofilter(_HEAD_ROW, 0, last, len(columns) - 1)
    worksheet.protect("", _MAY_DO)
    set_up_paper(worksheet, text("companion.footer"), landscape=True)
    worksheet.repeat_rows(_HEAD_ROW)


def _write_band(worksheet: Worksheet, looks: Looks, companion: Companion) -> None:
    title = looks.band(font_size=TITLE_SIZE, bold=True, font_color=palette.INK)
    counted = looks.band(font_size=SMALL, font_color=palette.MUTED)
    lines = ((_heading(companion), _TITLE_HEIGHT, title), (_counted(companion), _COUNTED_HEIGHT, counted))
    write_title_band(worksheet, len(companion.table.columns), lines)


def _heading(companion: Companion) -> str:
    moment = companion.since
    same_day = moment.date() == companion.shown_at.date()
    since = f"{moment:%H:%M}" if same_day else text("companion.day_and_time", at=moment)
    return text("companion.heading", register=companion.title, owner=companion.owner, since=since)


def _counted(companion: Companion) -> str:
    table = companion.table
    others = len(table.rows) + table.left_out - table.new
    parts = [text("companion.new", new=table.new)] if table.new else []
    parts += [text("companion.changed", rows=others)] if others else []
    counted = text("signs.comma").join(parts) or text("companion.nothing")
    more = text("companion.left_out", rows=table.left_out) if table.left_out else ""
    return text("companion.counted", shown_at=companion.shown_at, counts=f"{counted}{more}")


def _write_table(worksheet: Worksheet, looks: Looks, table: CompanionTable) -> None:
    worksheet.set_row(_HEAD_ROW, _HEAD_HEIGHT)
    for place, column in enumerate(table.columns):
        worksheet.write_string(_HEAD_ROW, place, clean_text(column.head), looks.head(numeric=False))
    for place, row in enumerate(table.rows, start=_HEAD_ROW + 1):
        worksheet.set_row(place, _height(table, row))
        for at, value in enumerate(row.values):
            _write(worksheet, looks, (place, at), value, _tone_of(table, row, at))


def _height(table: CompanionTable, row: CompanionRow) -> float:
    wrapped = zip(table.columns, row.values, strict=True)
    lines = (
        wrapped_lines(value, column.width - _INDENT)
        for column, value in wrapped
        if column.wraps and isinstance(value, str)
    )
    return row_height(max(lines, default=1))


def _tone_of(table: CompanionTable, row: CompanionRow, at: int) -> palette.Emphasised:
    return _TONES.get(Mark.named(row.mark), {}) if table.columns[at].field in ("overdue_mark", REMAINING_FIELD) else {}


def _write(worksheet: Worksheet, looks: Looks, place: tuple[int, int], value: Value, tone: palette.Emphasised) -> None:
    if value is None:
        worksheet.write_blank(*place, None, _look(looks, tone))
    elif isinstance(value, datetime) and value.year >= FIRST_YEAR:
        worksheet.write_datetime(*place, value, _look(looks, tone, num_format=_MOMENT))
    elif isinstance(value, int | float):
        worksheet.write_number(*place, value, _look(looks, tone))
    else:
        words = value.isoformat() if isinstance(value, date) else str(value)
        worksheet.write_string(*place, clean_text(words), _look(looks, tone))


def _look(looks: Looks, tone: palette.Emphasised, **further: str) -> Format:
    return looks.listed(text_wrap=True, **further, **tone)
