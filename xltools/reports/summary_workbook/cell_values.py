"""How does a value of a report go into a cell? As clean text, a finite number or a moment since 1900.

Invariant: a text stays a text whatever it begins with; what cannot be kept is left out or cut visibly, never refused.
"""

import math
from datetime import date, datetime

from xltools.reports.document import ColumnKind, Scalar
from xltools.reports.drawing.cell_limits import FIRST_YEAR, clean_text

_POINTS_A_WHOLE = 100
_DIGITS = 10  # takes away what multiplying by 100 adds behind the last digit

Written = str | int | float | date | datetime | None


def written(value: Scalar, kind: ColumnKind) -> Written:
    """What is written into a cell of such a column; None leaves it empty.

    A difference of shares is written in percentage points (0.012 → 1.2). A number that is not finite is no number.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return clean_text(value) or None
    if isinstance(value, date):
        return _moment(value)
    if not math.isfinite(value):
        return None
    return round(value * _POINTS_A_WHOLE, _DIGITS) if kind is ColumnKind.POINTS else value


def _moment(value: date) -> Written:
    if value != value:  # pandas' missing moment is a datetime
        return None
    return value if value.year >= FIRST_YEAR else value.isoformat()
