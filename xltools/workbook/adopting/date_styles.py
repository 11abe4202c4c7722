"""How did people type the dates of a column? Real ones, readable texts, and texts whose order must be known.

Invariant: an order is told only where a text proves it: 13/5/2024 begins with the day, 5/13/2024 with the month.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.model.register_definition import DateOrder
from xltools.workbook.typed_dates import ANY_YEAR
from xltools.workbook.typed_values import moment_of, normalised

_ORDERED = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})(?!\d)")
_LARGEST_MONTH, _LARGEST_DAY = 12, 31


class DateStyles(NamedTuple):
    """How many cells of a column hold which kind of date.

    Attributes:
        real: Dates and moments.
        timed: Those, and texts, that tell a time of day as well.
        texts: Texts that are read as a date whatever the order.
        day_first: Texts that are a date only if the day comes first.
        month_first: Texts that are a date only if the month comes first.
        either: Texts that would be another date in the other order.
        yearless: Those that tell no year.
        times: Times of day alone.
        others: Filled cells that are no date at all.
    """

    real: int = 0
    timed: int = 0
    texts: int = 0
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    yearless: int = 0
    times: int = 0
    others: int = 0

    @property
    def dates(self) -> int:
        """Cells that hold a date, once the order is known."""
        return self.real + self.texts + self.day_first + self.month_first + self.either


def date_styles(cells: Iterable[ReadValue]) -> DateStyles:
    """Count the styles of the filled cells of one column."""
    counts = dict.fromkeys(DateStyles._fields, 0)
    for cell in cells:
        if cell == "" or cell is None:
            continue
        style, timed = _style(cell)
        counts[style] += 1
        counts["timed"] += timed
        counts["yearless"] += style == "texts" and _is_yearless(cell)
    return DateStyles(**counts)


def proven_order(styles: Sequence[DateStyles], fallback: DateOrder, *, usual: bool = True) -> tuple[DateOrder, bool]:
    """The order in which a workbook's dates are typed as text, and whether its cells leave that open.

    Args:
        styles: Of its columns with dates.
        fallback: What holds where nothing tells.
        usual: Whether that is how its people order dates anyway; else it is open where no text proves another.
    """
    days, months = sum(each.day_first for each in styles), sum(each.month_first for each in styles)
    if bool(days) != bool(months):
        return (DateOrder.DAY_FIRST if days else DateOrder.MONTH_FIRST), False
    has_dates = any(each.dates for each in styles)
    return fallback, bool(days or any(each.either for each in styles)) or (has_dates and not usual)


def _is_yearless(cell: ReadValue) -> bool:
    """Whether a text is a date only once somebody tells the year."""
    return all(moment_of(cell, order=order) is None for order in DateOrder)


def _style(cell: ReadValue) -> tuple[str, bool]:
    if isinstance(cell, datetime):
        return "real", cell.time() != time()
    if isinstance(cell, date):
        return "real", False
    if isinstance(cell, (time, timedelta)):
        return "times", False
    if not isinstance(cell, str):
        return "others", False  # a bare number may be anything
    text = normalised(cell)
    if ordered := _ORDERED.match(text):
        return _ordered(int(ordered[1]), int(ordered[2])), ":" in text
    meant = moment_of(text, ANY_YEAR)
    if isinstance(meant, time):
        return "times", False
    return ("texts", meant.time() != time()) if isinstance(meant, datetime) else ("others", False)


def _ordered(first: int, second: int) -> str:
    if not (min(first, second) > 0 and max(first, second) <= _LARGEST_DAY):
        return "others"
    if first > _LARGEST_MONTH:
        return "day_first" if second <= _LARGEST_MONTH else "others"
    if second > _LARGEST_MONTH:
        return "month_first"
    return "either" if first != second else "texts"
