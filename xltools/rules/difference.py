"""Which cells must change? The one place where decisions become edits.

Invariant: an edit touches a column of the tool, or an empty cell that the tool may propose; never what people wrote.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from xltools.model.cell_edit import CellEdit, CellValue, ReadValue
from xltools.model.field import FieldDefinition, Owner
from xltools.model.register import Register, SheetTable, Value
from xltools.rules.pipeline import Decision


def difference(register: Register, decision: Decision) -> list[CellEdit]:
    """The edits that turn what was read into what was decided; none where they agree."""
    edits: list[CellEdit] = []
    for key, columns in decision.columns.items():
        table = register.tables[key]
        for name, wanted in columns.items():
            column = table.columns.get(name)
            if column is None:
                continue
            field = table.definition.by_name[name]
            if field.owner is Owner.PERSON:
                raise AssertionError(f"a rule decided on {name}, which people own")
            if list(table.cells[name]) == list(wanted):
                continue
            edits.extend(_column_edits(table, field, column, wanted))
    for key, rows in decision.added.items():
        edits.extend(_added_rows(register.tables[key], rows))
    return edits


def _column_edits(
    table: SheetTable, field: FieldDefinition, column: int, wanted: Sequence[ReadValue]
) -> Iterator[CellEdit]:
    reason = field.header
    for row, old, new in zip(table.rows, table.cells[field.name], wanted, strict=True):
        if old != new or isinstance(old, bool) != isinstance(new, bool):  # TRUE equals 1, and is not 1
            if field.owner is Owner.PROPOSED and old is not None:
                raise AssertionError(f"a rule decided on {field.name}, which people own")
            yield CellEdit(table.title, row, column, _writable(new), old, reason)


def _added_rows(table: SheetTable, rows: Sequence[Mapping[str, Value]]) -> Iterator[CellEdit]:
    """New rows below the last one in use."""
    first = max(table.rows, default=table.head_row) + 1
    for row, values in enumerate(rows, start=first):
        for name, value in values.items():
            column = table.columns.get(name)
            if column is None or value is None:
                continue
            field = table.definition.by_name[name]
            if field.owner is not Owner.TOOL:
                raise AssertionError(f"a rule adds {name}, which people own")
            yield CellEdit(table.title, row, column, value, None, field.header)


def _writable(value: ReadValue) -> CellValue:
    if isinstance(value, timedelta):
        raise TypeError(f"a rule decided on {value!r}, which no cell can hold")
    return value
