"""How is a chart drawn? A native chart over the cells of its table, so that it follows them.

Invariant: lengths begin at zero; only lines may begin higher, where all of them would otherwise lie on one height.
"""

import math
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as NativeChart
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.reports.chart import ChartKind
from xltools.reports.chart_colours import AXIS, GRID, PARETO_LINE, SERIES, TARGET
from xltools.reports.document import ColumnKind
from xltools.reports.drawing.cell_limits import clean_text
from xltools.reports.drawing.looks import Looks
from xltools.reports.joined_words import bracketed
from xltools.reports.number_words import value_words
from xltools.reports.summary_workbook.chart_numbers import chart_numbers
from xltools.reports.summary_workbook.grid import FIRST_COLUMN, pixels
from xltools.reports.summary_workbook.number_formats import axis_format, column_format
from xltools.reports.summary_workbook.placed_blocks import PlacedChart, PlacedTable, has_level
from xltools.workbook.template import palette

_NATIVE = {ChartKind.BAR: "bar", ChartKind.COLUMN: "column", ChartKind.LINE: "line", ChartKind.PARETO: "column"}
_WIDEST, _GAP = 980, 6  # pixels
_EDGE = 2  # pixels above and below: a frame on the edge of a row would be drawn on the page before, too
_WITH_CELLS = 1  # moved and sized with the cells: where columns come out wider, it still ends with the grid
_PIXELS_A_POINT = 96 / 72
_MOST_LABELS = 14  # more numbers than these hide what they stand on
_FROM_ZERO = frozenset({ColumnKind.COUNT, ColumnKind.HOURS, ColumnKind.SHARE, ColumnKind.RATIO, ColumnKind.SCORE})
_CLOSE = 0.5  # lines whose lowest point lies above this part of the highest need not begin at zero


class ChartDrawing:
    """Draws one chart."""

    def __init__(self, workbook: Workbook, placed: PlacedChart, table: PlacedTable) -> None:
        self._workbook, self._placed, self._chart, self._table = workbook, placed, placed.chart, table
        self._last = table.first + self._count - 1
        self._columns = [table.column(head) for head in placed.chart.series]
        self._numbers = chart_numbers(self._chart, table.table)
        self._kinds = [table.table.columns[table.table.place(head)].kind for head in placed.chart.series]

    @property
    def _count(self) -> int:
        return len(self._table.table.rows[: self._chart.rows])

    def draw(self, worksheet: Worksheet, looks: Looks, widths: tuple[float, ...]) -> None:
        """Put the chart into its rows, or a sentence where there is nothing to draw."""
        if not self._numbers:
            look = looks.of(font_color=palette.MUTED, italic=True, valign="vcenter")
            words = text("summary_workbook.no_data_for_chart", title=clean_text(self._chart.title))
            worksheet.write_string(self._placed.top, self._placed.left, words, look)
            return
        native = self._native()
        across = (
            sum(map(pixels, widths[self._placed.left - FIRST_COLUMN : self._placed.right - FIRST_COLUMN])) - 2 * _GAP
        )
        height = int(self._placed.height * _PIXELS_A_POINT) - 2 * _EDGE
        native.set_size({"width": min(across, _WIDEST), "height": height})
        where = {
            "x_offset": _GAP,
            "y_offset": _EDGE,
            "object_position": _WITH_CELLS,
            "description": clean_text(self._chart.title),
        }
        worksheet.insert_chart(self._placed.top, self._placed.left, native, where)

    def _native(self) -> NativeChart:
        kind = self._chart.kind
        native = self._workbook.add_chart({"type": _NATIVE[kind]})
        if kind is ChartKind.PARETO:
            columns = self._series(0)
            if "data_labels" in columns:  # the line begins on top of the first column
                columns["data_labels"] |= {"position": "inside_end", "font": _font(8, color=palette.WHITE)}
            native.add_series(columns)
            native.combine(self._running_share())
        else:
            for place in range(len(self._columns)):
                native.add_series(self._series(place))
        if has_level(self._chart):
            self._add_level(native)
        native.set_title(
            {"name": self._title(), "name_font": _font(12, bold=True, color=palette.INK), "overlay": False}
        )
        across, upward = self._category_axis(), self._value_axis()
        if kind is ChartKind.BAR:
            across, upward = upward, across
        native.set_x_axis(across)
        native.set_y_axis(upward)
        several = len(self._columns) > 1 or has_level(self._chart)
        native.set_legend({"position": "bottom", "font": _font(9)} if several else {"none": True})
        native.set_chartarea({"border": {"color": palette.HAIRLINE}})
        native.show_blanks_as("gap")
        native.show_hidden_data()
        return native

    def _series(self, place: int) -> dict[str, Any]:
        colour = SERIES[place % len(SERIES)]
        column = self._columns[place]
        series: dict[str, Any] = {
            "name": clean_text(self._chart.series[place]),
            "categories": self._range(self._table.column(self._chart.categories)),
            "values": self._range(column),
        }
        if self._chart.kind is ChartKind.LINE:
            marker = {"type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": palette.WHITE}}
            series |= {"line": {"color": colour, "width": 2.25}, "marker": marker}
        else:
            series |= {"fill": {"color": colour}, "border": {"none": True}, "gap": 60, "overlap": -5}
        if self._count * len(self._columns) <= _MOST_LABELS:
            head = self._chart.series[place]
            above = {"position": "above"} if self._chart.kind is ChartKind.LINE else {"position": "outside_end"}
            number_format = column_format(self._kinds[place], head)
            series["data_labels"] = {"value": True, "num_format": number_format, "font": _font(8), **above}
        return series

    def _running_share(self) -> NativeChart:
        line = self._workbook.add_chart({"type": "line"})
        for place in range(1, len(self._columns)):
            marker = {"type": "circle", "size": 6, "fill": {"color": PARETO_LINE}, "border": {"color": palette.WHITE}}
            series = self._series(place)
            series |= {"y2_axis": True, "line": {"color": PARETO_LINE, "width": 2.25}, "marker": marker}
            for unused in ("fill", "border", "gap", "overlap"):
                series.pop(unused, None)
            if "data_labels" in series:
                series["data_labels"] |= {"position": "above", "fill": {"color": palette.WHITE}}
            line.add_series(series)
        name = clean_text(self._chart.series[-1])
        line.set_y2_axis({"min": 0, "max": 1, "major_unit": 0.2, "num_format": "0%", "num_font": _font(9),
                          "name": name, "name_font": _font(9), "line": {"none": True},
                          "major_gridlines": {"visible": False}})  # fmt: skip
        return line

    def _add_level(self, native: NativeChart) -> None:
        """A line across at the target's height; in a chart of columns it is a chart of its own on the same axes."""
        target = self._chart.target
        if target is None:
            return
        series = {
            "name": clean_text(self._chart.target_label) or text("summary_workbook.target"),
            "categories": self._range(self._table.column(self._chart.categories)),
            "values": self._range(self._table.levels[target]),
            "line": {"color": TARGET, "width": 1.5, "dash_type": "dash"},
            "marker": {"type": "none"},
        }
        if self._chart.kind is ChartKind.LINE:
            native.add_series(series)
        elif self._chart.kind is ChartKind.COLUMN:
            line = self._workbook.add_chart({"type": "line"})
            line.add_series(series)
            native.combine(line)

    def _title(self) -> str:
        title = clean_text(self._chart.title)
        if self._chart.target is None or has_level(self._chart):
            return title
        value = value_words(self._chart.target, self._kinds[0])
        label = self._chart.target_label or text("summary_workbook.target_of", value=value)
        return clean_text(bracketed(title, label))

    def _category_axis(self) -> dict[str, Any]:
        axis: dict[str, Any] = {
            "num_font": _font(9), "line": {"color": AXIS}, "major_tick_mark": "none", "label_position": "low",
        }  # fmt: skip
        if self._chart.kind is ChartKind.BAR:
            axis |= {"reverse": True, "crossing": "max", "major_gridlines": {"visible": False}, "interval_unit": 1}
        if self._chart.x_title:
            axis |= {"name": clean_text(self._chart.x_title), "name_font": _font(9)}
        return axis

    def _value_axis(self) -> dict[str, Any]:
        kind = self._kinds[0]
        axis: dict[str, Any] = {
            "num_font": _font(9), "num_format": axis_format(kind), "line": {"none": True}, "major_tick_mark": "none",
            "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}}, **self._bounds(kind),
        }  # fmt: skip
        if self._chart.y_title:
            axis |= {"name": clean_text(self._chart.y_title), "name_font": _font(9)}
        return axis

    def _bounds(self, kind: ColumnKind) -> dict[str, float]:
        """Where the value axis begins and ends, as far as that must not be left to the program."""
        if self._chart.kind is ChartKind.PARETO:
            return {"min": 0}
        numbers = [*self._numbers, *([self._chart.target] if self._chart.target is not None else [])]
        if kind not in _FROM_ZERO or min(numbers) < 0:
            return {}
        lowest, highest = min(numbers), max(numbers)
        if self._chart.kind is ChartKind.LINE and lowest > highest * _CLOSE:
            if kind is ColumnKind.SHARE:
                return {"min": max(0.0, math.floor(lowest * 10 - 0.5) / 10), "max": 1.0} if highest <= 1 else {}
            if kind is ColumnKind.SCORE:
                return {"min": max(0.0, math.floor(lowest) - 1.0), "max": float(math.ceil(highest))}
        return {"min": 0, "max": 1} if kind is ColumnKind.SHARE and _CLOSE < highest <= 1 else {"min": 0}

    def _range(self, column: int) -> list[str | int]:
        return [self._table.sheet, self._table.first, column, self._last, column]


def _font(size: int, **more: Any) -> dict[str, Any]:
    return {"name": palette.font(), "size": size, "bold": False, "color": palette.TEXT, **more}
