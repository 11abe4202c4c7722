"""What does somebody get back whose rows could not be imported? The rows as they were, and what is wrong with each.

Invariant: the same rows give the same bytes; a text stays a text; corrected and dropped into 收件 again, the workbook
is read like the export that it came from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.model.cell_edit import ReadValue
from xltools.reports.drawing.cell_limits import clean_text
from xltools.reports.drawing.looks import Looks
from xltools.workbook.template import palette
from xltools.workbook.template.writer_options import TEXTS_STAY_TEXTS
from xltools.workbook.text_measure import row_height, wrapped_lines

SOURCE_PROPERTY, REGISTER_PROPERTY, CHANNEL_PROPERTY = "xltools_source", "xltools_register", "xltools_channel"
_LONG_AGO = datetime(2000, 1, 1)  # a time of making would make every file another one
_LONGEST_PROPERTY = 255
_LINE_WIDTH, _PROBLEM_WIDTH, _LEAST_WIDTH, _MOST_WIDTH = 8, 56, 10, 48
_HEAD_ROW = 3  # from 0: title, explanation, a blank one
_MOMENTS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}
_MEASURED_ROWS, _MOST_LINES = 200, 12


class ReturnedRow(NamedTuple):
    """One row that was not entered.

    Attributes:
        line: Its number in the source.
        problems: What is wrong with it, a sentence each.
        cells: What stood in it, below the heads.
        faulty: Positions of the cells that are meant.
        key: What tells it from all other rows of its source.
    """

    line: int
    problems: Sequence[str]
    cells: Sequence[ReadValue]
    faulty: frozenset[int]
    key: str


@dataclass(frozen=True, slots=True)
class ReturnedRows:
    """All rows of one file that were not entered.

    Attributes:
        source: The name of the file.
        register_id: Which register they were meant for.
        channel: Which channel they came by, where whoever imported them said so; else "".
        added_heads: The heads of the added columns: line, problem, key.
        heads: The heads of the source, "" where a column has none; as many as the longest row has cells.
        rows: The rows.
    """

    source: str
    register_id: str
    channel: str
    added_heads: tuple[str, str, str]
    heads: Sequence[str]
    rows: Sequence[ReturnedRow]


def returned_workbook(returned: ReturnedRows) -> bytes:
    """The workbook (.xlsx) with the rows."""
    title = text("imports.returned.title", source=returned.source, rows=len(returned.rows))
    target = BytesIO()
    with Workbook(target, {**TEXTS_STAY_TEXTS, "in_memory": True}) as workbook:
        properties = {
            SOURCE_PROPERTY: returned.source,
            REGISTER_PROPERTY: returned.register_id,
            CHANNEL_PROPERTY: returned.channel,
        }
        for name, said in properties.items():
            if said and len(said) <= _LONGEST_PROPERTY:
                workbook.set_custom_property(name, clean_text(said), "text")
        worksheet, looks = _sheet(workbook, title, text("imports.returned.explanation"))
        _write_heads(worksheet, looks, returned)
        for place, row in enumerate(returned.rows, start=_HEAD_ROW + 1):
            _write_row(worksheet, looks, place, row, 2 + len(returned.heads))
        worksheet.freeze_panes(_HEAD_ROW + 1, 2)
        worksheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(returned.rows), 1 + len(returned.heads))
        worksheet.set_selection(_HEAD_ROW + 1, 2, _HEAD_ROW + 1, 2)
    return target.getvalue()


def refusal_workbook(source: str, reason: str, further: Sequence[str] = ()) -> bytes:
    """The workbook (.xlsx) that says why a file could not be imported at all.

    Args:
        source: The name of the file.
        reason: Why.
        further: Lines to be copied from, one a row.
    """
    target = BytesIO()
    with Workbook(target, {**TEXTS_STAY_TEXTS, "in_memory": True}) as workbook:
        worksheet, looks = _sheet(workbook, text("imports.returned.refused", source=source), reason)
        worksheet.set_column(0, 0, 120)
        for place, line in enumerate(further, start=_HEAD_ROW):
            worksheet.write_string(place, 0, clean_text(line), looks.of(num_format="@"))
    return target.getvalue()


def _sheet(workbook: Workbook, title: str, sentence: str) -> tuple[Worksheet, Looks]:
    workbook.set_properties({"created": _LONG_AGO, "title": clean_text(title)})
    worksheet, looks = workbook.add_worksheet(text("imports.returned.tab")), Looks(workbook)
    worksheet.hide_gridlines(2)
    worksheet.set_row(0, 26)
    worksheet.write_string(0, 0, clean_text(title), looks.of(font_size=14, bold=True, font_color=palette.INK))
    worksheet.write_string(1, 0, clean_text(sentence), looks.of(font_color=palette.MUTED))
    worksheet.set_landscape()
    worksheet.set_paper(palette.A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(_HEAD_ROW)
    return worksheet, looks


def _write_heads(worksheet: Worksheet, looks: Looks, returned: ReturnedRows) -> None:
    line, problem, key = returned.added_heads
    worksheet.set_column(0, 0, _LINE_WIDTH)
    worksheet.set_column(1, 1, _PROBLEM_WIDTH)
    for place, head in enumerate((line, problem, *returned.heads, key)):
        worksheet.write_string(_HEAD_ROW, place, clean_text(head), looks.head(numeric=False))
    for place, head in enumerate(returned.heads):
        shown = [head, *(str(row.cells[place]) for row in returned.rows[:_MEASURED_ROWS] if place < len(row.cells))]
        width = max(len(line) * 2 for each in shown for line in (each.splitlines() or [""]))
        worksheet.set_column(2 + place, 2 + place, min(max(width, _LEAST_WIDTH), _MOST_WIDTH), looks.of(num_format="@"))
    worksheet.set_column(2 + len(returned.heads), 2 + len(returned.heads), _LEAST_WIDTH, None, {"hidden": True})


def _write_row(worksheet: Worksheet, looks: Looks, place: int, row: ReturnedRow, key_column: int) -> None:
    problems = clean_text("\n".join(row.problems))
    texts = [problems, *(cell for cell in row.cells if isinstance(cell, str))]
    worksheet.set_row(place, row_height(min(max(wrapped_lines(each, _MOST_WIDTH) for each in texts), _MOST_LINES)))
    worksheet.write_number(place, 0, row.line, looks.listed(font_color=palette.MUTED))
    worksheet.write_string(place, 1, problems, looks.listed(text_wrap=True))
    for column, cell in enumerate(row.cells):
        look = {"text_wrap": True, **(palette.FAULTY if column in row.faulty else {})}
        _write_cell(worksheet, looks, (place, 2 + column), cell, look)
    worksheet.write_string(place, key_column, row.key, looks.listed())


def _write_cell(
    worksheet: Worksheet, looks: Looks, at: tuple[int, int], cell: ReadValue, look: Mapping[str, object]
) -> None:
    """As it was: a moment as a moment, a number with all its digits, a text as text."""
    if isinstance(cell, datetime | date | time | timedelta):
        form = next(form for kind, form in _MOMENTS.items() if isinstance(cell, kind))
        worksheet.write_datetime(*at, cell, looks.listed(num_format=form, **look))
    elif isinstance(cell, bool):
        worksheet.write_boolean(*at, cell, looks.listed(**look))
    elif isinstance(cell, int | float):
        form = "0" if float(cell).is_integer() else "General"
        worksheet.write_number(*at, cell, looks.listed(num_format=form, **look))
    elif cell:
        worksheet.write_string(*at, clean_text(cell), looks.listed(num_format="@", **look))
    else:
        worksheet.write_blank(*at, None, looks.listed(num_format="@", **look))
