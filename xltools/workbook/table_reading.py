"""What does one table sheet hold? Its rows in use, column by column, each value as its field is declared.

Invariant: every row in use and every filled cell above the footer is accounted for, as a value or as a finding;
below it whatever looks like a case is.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import compress
from typing import NamedTuple, cast

from xltools.model.cell_edit import ReadValue
from xltools.model.field import NUMERIC_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Column, SheetTable
from xltools.model.register_definition import DateOrder, SheetDefinition
from xltools.workbook.cell_kinds import Anchors, converted
from xltools.workbook.cell_rows import Position, SheetCells
from xltools.workbook.footers import Ending, cases_alone, find_ending, row_spans
from xltools.workbook.heads import Heads, find_heads
from xltools.workbook.splicing.date_serials import serial
from xltools.workbook.typed_values import text_of


class ReadSheet(NamedTuple):
    """A table, and what reading it brought up."""

    table: SheetTable
    findings: list[Finding]


def read_sheet(
    sheet: SheetDefinition, cells: SheetCells, now: datetime, order: DateOrder = DateOrder.YEAR_FIRST
) -> ReadSheet:
    """Read one table sheet by its heads, down to its footer.

    Args:
        sheet: What it should be.
        cells: Its cells.
        now: The moment of the pass; tells the year of dates typed without one in rows not yet registered.
        order: Of the parts of dates typed as text.
    """
    heads = find_heads(sheet, cells.title, cells.rows)
    if not heads.row:
        return ReadSheet(SheetTable(sheet, cells.title, 0, {}, (), {}, {}), [])
    end = find_ending(sheet, heads, cells)
    if end.row or end.between:
        cells = cases_alone(cells, end)
    raw, rows = _rows_in_use(sheet, heads, cells)
    errors, occupied = _by_column(cells.errors), _by_column(cells.formulas | cells.errors)
    unknown = _by_column(cells.uncomputed)
    writable = {
        field.name: _written_cells(
            field, raw[field.name], _positions(occupied.get(heads.columns[field.name], ()), rows)
        )
        for field in sheet.fields
        if field.name in raw and field.owner is not Owner.PERSON
    }
    values: dict[str, Column] = {}
    unreadable: dict[str, frozenset[int]] = {}
    uncomputed: dict[str, frozenset[int]] = {}
    findings = [*heads.findings, *_unread(cells.title, end)]
    for field in sorted(sheet.fields, key=lambda each: each.day_of is not None):  # what a time leans on comes first
        if field.name not in raw:
            continue
        if field.owner is Owner.TOOL and field.kind is not FieldKind.CASE_NUMBER:
            values[field.name] = cast("Column", writable[field.name])  # as the tool wrote it, or to be put back
            continue
        read = converted(field, raw[field.name], _anchors(raw, values, field.day_of, now, order))
        values[field.name] = read.values
        column = heads.columns[field.name]
        uncomputed[field.name] = _positions(unknown.get(column, ()), rows)  # it reads as empty, and is not
        broken = _positions(errors.get(column, ()), rows) | uncomputed[field.name]  # so does an error value
        unreadable[field.name] = broken.union(fault.position for fault in read.faults)
        if field.typed_by_people:
            findings += [
                Finding(fault.code, cells.title, rows[fault.position], column, field.name, field.header, fault.params)
                for fault in read.faults
            ]
    findings += _suspicious_cells(sheet, heads, cells, rows)
    filled_to = _filled_to(sheet, heads, cells)
    table = SheetTable(
        sheet, cells.title, heads.row, heads.columns, rows, writable, values, unreadable, uncomputed, filled_to, end.row
    )
    return ReadSheet(table, findings)


def _unread(title: str, end: Ending) -> list[Finding]:
    """One finding for all rows that look like cases where none are read, at the first of them."""
    if not end.unread:
        return []
    params = {"value": row_spans(end.unread), "count": len(end.unread), "row": end.row or end.unread[0]}
    return [Finding(FindingCode.CASE_BELOW_FOOTER, title, end.unread[0], 0, "", "", params)]


def _filled_to(sheet: SheetDefinition, heads: Heads, cells: SheetCells) -> int:
    """The last row in which people filled anything, if only a cell that puts no row in use."""
    columns = {column for name, column in heads.columns.items() if sheet.by_name[name].typed_by_people}
    hidden = (row for row, column in cells.formulas | cells.errors if column in columns)  # they may read as empty
    last = max(hidden, default=heads.row)
    for row in range(len(cells.rows), last, -1):
        if any(column <= len(cells.rows[row - 1]) and cells.rows[row - 1][column - 1] != "" for column in columns):
            return row
    return last


def _rows_in_use(
    sheet: SheetDefinition, heads: Heads, cells: SheetCells
) -> tuple[dict[str, Sequence[ReadValue]], Sequence[int]]:
    """Cells by field of the rows where people typed anything, or that hold a number already."""
    below = cells.rows[heads.row :]
    if not below:
        return {name: [] for name in heads.columns}, []
    across = {name: column for column, name in zip(zip(*below, strict=True), _names(heads, len(below[0])), strict=True)}
    used = [False] * len(below)
    for name in heads.columns:
        if _makes_a_row(sheet, name) and not all(used):
            used = [known or (cell != "" and _filled(cell)) for known, cell in zip(used, across[name], strict=True)]
    typed = {heads.columns[name] for name in heads.columns if _makes_a_row(sheet, name)}
    for row, column in cells.errors:  # an error value reads as empty, and is not
        if column in typed and heads.row < row <= heads.row + len(used):
            used[row - heads.row - 1] = True
    rows = range(heads.row + 1, heads.row + 1 + len(below))
    if all(used):
        return {name: across[name] for name in heads.columns}, rows
    return {name: list(compress(across[name], used)) for name in heads.columns}, list(compress(rows, used))


def _makes_a_row(sheet: SheetDefinition, name: str) -> bool:
    """Whether something in this column puts its row in use; a helper column of the clerk's own does not."""
    field = sheet.by_name[name]
    return field.owner is Owner.PERSON or (field.kind is FieldKind.CASE_NUMBER and not sheet.numbered_ahead)


def _names(heads: Heads, width: int) -> list[str]:
    """A name for each column of the sheet; columns that are no field's share one that no field has."""
    names = [""] * width
    for name, column in heads.columns.items():
        names[column - 1] = name
    return names


def _by_column(places: Iterable[Position]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = defaultdict(list)
    for row, column in places:
        rows[column].append(row)
    return rows


def _positions(marked: Iterable[int], rows: Sequence[int]) -> frozenset[int]:
    """Positions of those of the rows that are marked."""
    found = ((bisect_left(rows, row), row) for row in marked)
    return frozenset(position for position, row in found if position < len(rows) and rows[position] == row)


def _written_cells(field: FieldDefinition, cells: Sequence[ReadValue], occupied: frozenset[int]) -> list[ReadValue]:
    """Cells of a column that the tool may write, None where empty.

    Where it may propose a value, blanks only are empty, and a formula or error value that shows nothing is not. A stamp
    of midnight is read as a day, and is a moment all the same; a number in a cell formatted as a date is a number. A
    case's number that a team typed as a number stays so.
    """
    if field.owner is Owner.PROPOSED:
        return [cell if _filled(cell) else "" if position in occupied else None for position, cell in enumerate(cells)]
    if field.kind is FieldKind.DATETIME:
        return [
            None if cell == "" else datetime(cell.year, cell.month, cell.day) if type(cell) is date else cell
            for cell in cells
        ]
    if field.kind is FieldKind.CASE_NUMBER:
        return [None if cell == "" else text_of(cell) if type(cell) is float else cell for cell in cells]
    if field.kind in NUMERIC_KINDS:
        return [
            None if cell == "" else serial(cell, date1904=False) if isinstance(cell, date) else cell for cell in cells
        ]
    return [None if cell == "" else cell for cell in cells]


def _filled(cell: ReadValue) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _anchors(
    raw: dict[str, Sequence[ReadValue]], values: dict[str, Column], day_of: str | None, now: datetime, order: DateOrder
) -> Anchors:
    registered = raw.get("registered_at")
    days = values.get(day_of, ()) if day_of else ()

    def year_of(index: int) -> date | None:
        if registered is None:  # nothing on this sheet tells when the row was typed: the year must be
            return None
        stamp = registered[index]
        return stamp.date() if isinstance(stamp, datetime) else now.date()

    def day(index: int) -> date | None:
        moment = days[index] if index < len(days) else None
        return moment.date() if isinstance(moment, datetime) else None

    return Anchors(year_of, day, order)


def _suspicious_cells(sheet: SheetDefinition, heads: Heads, cells: SheetCells, rows: Sequence[int]) -> list[Finding]:
    """Error values and formulas in columns that people type in."""
    if not cells.errors and not cells.formulas:
        return []
    fields = {
        column: sheet.by_name[name] for name, column in heads.columns.items() if sheet.by_name[name].typed_by_people
    }
    used = frozenset(rows)
    return [
        Finding(code, cells.title, row, column, fields[column].name, fields[column].header)
        for code, positions in (
            (FindingCode.CELL_ERROR, cells.errors),
            (FindingCode.CELL_FORMULA, cells.formulas - cells.errors),
        )
        for row, column in sorted(positions)
        if column in fields and row in used
    ]
