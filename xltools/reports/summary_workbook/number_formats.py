"""How is a figure written in the cell? The number format of each kind of column, card and chart axis.

Invariant: every format shows zero and negative numbers, and none hides a value. ECMA-376 part 1, 18.8.30.
"""

from datetime import date, datetime

from xltools.reports.document import ColumnKind
from xltools.reports.drawing.cell_limits import clean_text
from xltools.reports.number_words import says_points

_MOMENT, _DATE, _GENERAL = "yyyy-mm-dd hh:mm", "yyyy-mm-dd", "General"
_FORMATS = {
    ColumnKind.TEXT: _GENERAL,
    ColumnKind.LONG_TEXT: _GENERAL,
    ColumnKind.COUNT: "#,##0",
    ColumnKind.CHANGE: "+#,##0;-#,##0;0",
    ColumnKind.SHARE: "0.0%",
    ColumnKind.POINTS: '+0.0"pp";-0.0"pp";0.0"pp"',
    ColumnKind.HOURS: "#,##0.0",
    ColumnKind.SCORE: "0.00",
    ColumnKind.RATIO: "0.00",
    ColumnKind.MOMENT: _MOMENT,
    ColumnKind.DATE: _DATE,
    ColumnKind.TREND: _GENERAL,
}
_POINTS_WITHOUT_UNIT = "+0.0;-0.0;0.0"
MOMENT_KINDS = frozenset({ColumnKind.MOMENT, ColumnKind.DATE})


def column_format(kind: ColumnKind, head: str) -> str:
    """The format of a column's numbers; the unit of points is written only where the head does not say it."""
    if kind is ColumnKind.POINTS and says_points(head):
        return _POINTS_WITHOUT_UNIT
    return _FORMATS[kind]


def value_format(value: object) -> str:
    """The format of a value that is not of its column's kind: a moment among numbers, a number among moments."""
    if isinstance(value, datetime):
        return _MOMENT
    return _DATE if isinstance(value, date) else _GENERAL


def figure_format(kind: ColumnKind, unit: str) -> str:
    """The format of a headline figure, its unit behind the number."""
    if not unit:
        return _FORMATS[kind]
    behind = ' "' + clean_text(unit).replace('"', "'").replace("\n", " ") + '"'
    return ";".join(part + behind for part in _FORMATS[kind].split(";"))


def axis_format(kind: ColumnKind) -> str:
    """The format of the numbers along an axis: no more digits than the ticks need."""
    if kind in (ColumnKind.HOURS, ColumnKind.COUNT):
        return "#,##0"
    return {ColumnKind.SHARE: "0%", ColumnKind.SCORE: "0.0", ColumnKind.RATIO: "0.0"}.get(kind, _FORMATS[kind])
