"""How does a column of cells become values of its declared kind? One function a kind, whole columns at a time.

Invariant: a filled cell either has a value or is reported, never both and never neither.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.finding import FindingCode
from xltools.model.register import Column, Value
from xltools.workbook.typed_values import EXACT_DIGITS, moment_of, normalised, number_of, text_of

EARLIEST, LATEST = datetime(2000, 1, 1), datetime(2100, 1, 1)
_SAMPLES = {FieldKind.DATETIME: "2024-05-01 09:30", FieldKind.DATE: "2024-05-01"}


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
    """What incomplete dates lean on, row by row: the day that tells the year, the day that a time alone belongs to."""

    year_of: Callable[[int], date]
    day: Callable[[int], date | None]


def converted(field: FieldDefinition, cells: Sequence[ReadValue], anchors: Anchors) -> Converted:
    """The cells of one column as values of the field's kind; cells are None where empty."""
    if field.kind in (FieldKind.DATE, FieldKind.DATETIME):
        return _moments(field, cells, anchors)
    if field.kind is FieldKind.TIME:
        return _times(cells)
    if field.kind in (FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.PERCENT):
        return _numbers(field, cells)
    if field.kind in (FieldKind.CODE, FieldKind.CASE_NUMBER, FieldKind.CONTACT):
        return _codes(cells)
    return Converted([cell.strip() or None if type(cell) is str else text_of(cell) for cell in cells], ())


def _codes(cells: Sequence[ReadValue]) -> Converted:
    values = [
        cell if type(cell) is str and cell.isascii() and cell.isalnum() else _code(cell) if cell is not None else None
        for cell in cells
    ]
    faults = [
        Fault(index, FindingCode.DIGITS_LOST, {"value": f"{cell:.0f}"})
        for index, cell in enumerate(cells)
        if type(cell) is float and abs(cell) >= 10**EXACT_DIGITS
    ]
    for fault in faults:
        values[fault.position] = None
    return Converted(values, faults)


def _code(cell: ReadValue) -> str | None:
    text = text_of(cell)
    return normalised(text) or None if text is not None else None


def _moments(field: FieldDefinition, cells: Sequence[ReadValue], anchors: Anchors) -> Converted:
    values: list[Value] = []
    faults: list[Fault] = []
    for index, cell in enumerate(cells):
        if cell is None:
            values.append(None)
            continue
        if type(cell) is datetime and not cell.microsecond:
            moment: datetime | time | None = cell
        else:
            moment = moment_of(cell, anchors.year_of(index), anchors.day(index))
        if type(moment) is datetime and EARLIEST <= moment < LATEST:
            values.append(moment.date() if field.kind is FieldKind.DATE else moment)
        else:
            values.append(None)
            faults.append(_moment_fault(field, index, cell, moment))
    return Converted(values, faults)


def _moment_fault(field: FieldDefinition, index: int, cell: ReadValue, moment: datetime | time | None) -> Fault:
    sample = _SAMPLES[field.kind]
    if isinstance(moment, datetime):
        return Fault(index, FindingCode.DATE_IMPLAUSIBLE, {"value": f"{moment:%Y-%m-%d}"})
    if isinstance(moment, time):
        return Fault(index, FindingCode.TIME_WITHOUT_DAY, {"value": f"{moment:%H:%M}", "sample": sample})
    return Fault(index, FindingCode.DATE_UNREADABLE, {"value": text_of(cell), "sample": sample})


def _times(cells: Sequence[ReadValue]) -> Converted:
    values: list[Value] = []
    faults: list[Fault] = []
    for index, cell in enumerate(cells):
        moment = time(0) if cell in (0, "24:00") else moment_of(cell)
        values.append(moment.time() if isinstance(moment, datetime) else moment)
        if cell is not None and moment is None:
            faults.append(Fault(index, FindingCode.TIME_UNREADABLE, {"value": text_of(cell)}))
    return Converted(values, faults)


def _numbers(field: FieldDefinition, cells: Sequence[ReadValue]) -> Converted:
    values: list[Value] = []
    faults: list[Fault] = []
    for index, cell in enumerate(cells):
        number = number_of(cell)
        values.append(number)
        if number is None:
            if cell is not None:
                faults.append(Fault(index, FindingCode.NUMERIC_UNREADABLE, {"value": text_of(cell)}))
        elif field.kind is FieldKind.INTEGER:
            if number.is_integer():
                values[index] = int(number)
            else:
                values[index] = None
                faults.append(Fault(index, FindingCode.NUMERIC_NOT_WHOLE, {"value": text_of(cell)}))
    return Converted(values, faults)
