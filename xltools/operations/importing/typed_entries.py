"""What do the cells of an export mean? Read like what a clerk types, field by field.

Invariant: a cell that cannot be understood is a fault with its place; it never becomes a value.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.cell_edit import ReadValue
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.finding import Finding, FindingCode
from xltools.model.pass_context import Entry
from xltools.model.register import Column, SheetTable, Value
from xltools.model.register_definition import DateOrder, SheetKind
from xltools.operations.importing.export import Export, ExportRow
from xltools.operations.importing.lost_digits import has_lost_digits
from xltools.operations.importing.mapping import ColumnPlan, described_field
from xltools.operations.importing.source_keys import SourceKey, source_keys
from xltools.workbook.cell_kinds import Anchors, Fault, converted
from xltools.workbook.typed_values import text_of

_HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair: no file can carry it
_UNREADABLE = "\ufffd"


class TypedEntry(NamedTuple):
    """One row of an export.

    Attributes:
        row: As it stood there.
        entry: What it means.
        faults: What could not be understood, addressed to the export.
        problem: What is wrong with the row as a whole; "" where nothing is.
        lacking: Position of the cell that should not be empty, if that is what is wrong.
        key: By what it is known again.
    """

    row: ExportRow
    entry: Entry
    faults: tuple[Finding, ...]
    problem: str
    lacking: int | None
    key: SourceKey


def typed_entries(
    export: Export, plan: ColumnPlan, table: SheetTable, today: date, order: DateOrder = DateOrder.YEAR_FIRST
) -> list[TypedEntry]:
    """All rows of an export as entries for the sheet that they belong to.

    Args:
        export: The file.
        plan: Which column is which field.
        table: That sheet.
        today: Tells the year of dates written without one.
        order: In which order the register writes day, month and year.
    """
    values: dict[str, Column] = {}
    faults: dict[int, list[Finding]] = {}
    wanted = {*plan.fields, *plan.defaults}
    fields = [field for field in table.present() if field.name in wanted]
    for field in sorted(fields, key=lambda each: each.day_of is not None):  # what a time leans on comes first
        cells = _cells(export, plan, field)
        read = converted(field, cells, _anchors(values, field, today, order))
        values[field.name] = read.values
        for fault in (*read.faults, *_rounded(field, cells)):
            place = _place(export, plan, field, fault.position)
            faults.setdefault(fault.position, []).append(place._replace(code=fault.code, params=fault.params))
        for position in _broken(export, plan, field):
            faults.setdefault(position, []).append(_place(export, plan, field, position))
    keys = source_keys(export, plan)
    name = described_field(table.definition).name if table.definition.kind is SheetKind.REGISTER else ""
    described = plan.fields.get(name) if name not in plan.defaults else None
    return [
        TypedEntry(
            row,
            Entry(key.text, {name: column[position] for name, column in values.items()}),
            tuple(faults.get(position, ())),
            problem := _problem(export, plan, row) or _nothing_said(export, row, described),
            described if problem and described is not None and not _text_at(row, described) else None,
            key,
        )
        for position, (row, key) in enumerate(zip(export.rows, keys, strict=True))
    ]


def _cells(export: Export, plan: ColumnPlan, field: FieldDefinition) -> list[ReadValue]:
    """The cells of a field: the source's words in ours, the default where it says nothing."""
    place, default = plan.fields.get(field.name), plan.defaults.get(field.name, "")
    if place is None:
        return [default] * len(export.rows)
    words = plan.words.get(place, {})
    cells = (_cell(row, place, words) for row in export.rows)
    return [default if cell in ("", None) else cell for cell in cells]


def _cell(row: ExportRow, place: int, words: Mapping[str, str]) -> ReadValue:
    cell = row.cells[place] if place < len(row.cells) else ""
    if isinstance(cell, str):
        cell = _HALF.sub(_UNREADABLE, cell) if cell.strip() else ""
    return words.get(text_of(cell) or "", cell) if words else cell


def _anchors(values: dict[str, Column], field: FieldDefinition, today: date, order: DateOrder) -> Anchors:
    days: Sequence[Value] = values.get(field.day_of, ()) if field.day_of else ()

    def day(position: int) -> date | None:
        moment = days[position] if position < len(days) else None
        return moment.date() if isinstance(moment, datetime) else None

    return Anchors(lambda _: today, day, order)


def _rounded(field: FieldDefinition, cells: Sequence[ReadValue]) -> list[Fault]:
    """Numbers that a spreadsheet program wrote into a text file without all their digits."""
    if field.kind not in (FieldKind.CODE, FieldKind.CONTACT):
        return []
    return [
        Fault(position, FindingCode.DIGITS_LOST, {"value": cell})
        for position, cell in enumerate(cells)
        if isinstance(cell, str) and has_lost_digits(cell)
    ]


def _broken(export: Export, plan: ColumnPlan, field: FieldDefinition) -> list[int]:
    place = plan.fields.get(field.name)
    return [position for position, row in enumerate(export.rows) if place in row.broken]


def _place(export: Export, plan: ColumnPlan, field: FieldDefinition, position: int) -> Finding:
    column = plan.fields.get(field.name, -1) + 1
    line = export.rows[position].line
    return Finding(FindingCode.CELL_ERROR, export.name, line, column, field.name, field.header)


def _problem(export: Export, plan: ColumnPlan, row: ExportRow) -> str:
    width = len(export.heads)
    if not export.even and len(row.cells) != width:
        longer = len(row.cells) > width
        if not longer or any(cell != "" for cell in row.cells[width:]):
            counts = {"cells": len(row.cells), "width": width}
            return text("imports.rows.too_wide", **counts) if longer else text("imports.rows.too_narrow", **counts)
    if export.is_returned and any(row.cells[at] not in ("", None) for at in export.own_columns if not export.heads[at]):
        return text("imports.rows.beside_heads")
    if any(at in row.uncomputed for at in (*plan.fields.values(), *plan.keys)):
        return text("imports.rows.uncomputed")
    if not any(_text_at(row, at) for at in plan.fields.values()) and not row.broken:
        return text("imports.rows.nothing_to_enter")
    return ""


def _nothing_said(export: Export, row: ExportRow, described: int | None) -> str:
    """A row of sums, or a rating without a word: nobody could work on it."""
    if described is None or described in row.broken or _text_at(row, described):
        return ""
    return text("imports.rows.no_description", head=export.heads[described])


def _text_at(row: ExportRow, place: int) -> str | None:
    return text_of(row.cells[place]) if place < len(row.cells) else None
