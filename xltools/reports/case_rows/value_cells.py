"""How is a value of a register written into a cell, so that it reads as it did there?

Invariant: a text is never a formula, a number or a link; moments and numbers stay what they are.
"""

import math
from datetime import date, datetime, time
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltools.model.field import FieldKind
from xltools.model.register import Value
from xltools.reports.drawing.cell_limits import FIRST_YEAR, clean_text
from xltools.reports.drawing.looks import Looks

_MOMENT, _MOMENT_SECONDS, _DAY, _TIME = "yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd", "hh:mm:ss"
_PERCENT = "0.##%"


def write_value(worksheet: Worksheet, looks: Looks, place: tuple[int, int], value: Value, kind: FieldKind) -> None:
    """Write a value of such a field into the cell at (row, column), both from 0."""
    if value is None:
        worksheet.write_blank(*place, None, _look(looks))
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        worksheet.write_datetime(*place, value, _look(looks, num_format=_format_of(value)))
    elif isinstance(value, time):
        worksheet.write_datetime(*place, value, _look(looks, num_format=_TIME))
    elif isinstance(value, int | float) and math.isfinite(value):
        further = {"num_format": _PERCENT} if kind is FieldKind.PERCENT else {}
        worksheet.write_number(*place, value, _look(looks, **further))
    else:
        text = value.isoformat(" ") if isinstance(value, datetime) else str(value)
        worksheet.write_string(*place, clean_text(text), _look(looks, num_format="@"))


def _format_of(value: date) -> str:
    if not isinstance(value, datetime):
        return _DAY
    return _MOMENT_SECONDS if value.second else _MOMENT


def _look(looks: Looks, **further: Any) -> Format:
    return looks.listed(text_wrap=True, **further)
