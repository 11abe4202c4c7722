"""How is a table drawn? Title, heads, values with their formulas and links, total, checks and note.

Invariant: texts are written as texts, so nothing that a customer wrote can become a formula or a link.
"""

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.model.cell_address import address
from xltools.reports.chart_colours import DATA_BAR, GOOD_TEXT, SERIES
from xltools.reports.document import Cell, Column, ColumnKind, Tone, Value
from xltools.reports.drawing.cell_limits import MOST_LINKS, clean_text
from xltools.reports.drawing.looks import SMALL, Looks
from xltools.reports.summary_workbook.book_plan import BookPlan
from xltools.reports.summary_workbook.cell_values import Written, written
from xltools.reports.summary_workbook.grid import FIRST_COLUMN, TEXT_KINDS, head_words
from xltools.reports.summary_workbook.live_formulas import DISAGREES, Formula, check_formula, share_formula
from xltools.reports.summary_workbook.number_formats import MOMENT_KINDS, column_format, value_format
from xltools.reports.summary_workbook.placed_blocks import PlacedTable, SheetPlan
from xltools.reports.summary_workbook.sheet_names import quoted
from xltools.workbook.template import palette


class _DrawnColumn(NamedTuple):
    column: Column
    first: int
    last: int
    looks: dict[type, Format]  # of its plain values, by what is written


class TableDrawing:
    """Draws the tables of one sheet."""

    def __init__(self, worksheet: Worksheet, looks: Looks, book: BookPlan, plan: SheetPlan) -> None:
        self._worksheet, self._looks, self._book = worksheet, looks, book
        self._widths, self._last_column = plan.widths, plan.last_column
        self._formats: dict[tuple[str, bool, Tone, bool, bool], Format] = {}
        self._links = 0

    def draw(self, placed: PlacedTable) -> None:
        """Write a table from its title to its note."""
        table = placed.table
        self._worksheet.write_string(placed.top, FIRST_COLUMN, clean_text(table.title), self._looks.block_title())
        for place, column in enumerate(table.columns):
            first, last = placed.cells(place)
            width = sum(self._widths[first - FIRST_COLUMN : last - FIRST_COLUMN + 1])
            look = self._looks.head(numeric=column.kind not in TEXT_KINDS)
            self._join(placed.head, first, last, look)
            self._worksheet.write_string(placed.head, first, clean_text(head_words(column.head, width)), look)
        columns = self._columns(placed, total=False)
        for row, values in enumerate(table.rows, start=placed.first):
            self._write_row(placed, columns, row, values, total=False)
            if placed.trends or placed.levels:
                self._write_helpers(placed, row, values)
        if not table.rows:
            look = self._looks.of(font_color=palette.MUTED, italic=True, indent=1, valign="vcenter")
            self._worksheet.write_string(placed.first, FIRST_COLUMN, text("summary_workbook.no_data"), look)
        self._draw_bars(placed)
        self._write_below(placed)

    def _columns(self, placed: PlacedTable, *, total: bool) -> list[_DrawnColumn]:
        return [
            _DrawnColumn(column, *placed.cells(place), {str: self._look(column, "", Tone.PLAIN, total=total)})
            for place, column in enumerate(placed.table.columns)
        ]

    def _write_row(
        self,
        placed: PlacedTable,
        columns: Sequence[_DrawnColumn],
        row: int,
        values: Sequence[Value],
        *,
        total: bool,
    ) -> None:
        write_string = self._worksheet.write_string
        for (column, first, last, looks), value in zip(columns, values, strict=True):
            if last > first:
                tone = value.tone if isinstance(value, Cell) else Tone.PLAIN
                self._join(row, first, last, self._look(column, None, tone, total=total))
            if isinstance(value, str) and value:  # most cells of a long table
                write_string(row, first, clean_text(value), looks[str])
            elif isinstance(value, Cell):
                formula = self._formula(placed, row, values, value)
                self._write_cell(row, first, column, value, formula, total=total)
            else:
                shown = written(value, column.kind)
                if type(shown) not in looks:
                    looks[type(shown)] = self._look(column, shown, Tone.PLAIN, total=total)
                self._write_value(row, first, shown, looks[type(shown)])

    def _join(self, row: int, first: int, last: int, look: Format) -> None:
        if last > first:
            self._worksheet.merge_range(row, first, row, last, "", look)

    def _formula(self, placed: PlacedTable, row: int, values: Sequence[Value], cell: Cell) -> Formula | None:
        if cell.counts is not None and self._book.counts is not None:
            return self._book.counts.formula(cell)
        return share_formula(placed, row, values, cell)

    def _write_cell(
        self, row: int, place: int, column: Column, cell: Cell, formula: Formula | None, *, total: bool
    ) -> None:
        value = written(cell.value, column.kind)
        linked = cell.goto is not None and value is not None and self._links < MOST_LINKS
        if cell.goto is not None and linked:
            self._links += 1
            url = self._book.place(cell.goto).url
            self._worksheet.write_url(row, place, url, None, str(value)[:255])
        look = self._look(column, formula.value if formula else value, cell.tone, total=total, linked=linked)
        if formula is None:
            self._write_value(row, place, value, look)
        else:
            self._worksheet.write_formula(row, place, formula.text, look, formula.value)

    def _write_value(self, row: int, place: int, value: Written, look: Format) -> None:
        if value is None:
            self._worksheet.write_blank(row, place, None, look)
        elif isinstance(value, str):
            self._worksheet.write_string(row, place, value, look)
        elif isinstance(value, date):
            self._worksheet.write_datetime(row, place, value, look)
        else:
            self._worksheet.write_number(row, place, value, look)

    def _look(self, column: Column, value: Written, tone: Tone, *, total: bool, linked: bool = False) -> Format:
        number_format = column_format(column.kind, column.head)
        if value is not None and isinstance(value, date) != (column.kind in MOMENT_KINDS):
            number_format = value_format(value)
        key = number_format, column.kind not in TEXT_KINDS, tone, total, linked
        if key not in self._formats:
            self._formats[key] = self._looks.body(number_format, numeric=key[1], tone=tone, total=total, link=linked)
        return self._formats[key]

    def _write_helpers(self, placed: PlacedTable, row: int, values: Sequence[Value]) -> None:
        """Numbers that only sparklines and target lines read, in hidden columns of the same row."""
        for place, first in placed.trends.items():
            cell = values[place]
            trend = cell.trend if isinstance(cell, Cell) else ()
            for column, number in enumerate(trend, start=first):
                if written(number, ColumnKind.TREND) is not None:
                    self._worksheet.write_number(row, column, number)
            known = [number for number in trend if number is not None and math.isfinite(number)]
            if known:
                self._draw_trend(row, placed.cells(place)[0], self._range(placed, row, first, len(trend)), min(known))
        for level, column in placed.levels.items():
            self._worksheet.write_number(row, column, level)

    def _range(self, placed: PlacedTable, row: int, first: int, count: int) -> str:
        return f"{quoted(placed.sheet)}!{address(row + 1, first + 1)}:{address(row + 1, first + count)}"

    def _draw_trend(self, row: int, place: int, numbers: str, lowest: float) -> None:
        """Columns, not a line: LibreOffice 7.4 prints of a line only its points."""
        options = {
            "range": numbers, "show_hidden": True, "empty_cells": "gaps", "series_color": SERIES[0], "type": "column",
            "last_point": True, "last_color": palette.CORAL,
        }  # fmt: skip
        if lowest >= 0:
            options["min"] = 0  # columns tell amounts by their length
        self._worksheet.add_sparkline(row, place, options)

    def _draw_bars(self, placed: PlacedTable) -> None:
        for column in placed.table.columns:
            if not column.bar or not placed.table.rows:
                continue
            place = placed.column(column.head)
            options = {
                "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": DATA_BAR,
                "min_type": "num", "min_value": 0, "bar_border_color": DATA_BAR,
            }  # fmt: skip
            if column.kind is ColumnKind.SHARE:
                options |= {"max_type": "num", "max_value": 1}
            self._worksheet.conditional_format(placed.first, place, placed.last, place, options)

    def _write_below(self, placed: PlacedTable) -> None:
        table, row = placed.table, placed.below
        if table.total is not None:
            self._write_row(placed, self._columns(placed, total=True), placed.total, table.total, total=True)
        for check in table.checks:
            formula = check_formula(placed, check)
            look = self._looks.of(font_size=SMALL, font_color=GOOD_TEXT, valign="vcenter")
            self._worksheet.write_formula(row, FIRST_COLUMN, formula.text, look, formula.value)
            warning = {"type": "text", "criteria": "begins with", "value": DISAGREES, "format": self._looks.disagreeing}
            self._worksheet.conditional_format(row, FIRST_COLUMN, row, FIRST_COLUMN, warning)
            row += 1
        if table.note:
            note = clean_text(text("summary_workbook.note", note=table.note))
            self._worksheet.merge_range(row, FIRST_COLUMN, row, self._last_column, "", self._looks.note())
            self._worksheet.write_string(row, FIRST_COLUMN, note, self._looks.note())
