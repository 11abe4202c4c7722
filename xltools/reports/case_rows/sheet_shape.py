"""Does a sheet of a case read better as a table, or turned, with its heads at the left? What fits on A4 decides.

Invariant: a sheet that is not turned takes one page across at a size that can be read.
"""

from typing import NamedTuple

from xltools.model.register import Value
from xltools.model.register_definition import SheetKind
from xltools.reports.case_rows.case_sheets import CaseSheet
from xltools.reports.case_rows.print_pieces import shown_text
from xltools.workbook.text_measure import text_width

_ACROSS, _UPRIGHT = 160.0, 100.0  # digits on A4 across and upright, no smaller than 7 points
_NARROWEST, _EDGE = 8.0, 3.0
_CAPS = (60.0, 46.0, 36.0, 28.0, 22.0)  # how wide the widest columns may be: the first with which all fit
_HEAD_COLUMN, _MOST_TURNED = 20.0, 4
_LINES_A_HEAD = 2


class Shape(NamedTuple):
    """How a sheet is laid out.

    Attributes:
        turned: The heads stand at the left, each record is a column.
        landscape: The paper lies across.
        widths: Of the columns, in digits.
    """

    turned: bool
    landscape: bool
    widths: tuple[float, ...]


def shape_of(sheet: CaseSheet) -> Shape:
    """The shape of a sheet; what people type into line by line is a table if ever it fits."""
    records = len(sheet.records)
    widths = _table_widths(sheet)
    fits = sum(widths) <= _ACROSS
    if records > _MOST_TURNED or (fits and sheet.definition.kind is not SheetKind.REGISTER):
        return Shape(turned=False, landscape=True, widths=widths)
    room = _ACROSS if records > 1 else _UPRIGHT
    return Shape(
        turned=True, landscape=records > 1, widths=(_HEAD_COLUMN, *[(room - _HEAD_COLUMN) / records] * records)
    )


def _table_widths(sheet: CaseSheet) -> tuple[float, ...]:
    """The widths of the columns, those of long texts cut down until all fit, as far as they may be."""
    columns = zip(sheet.heads, zip(*sheet.rows, strict=True), strict=True)
    wanted = [
        max(_NARROWEST, text_width(head) / _LINES_A_HEAD, *map(_width, values)) + _EDGE for head, values in columns
    ]
    capped = [tuple(min(width, cap) for width in wanted) for cap in _CAPS]
    return next((widths for widths in capped if sum(widths) <= _ACROSS), capped[-1])


def _width(value: Value) -> int:
    return text_width(shown_text(value))
