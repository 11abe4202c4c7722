"""How does a column of cells become values of its declared kind? One function a kind, whole columns at a time.

Invariant: a filled cell either has a value or is reported, never both and never neither.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.finding import FindingCode
from xltools.model.register import Column, Value
from xltools.model.register_definition import DateOrder
from xltools.workbook.date_samples import date_sample
from xltools.workbook.typed_values import EXACT_DIGITS, moment_of, normalised, number_of, text_of

EARLIEST, LATEST = datetime(2000, 1, 1), datetime(2100, 1, 1)
_DATE_TYPES = {date, datetime, time, timedelta}


class Fault(NamedTuple):
    """A filled cell without a value: its position in the column, why, and the catalogue's words."""

    position: int
    code: FindingCode
    params: Mapping[str, object]


class Converted(NamedTuple):
    """A column's values, and what could not be read."""

    values: Column
    faults: Sequence[Fault]


class Anchors(NamedTuple):
    """What typed dates lean on: row by row the day that tells the year and the day that a time alone belongs to."""

    year_of: Callable[[int], date | None]
    day: Callable[[int], date | None]
    order: DateOrder = DateOrder.YEAR_FIRST


def converted(field: FieldDefinition, cells: Sequence[ReadValue], anchors: Anchors) -> Converted:
    """The cells of one column as values of the field's kind; empty cells are '' as they are read."""
    if field.kind in (FieldKind.DATE, FieldKind.DATETIME):
        return _moments(field, cells, anchors)
    if field.kind is FieldKind.TIME:
        return _times(cells, anchors.order)
    if field.kind in (FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.PERCENT):
        return _numbers(field, cells)
    if field.kind in (FieldKind.CODE, FieldKind.CASE_NUMBER, FieldKind.CONTACT):
        return _codes(cells)
    texts = [cell.strip() or None if type(cell) is str else text_of(cell) for cell in cells]
    return Converted(texts, () if field.kind is FieldKind.CHOICE else _became_dates(cells))


def _became_dates(cells: Sequence[ReadValue]) -> list[Fault]:
    """Spreadsheets turn ``7-11`` into a date where a cell is not formatted as text; what was typed is lost."""
    if not _DATE_TYPES & set(map(type, cells)):
        return []
    return [
        Fault(position, FindingCode.TEXT_BECAME_DATE, {"value": text_of(cell)})
        for position, cell in enumerate(cells)
        if type(cell) in _DATE_TYPES
    ]


def _codes(cells: Sequence[ReadValue]) -> Converted:
    values = [cell.strip() or None if type(cell) is str and cell.isascii() else _code(cell) for cell in cells]
    faults = [
        Fault(position, FindingCode.DIGITS_LOST, {"value": f"{cell:.0f}"})
        for position, cell in enumerate(cells)
        if type(cell) is float and abs(cell) >= 10**EXACT_DIGITS
    ]
    faults += _became_dates(cells)
    for fault in faults:
        values[fault.position] = None
    return Converted(values, faults)


def _code(cell: ReadValue) -> str | None:
    text = text_of(cell)
    return normalised(text) or None if text is not None else None


def _moments(field: FieldDefinition, cells: Sequence[ReadValue], anchors: Anchors) -> Converted:
    """Nearly all cells are datetimes already; the others are looked at one by one."""
    moments: list[datetime | None] = [
        cell if type(cell) is datetime and not cell.microsecond else None for cell in cells
    ]
    faults: list[Fault] = []
    if None in moments:
        for position, moment in enumerate(moments):
            cell = cells[position]
            if moment is None and cell != "":
                meant = moment_of(cell, anchors.year_of(position), anchors.day(position), anchors.order)
                if type(meant) is datetime:
                    moments[position] = meant
                elif text_of(cell) is not None:
                    faults.append(_moment_fault(date_sample(field.kind, anchors.order), position, cell, meant))
    faults += _implausible(moments)
    if field.kind is FieldKind.DATE:
        return Converted([moment.date() if moment is not None else None for moment in moments], faults)
    return Converted(moments, faults)


def _implausible(moments: list[datetime | None]) -> list[Fault]:
    """Take out what lies beyond this century."""
    known = [moment for moment in moments if moment is not None]
    if not known or (min(known) >= EARLIEST and max(known) < LATEST):
        return []
    faults = []
    for position, moment in enumerate(moments):
        if moment is not None and not EARLIEST <= moment < LATEST:
            moments[position] = None
            faults.append(Fault(position, FindingCode.DATE_IMPLAUSIBLE, {"value": f"{moment:%Y-%m-%d}"}))
    return faults


def _moment_fault(sample: str, position: int, cell: ReadValue, meant: object) -> Fault:
    if isinstance(meant, time):
        return Fault(position, FindingCode.TIME_WITHOUT_DAY, {"value": f"{meant:%H:%M}", "sample": sample})
    return Fault(position, FindingCode.DATE_UNREADABLE, {"value": text_of(cell), "sample": sample})


def _times(cells: Sequence[ReadValue], order: DateOrder) -> Converted:
    values: list[Value] = []
    faults: list[Fault] = []
    for position, cell in enumerate(cells):
        meant = time(0) if cell in (0, "24:00") else moment_of(cell, order=order)
        values.append(meant.time() if isinstance(meant, datetime) else meant)
        if meant is None and text_of(cell) is not None:
            faults.append(Fault(position, FindingCode.TIME_UNREADABLE, {"value": text_of(cell)}))
    return Converted(values, faults)


def _numbers(field: FieldDefinition, cells: Sequence[ReadValue]) -> Converted:
    numbers = [cell if type(cell) is float else None if cell == "" else number_of(cell) for cell in cells]
    faults = [
        Fault(position, FindingCode.NUMERIC_UNREADABLE, {"value": text_of(cells[position])})
        for position, number in enumerate(numbers)
        if number is None and cells[position] != "" and text_of(cells[position]) is not None
    ]
    if field.kind is not FieldKind.INTEGER:
        return Converted(numbers, faults)
    faults += [
        Fault(position, FindingCode.NUMERIC_NOT_WHOLE, {"value": text_of(cells[position])})
        for position, number in enumerate(numbers)
        if number is not None and not number.is_integer()
    ]
    return Converted([int(each) if each is not None and each.is_integer() else None for each in numbers], faults)
