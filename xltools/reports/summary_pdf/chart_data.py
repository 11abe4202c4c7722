"""What does a chart show? Its table's figures as places along axes, from 0 to 1, with all words written out.

Invariant: a value that is unknown has no place and no label; it is never drawn as zero.
"""

import math
from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports import chart_colours
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Column, ColumnKind, Table, Value, scalar_of
from xltools.reports.number_words import value_words
from xltools.reports.summary_pdf.chart_scales import Scale, scale_of, tick_words
from xltools.reports.typesetting.plain_text import clean
from xltools.reports.typesetting.typst_data import Data

_MOST_LABELS = 26  # values written beside their bars or points; of more, and of crossing lines, only the last is
_NARROW_LABELS = 14  # so many values beside each other can be read on half of the page
_LEVELS = (ColumnKind.SHARE, ColumnKind.SCORE)  # lines of these may begin above zero
_WHOLE = Scale(0.0, 1.0, 0.2)
Numbers = list[float | None]


def chart_data(chart: Chart, table: Table) -> Data:
    """What the page draws of a chart over its table.

    Raises:
        ValueError: The table has no column of such a head.
    """
    rows = table.rows if chart.rows is None else table.rows[: chart.rows]
    places = [table.place(head) for head in chart.series]
    columns = [table.columns[place] for place in places]
    numbers = [[_number(row[place]) for row in rows] for place in places]
    drawn: Data = {"type": "chart", "kind": chart.kind.value, "title": clean(chart.title)}
    if not any(value is not None for series in numbers for value in series):
        return {**drawn, "empty": text("summary_workbook.no_data"), "narrow": True}
    kind = columns[0].kind
    pareto = chart.kind is ChartKind.PARETO
    scale = _value_scale(chart, numbers[:1] if pareto else numbers, kind)
    scales = [scale if not pareto or place == 0 else _WHOLE for place in range(len(columns))]
    every = len(rows) * len(columns) <= _MOST_LABELS and (chart.kind is not ChartKind.LINE or len(columns) == 1)
    place = table.place(chart.categories)
    category = table.columns[place]
    return {
        **drawn,
        "narrow": chart.kind is not ChartKind.BAR and len(rows) * len(columns) <= _NARROW_LABELS,
        "x_title": clean(chart.x_title),
        "y_title": clean(chart.y_title),
        "categories": [clean(value_words(scalar_of(row[place]), category.kind)) for row in rows],
        "ticks": _ticks(scale, kind),
        "second": _ticks(_WHOLE, ColumnKind.SHARE) if pareto and len(columns) > 1 else [],
        "zero": scale.place(0.0) if scale.low <= 0.0 <= scale.high else 0.0,
        "target": _target(chart, scale, kind),
        "series": [
            _series(column, values, along, _colour(chart.kind, number), every=every)
            for number, (column, values, along) in enumerate(zip(columns, numbers, scales, strict=True))
        ],
    }


def trend_points(trend: Sequence[float | None]) -> Numbers:
    """The values of a sparkline between 0, its lowest, and 1, its highest; all alike stand in the middle."""
    known = [value for value in trend if value is not None and math.isfinite(value)]
    if not known:
        return []
    least, most = min(known), max(known)
    span = most - least
    return [
        None if value is None or not math.isfinite(value) else (value - least) / span if span else 0.5
        for value in trend
    ]  # fmt: skip


def _number(value: Value) -> float | None:
    scalar = scalar_of(value)
    return float(scalar) if isinstance(scalar, int | float) and math.isfinite(scalar) else None


def _value_scale(chart: Chart, numbers: Sequence[Numbers], kind: ColumnKind) -> Scale:
    known = [value for series in numbers for value in series if value is not None]
    if chart.target is not None:
        known.append(chart.target)
    return scale_of(known, kind, from_zero=chart.kind is not ChartKind.LINE or kind not in _LEVELS)


def _ticks(scale: Scale, kind: ColumnKind) -> list[Data]:
    return [{"at": scale.place(tick), "words": tick_words(tick, scale.step, kind)} for tick in scale.ticks()]


def _target(chart: Chart, scale: Scale, kind: ColumnKind) -> Data | None:
    if chart.target is None:
        return None
    words = chart.target_label or value_words(chart.target, kind)
    return {"at": scale.place(chart.target), "label": clean(words), "colour": chart_colours.TARGET}


def _series(column: Column, values: Numbers, scale: Scale, colour: str, *, every: bool) -> Data:
    last = max((number for number, value in enumerate(values) if value is not None), default=None)
    words = [value_words(value, column.kind) if every or place == last else "" for place, value in enumerate(values)]
    places = [None if value is None else scale.place(value) for value in values]
    return {"name": clean(column.head), "colour": colour, "values": places, "labels": words}


def _colour(kind: ChartKind, number: int) -> str:
    if kind is ChartKind.PARETO and number:
        return chart_colours.PARETO_LINE
    return chart_colours.SERIES[number % len(chart_colours.SERIES)]
