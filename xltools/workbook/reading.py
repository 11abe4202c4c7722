"""What does a register workbook hold? Tables by field, policy, and findings about what could not be read.

Invariant: reading changes nothing and decides nothing; every row in use and every filled cell is accounted for.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import compress
from pathlib import Path
from typing import NamedTuple, cast

from xltools.errors import NotARegisterError
from xltools.language.speaking import speaking
from xltools.language.words import Tab
from xltools.model.cell_edit import ReadValue
from xltools.model.field import NUMERIC_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Column, Register, SheetTable
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.workbook.cell_kinds import Anchors, converted
from xltools.workbook.cell_rows import Position, SheetCells, WorkbookCells
from xltools.workbook.definition_files import read_definition, shipped_definition, shipped_definitions
from xltools.workbook.heads import Heads, find_heads, nearest
from xltools.workbook.layout import TEMPLATE_PROPERTY
from xltools.workbook.packaging.package import Package
from xltools.workbook.settings_sheets import read_policy
from xltools.workbook.splicing.date_serials import serial


class RegisterSheetMissingError(NotARegisterError):
    """One of our registers that has lost what holds its cases: in a folder it must be told, not passed over."""


class ReadSheet(NamedTuple):
    """A table, and what reading it brought up."""

    table: SheetTable
    findings: list[Finding]


class UnknownTemplateError(NotARegisterError):
    """A register, but of a template whose definition is not here."""


def definition_of(package: Package, folders: Iterable[Path] = ()) -> RegisterDefinition:
    """The definition that the workbook's custom property names.

    Args:
        package: The workbook.
        folders: Where a team's own definitions may lie, looked through before the shipped ones.

    Raises:
        NotARegisterError: The property is missing.
        UnknownTemplateError: It names a template whose definition is not here.
        DefinitionError: The team's own definition contradicts itself.
    """
    name = package.custom_properties().get(TEMPLATE_PROPERTY)
    if name is None:
        raise NotARegisterError(
            "this workbook is not an xltools register (its template mark is missing). "
            "Start one with: xltools init TEMPLATE FOLDER, and copy the rows into it."
        )
    if re.fullmatch(r"[a-z][a-z0-9_]{0,59}", name):
        for folder in folders:
            if (own := folder / f"{name}.toml").is_file():
                return read_definition(own)
    if name not in shipped_definitions():
        raise UnknownTemplateError(
            f"this workbook was made from template {name[:60]!r}, whose definition is not here. "
            f"Put {name[:60]}.toml beside it, or install the xltools that made it."
        )
    return shipped_definition(name)


def read_register(package: Package, now: datetime, definition: RegisterDefinition | None = None) -> Register:
    """Read a register.

    Args:
        package: The workbook.
        now: The moment of the pass; tells the year of dates typed without one in rows not yet registered.
        definition: What it should be; by default what the workbook says that it is.

    Raises:
        NotARegisterError: No template mark, or the register sheet or its number column is missing.
        SettingsError: A settings sheet is missing or has lost its heads.
        UnsafeWorkbookError, NotAWorkbookError: It cannot be read.
    """
    definition = definition or definition_of(package)
    with speaking(definition.language):
        return _read(package, now, definition)


def _read(package: Package, now: datetime, definition: RegisterDefinition) -> Register:
    cells = WorkbookCells(package)
    tables: dict[str, SheetTable] = {}
    findings: list[Finding] = []
    for sheet in definition.sheets:
        if sheet.title in cells.titles:
            read = read_sheet(sheet, cells.sheet(sheet.title), now)
            findings += read.findings
            if read.table.head_row:
                tables[sheet.key] = read.table
        elif sheet.kind in (SheetKind.LOG, SheetKind.RECORDS):
            findings.append(_sheet_missing(sheet, cells.titles))
    _refuse_without_numbers(definition, tables, cells.titles)
    lists = cells.sheet(Tab.LISTS.said) if Tab.LISTS.said in cells.titles else None
    policy, policy_findings = read_policy(definition, tables, lists)
    return Register(definition, tables, policy, (*findings, *policy_findings))


def _sheet_missing(sheet: SheetDefinition, titles: Sequence[str]) -> Finding:
    near = nearest(sheet.title, titles)
    params = {"value": sheet.title, "nearest": f"（最接近的是“{near}”）" if near else ""}
    return Finding(FindingCode.SHEET_MISSING, sheet.title, 0, 0, "", "", params)


def _refuse_without_numbers(
    definition: RegisterDefinition, tables: dict[str, SheetTable], titles: Sequence[str]
) -> None:
    sheet = definition.register_sheet
    if sheet.key not in tables:
        near = nearest(sheet.title, titles)
        raise RegisterSheetMissingError(
            f"the sheet {sheet.title} with its heads is missing"
            + (f"; the nearest is {near}. Give it its name back." if near else ". Restore it from a backup.")
        )
    field = sheet.by_name[definition.numbering.field]
    if field.name not in tables[sheet.key].columns:
        raise RegisterSheetMissingError(
            f"sheet {sheet.title}: the column {field.header} is missing. Put the head back and save."
        )


def read_sheet(sheet: SheetDefinition, cells: SheetCells, now: datetime) -> ReadSheet:
    """Read one table sheet by its heads."""
    heads = find_heads(sheet, cells.title, cells.rows)
    if not heads.row:
        return ReadSheet(SheetTable(sheet, cells.title, 0, {}, (), {}, {}), [])
    raw, rows = _rows_in_use(sheet, heads, cells)
    errors, occupied = _by_column(cells.errors), _by_column(cells.formulas | cells.errors)
    writable = {
        field.name: _written_cells(
            field, raw[field.name], _positions(occupied.get(heads.columns[field.name], ()), rows)
        )
        for field in sheet.fields
        if field.name in raw and field.owner is not Owner.PERSON
    }
    values: dict[str, Column] = {}
    unreadable: dict[str, frozenset[int]] = {}
    findings = list(heads.findings)
    for field in sorted(sheet.fields, key=lambda each: each.day_of is not None):  # what a time leans on comes first
        if field.name not in raw:
            continue
        if field.owner is Owner.TOOL and field.kind is not FieldKind.CASE_NUMBER:
            values[field.name] = cast("Column", writable[field.name])  # as the tool wrote it, or to be put back
            continue
        read = converted(field, raw[field.name], _anchors(raw, values, field.day_of, now))
        values[field.name] = read.values
        column = heads.columns[field.name]
        broken = _positions(errors.get(column, ()), rows)  # an error value reads as empty, and is not
        unreadable[field.name] = broken.union(fault.position for fault in read.faults)
        if field.typed_by_people:
            findings += [
                Finding(fault.code, cells.title, rows[fault.position], column, field.name, field.header, fault.params)
                for fault in read.faults
            ]
    findings += _suspicious_cells(sheet, heads, cells, rows)
    filled_to = _filled_to(sheet, heads, cells)
    table = SheetTable(sheet, cells.title, heads.row, heads.columns, rows, writable, values, unreadable, filled_to)
    return ReadSheet(table, findings)


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
        if _makes_a_row(sheet.by_name[name]) and not all(used):
            used = [known or (cell != "" and _filled(cell)) for known, cell in zip(used, across[name], strict=True)]
    typed = {heads.columns[name] for name in heads.columns if _makes_a_row(sheet.by_name[name])}
    for row, column in cells.errors:  # an error value reads as empty, and is not
        if column in typed and heads.row < row <= heads.row + len(used):
            used[row - heads.row - 1] = True
    rows = range(heads.row + 1, heads.row + 1 + len(below))
    if all(used):
        return {name: across[name] for name in heads.columns}, rows
    return {name: list(compress(across[name], used)) for name in heads.columns}, list(compress(rows, used))


def _makes_a_row(field: FieldDefinition) -> bool:
    """Whether something in this column puts its row in use; a helper column of the clerk's own does not."""
    return field.owner is Owner.PERSON or field.kind is FieldKind.CASE_NUMBER


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
    of midnight is read as a day, and is a moment all the same; a number in a cell formatted as a date is a number.
    """
    if field.owner is Owner.PROPOSED:
        return [
            cell if _filled(cell) and cell != "" else "" if position in occupied else None
            for position, cell in enumerate(cells)
        ]
    if field.kind is FieldKind.DATETIME:
        return [
            None if cell == "" else datetime(cell.year, cell.month, cell.day) if type(cell) is date else cell
            for cell in cells
        ]
    if field.kind in NUMERIC_KINDS:
        return [
            None if cell == "" else serial(cell, date1904=False) if isinstance(cell, date) else cell for cell in cells
        ]
    return [None if cell == "" else cell for cell in cells]


def _filled(cell: ReadValue) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _anchors(
    raw: dict[str, Sequence[ReadValue]], values: dict[str, Column], day_of: str | None, now: datetime
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

    return Anchors(year_of, day)


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
