"""How high are the rows of a block? Spreadsheets measure what is typed in them, not what a program writes.

Invariant: estimates err on the roomy side, and a table of many rows is measured text by text only once.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from xltools.reports.card_words import card_remark
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Block, Cards, Cell, Paragraph, Table
from xltools.reports.summary_workbook.chart_numbers import chart_numbers
from xltools.reports.summary_workbook.grid import CARD_COLUMNS, CARDS_A_ROW, Grid, head_words
from xltools.workbook.text_measure import row_height, text_width, wrapped_lines

LINE = 18.0  # of a row of one line, lower than in tables that people type into
SPACE = 10.0
_HIGHEST = 409.0  # points; no row of a spreadsheet can be higher
_MOST_LISTED = 2  # lines of a case in the list of all cases; the whole text stands in the cell
_TITLE_HEIGHT, _HEAD_HEIGHT = 28.0, 24.0
_CARD_HEIGHTS = (20.0, 32.0, 18.0)  # label, figure, change; the remark below takes what it needs
_CHART_ROWS, _MOST_CHART_ROWS = 13, 28
_BARS_A_ROW = 1.6  # of a bar chart; and a row for each category, or LibreOffice leaves out every other name
_BESIDE_BARS = 6  # rows of a bar chart that its title, axis and legend take
_HELD_TOGETHER = re.compile(r"[!-~（）、，。；：]+")
_SMALL_FONT = 1.1  # notes are set smaller than what columns are measured in


def block_heights(block: Block, grid: Grid, tables: Mapping[str, Table]) -> Iterator[float]:
    """Heights of a block's rows in points, an empty row behind it included."""
    match block:
        case Paragraph():
            if block.title:
                yield _TITLE_HEIGHT
            for sentence in block.sentences:
                yield _lines_height(wrapped_lines(sentence, sum(grid.widths)))
        case Cards():
            yield from _card_heights(block, grid.widths)
        case Table():
            yield from table_heights(block, grid.column_widths(block))
            yield from below_heights(block, grid.widths)
        case Chart():
            yield from [LINE] * _chart_rows(block, tables.get(block.table))
    yield SPACE


def _card_heights(cards: Cards, widths: Sequence[float]) -> Iterator[float]:
    for start in range(0, len(cards.cards), CARDS_A_ROW):
        if start:
            yield SPACE
        yield from _CARD_HEIGHTS
        lines = 1
        for place, card in enumerate(cards.cards[start : start + CARDS_A_ROW]):
            room = sum(widths[place * CARD_COLUMNS : (place + 1) * CARD_COLUMNS])
            lines = max(lines, wrapped_lines(card_remark(card), room * _SMALL_FONT - 2))
        yield _lines_height(lines)


def table_heights(table: Table, widths: Sequence[float]) -> Iterator[float]:
    """Heights of the rows from a table's title to its total; ``widths`` are those of its columns."""
    yield _TITLE_HEIGHT
    heads = (
        wrapped_lines(head_words(column.head, width), width)
        for column, width in zip(table.columns, widths, strict=False)
    )
    yield max(_HEAD_HEIGHT, _lines_height(max(heads, default=1)))
    known: dict[tuple[str, float], int] = {}  # many rows say the same
    most = _MOST_LISTED if table.filterable else int(_HIGHEST)
    for row in table.rows if table.rows else [()]:
        lines = 1
        for value, width in zip(row, widths, strict=False):
            text = value.value if isinstance(value, Cell) else value
            if not isinstance(text, str) or (len(text) * 2 < width - 2 and "\n" not in text):
                continue
            if (text, width) not in known:
                known[text, width] = _lines(text, width - 1)
            lines = max(lines, known[text, width])
            if lines >= most:
                break
        yield _lines_height(min(lines, most))
    if table.total is not None:
        yield LINE


def _lines(text: str, room: float) -> int:
    lines = wrapped_lines(text, room)
    return lines if lines == 1 else wrapped_lines(text, room - _left_empty(text, room))


def _left_empty(text: str, width: float) -> float:
    """What the ends of lines lose, on an average, to numbers, words and brackets that are not taken apart."""
    longest = max((text_width(run) for run in _HELD_TOGETHER.findall(text)), default=0)
    return min(longest, width / 2) / 2


def below_heights(table: Table, widths: Sequence[float]) -> Iterator[float]:
    """Heights of the rows that explain a table: checks and note; ``widths`` are those of the grid."""
    yield from [LINE] * len(table.checks)
    if table.note:
        yield _lines_height(wrapped_lines(table.note, sum(widths) * _SMALL_FONT))


def _chart_rows(chart: Chart, table: Table | None) -> int:
    if table is None or not chart_numbers(chart, table):
        return 1  # a sentence says that there is nothing to draw
    count = len(table.rows[: chart.rows])
    if chart.kind is not ChartKind.BAR:
        return _CHART_ROWS
    rows = math.ceil(count * max(1.0, len(chart.series) / _BARS_A_ROW)) + _BESIDE_BARS
    return min(max(_CHART_ROWS, rows), _MOST_CHART_ROWS)


def _lines_height(lines: int) -> float:
    return LINE if lines == 1 else min(row_height(lines), _HIGHEST)
