"""What does a table show on the page? The words of every cell, with their looks, links and the widths of the columns.

Invariant: every row of the table is there, or the reader is told how many are not and where they are.
"""

from collections.abc import Mapping, Sequence

from xltools.language.speaking import text
from xltools.reports.document import DETAIL, Cell, Check, Column, ColumnKind, Scalar, Table, Tone, Value, scalar_of
from xltools.reports.number_words import value_words
from xltools.reports.summary_pdf.chart_data import trend_points
from xltools.reports.summary_pdf.column_widths import WIDEST_HEAD, fitted
from xltools.reports.summary_pdf.wide_tables import columns_in_row, lines_below
from xltools.reports.typesetting.plain_text import clean, head_parts
from xltools.reports.typesetting.typst_data import Data
from xltools.workbook.text_measure import text_width

DETAIL_ROWS = 500  # of 明细 on paper, at most fifty pages; nobody reads more there, and the workbook has them all
_LONG = 1000  # characters: a row with more may be higher than a page, and goes on on the next
_WHOLE_ROWS, _WHOLE_TEXT = 14, 1500  # rows and characters of a table that surely has room on a page and stays on one
_LEFT_KINDS = (ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.MOMENT, ColumnKind.DATE, ColumnKind.TREND)


def table_data(table: Table, targets: Mapping[str, str], page: float) -> Data:
    """What the page shows of a table.

    Args:
        table: The table.
        targets: The label in the PDF of each name that a link may lead to.
        page: Width between the margins in points.
    """
    rows = table.rows[: rows_on_paper(table)]
    longest = _bar_lengths(table)
    cells = [[_cell(value, column, targets, longest) for value, column in _pairs(row, table)] for row in rows]
    for place, anchor in table.anchors.items():
        if place < len(cells) and cells[place]:
            cells[place][0]["label"] = targets[anchor]
    total = [_cell(value, column, targets, {}) for value, column in _pairs(table.total or (), table)]
    lines = [*cells, total] if total else cells
    words = [[line[place]["words"] for line in lines if line] for place in range(len(table.columns))]
    in_row = columns_in_row(table.columns, words, page)
    columns = [table.columns[place] for place in in_row]
    measures = fitted(columns, [words[place] for place in in_row], page)
    wide = len(columns) < len(table.columns)
    return {
        "type": "table",
        "label": targets[table.key],
        "title": clean(table.title),
        "heads": [_head(column) for column in columns],
        "size": measures.size,
        "padding": measures.padding,
        "widths": measures.widths,
        "rows": [_picked(line, in_row) for line in cells],
        "total": _picked(total, in_row),
        "below": [lines_below(table.columns, line, in_row) for line in lines] if wide else [],
        "whole": len(lines) <= _WHOLE_ROWS and sum(len(each) for texts in words for each in texts) <= _WHOLE_TEXT,
        "notes": _notes(table, len(rows)),
        "checks": [_check(check, table) for check in table.checks],
    }


def rows_on_paper(table: Table) -> int:
    """How many of a table's rows are shown, from the first."""
    return min(len(table.rows), DETAIL_ROWS) if table.key == DETAIL else len(table.rows)


def _picked(line: Sequence[Data], places: Sequence[int]) -> list[Data]:
    return [line[place] for place in places] if line else []


def _head(column: Column) -> Data:
    parts = [{"words": part, "whole": text_width(part) <= WIDEST_HEAD} for part in head_parts(column.head)]
    return {"parts": parts, "left": column.kind in _LEFT_KINDS}


def _pairs(row: Sequence[Value], table: Table) -> list[tuple[Cell, Column]]:
    cells = [value if isinstance(value, Cell) else Cell(value) for value in row]
    return list(zip(cells, table.columns, strict=bool(cells)))


def _cell(cell: Cell, column: Column, targets: Mapping[str, str], longest: Mapping[str, float]) -> Data:
    data: Data = {"words": clean(value_words(cell.value, column.kind, column.head))}
    if cell.tone is not Tone.PLAIN:
        data["tone"] = cell.tone.value
    if len(data["words"]) > _LONG:
        data["long"] = True
    if cell.goto is not None:
        data["goto"] = targets[cell.goto]
    if column.kind is ColumnKind.TREND:
        data["trend"] = trend_points(cell.trend)
    length = _amount(cell.value) / longest[column.head] if longest.get(column.head) else 0.0
    if length > 0:
        data["bar"] = length
    return data


def _bar_lengths(table: Table) -> dict[str, float]:
    """By head: the number whose data bar fills its cell; shares fill it as a whole."""
    longest: dict[str, float] = {}
    for place, column in enumerate(table.columns):
        if column.bar:
            values = [_amount(scalar_of(row[place])) for row in table.rows]
            most = max(values, default=0.0)
            longest[column.head] = max(most, 1.0) if column.kind is ColumnKind.SHARE else most
    return longest


def _amount(value: Scalar) -> float:
    return float(value) if isinstance(value, int | float) and value == value and value > 0 else 0.0


def _notes(table: Table, shown: int) -> list[str]:
    notes = [clean(table.note)] if table.note else []
    if not table.rows:
        notes.insert(0, text("pdf.nothing_found"))
    if shown < len(table.rows):
        every, left_out = (value_words(count, ColumnKind.COUNT) for count in (len(table.rows), len(table.rows) - shown))
        notes.append(text("pdf.left_out", shown=shown, left_out=left_out, every=every))
    return notes


def _check(check: Check, table: Table) -> Data:
    place = table.place(check.column)
    values = [scalar_of(row[place]) for row in table.rows]
    counted = sum(value for value in values if isinstance(value, int | float) and value == value)
    right = counted == check.expected
    expected, found = (value_words(number, ColumnKind.COUNT) for number in (check.expected, counted))
    if right:
        words = text("pdf.check_right", label=check.label, expected=expected)
    else:
        words = text("pdf.check_wrong", label=check.label, expected=expected, found=found)
    return {"words": clean(words), "right": right}
