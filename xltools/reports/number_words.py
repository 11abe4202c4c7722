"""How is a value written? In words, as the workbook's number formats show it, for the PDF and for sentences.

Invariant: rounding is Excel's: half away from zero, of the number's first fifteen digits, and a sign stays even where
only nothing is left of the number (+0.0), so that both files show the same.
"""

import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from xltools.language.speaking import text
from xltools.reports.document import ColumnKind, Scalar

_MOMENT = "%Y-%m-%d %H:%M"
_DATE = "%Y-%m-%d"
_DIGITS = 15  # what Excel keeps of a number (Excel specifications and limits: number precision)
_EXACT = Context(prec=400)  # digits of the largest number there is, in per cent


def value_words(value: Scalar, kind: ColumnKind = ColumnKind.TEXT, head: str = "") -> str:
    """A value as a cell of such a column shows it; "" for None and for what is no number or moment (NaN, NaT).

    A text stays as it is in any column. A moment is written to the minute, in a column of dates without its time.
    Points bear their unit (+1.2pp) unless the column's head says it.
    """
    if value is None or value != value:  # neither a missing number nor a missing moment equals itself
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        with_time = isinstance(value, datetime) and kind is not ColumnKind.DATE
        return value.strftime(_MOMENT if with_time else _DATE)
    if not math.isfinite(value):
        return ""
    if kind is ColumnKind.POINTS:
        return points_words(value) + ("" if says_points(head) else "pp")
    return _FORMATS.get(kind, _general)(value)


def says_points(head: str) -> bool:
    """Whether a column's head says that its figures are percentage points."""
    return text("report.units.points") in head


def signed_share_words(value: float) -> str:
    """A share by which something grew or shrank: +25.0%."""
    return _signed(value, 1, percent=True)


def points_words(value: float) -> str:
    """A difference of shares in percentage points, without their unit: +1.2."""
    return signed_share_words(value).removesuffix("%")


def _fixed(value: float, places: int, *, percent: bool = False, grouped: bool = False) -> str:
    exact = Decimal(f"{value:.{_DIGITS}g}") * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_EXACT)
    return f"{abs(rounded) if rounded == 0 else rounded:{',' if grouped else ''}f}" + ("%" if percent else "")


def _signed(value: float, places: int, *, percent: bool = False, grouped: bool = False) -> str:
    sign = "+" if value > 0 else "-" if value < 0 else ""
    return sign + _fixed(abs(value), places, percent=percent, grouped=grouped)


def _general(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.10g}"


_FORMATS: dict[ColumnKind, Callable[[float], str]] = {
    ColumnKind.COUNT: lambda value: _fixed(value, 0, grouped=True),
    ColumnKind.CHANGE: lambda value: _signed(value, 0, grouped=True),
    ColumnKind.SHARE: lambda value: _fixed(value, 1, percent=True),
    ColumnKind.HOURS: lambda value: _fixed(value, 1, grouped=True),
    ColumnKind.SCORE: lambda value: _fixed(value, 2),
    ColumnKind.RATIO: lambda value: _fixed(value, 2),
}
