"""What can a cell hold? Values of a report as a spreadsheet takes them: clean text, finite numbers, moments since 1900.

Invariant: a text stays a text whatever it begins with; what cannot be kept is left out or cut visibly, never refused.
"""

import math
from datetime import date, datetime
from functools import lru_cache

from xltools.language.speaking import text
from xltools.reports.document import ColumnKind, Scalar
from xltools.workbook.splicing.cell_text import holdable

_LONGEST = 32_767  # UTF-16 units in a cell (Excel specifications and limits)
_FIRST_YEAR = 1900
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
    return value if value.year >= _FIRST_YEAR else value.isoformat()


def clean_text(words: str) -> str:
    """The text without what XML cannot hold, and no longer than a cell."""
    words = _holdable(words)
    if len(words) * 2 <= _LONGEST or length(words) <= _LONGEST:
        return words
    mark = text("summary_workbook.cut")
    return cut(words, _LONGEST - len(mark)) + mark


_holdable = lru_cache(maxsize=4096)(holdable)


def length(words: str) -> int:
    """Length as spreadsheets count it: a sign beyond the basic plane counts two."""
    return len(words) if words.isascii() else len(words) + sum(sign > "\uffff" for sign in words)


def cut(words: str, units: int) -> str:
    """The longest beginning of the text that takes no more than so many UTF-16 units."""
    if length(words) <= units:
        return words
    return words.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")
