"""Which cells must change? The one place where decisions become edits.

Invariant: an edit touches a column of the tool, an empty cell that the tool may propose, or a new row below the last;
never what people wrote.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import cast

from xltools.model.cell_edit import CellEdits, CellValue, ColumnEdits, ReadValue
from xltools.model.field import FieldDefinition, Owner
from xltools.model.register import Register, SheetTable, Value
from xltools.rules.added_rows import first_free_row
from xltools.rules.improvements import SHEET as IMPROVEMENTS_SHEET
from xltools.rules.knowledge_rows import SHEET as KNOWLEDGE_SHEET
from xltools.rules.pipeline import Decision
from xltools.rules.survey_answers import ANSWERS_SHEET

_EXACT_DIGITS = 15  # spreadsheets keep no more of a number


def difference(register: Register, decision: Decision) -> CellEdits:
    """The edits that turn what was read into what was decided; none where they agree.

    Raises:
        AssertionError: A rule decided on a cell that people own.
        TypeError: A rule decided on a value that no cell can hold.
    """
    columns: list[ColumnEdits] = []
    for key, decided in decision.columns.items():
        table = register.tables[key]
        for name, wanted in decided.items():
            column = table.columns.get(name)
            if column is None:
                continue
            field = table.definition.by_name[name]
            if field.owner is Owner.PERSON:
                raise AssertionError(f"a rule decided on {name}, which people own")
            columns.append(_column_edits(table, field, column, wanted))
    people_fill = {IMPROVEMENTS_SHEET, ANSWERS_SHEET, KNOWLEDGE_SHEET}
    if decision.entered:
        people_fill.add(register.definition.register_sheet.key)
    for key, rows in decision.added.items():
        columns += _added_rows(register.tables[key], rows, taken_over=key in people_fill)
    return CellEdits(_numbers_as_typed(register, columns))


def _numbers_as_typed(register: Register, columns: Iterable[ColumnEdits]) -> Iterator[ColumnEdits]:
    """Where a team types its numbers as numbers, new ones are no texts: they would be sorted apart."""
    scheme, cases = register.definition.numbering, register.cases
    place = cases.title, cases.columns.get(scheme.field)
    for each in columns:
        if scheme.numeric and (each.sheet, each.column) == place:
            yield each._replace(values=[_plain_number(value) for value in each.values])
        else:
            yield each


def _plain_number(value: CellValue) -> CellValue:
    plain = isinstance(value, str) and value.isdecimal() and value.isascii() and str(int(value)) == value
    return int(value) if plain and isinstance(value, str) and len(value) <= _EXACT_DIGITS else value


def _column_edits(table: SheetTable, field: FieldDefinition, column: int, wanted: Sequence[ReadValue]) -> ColumnEdits:
    cells = table.cells[field.name]
    changed = [at for at, (old, new) in enumerate(zip(cells, wanted, strict=True)) if old != new]
    if bool in set(map(type, cells)):  # TRUE equals 1, and is not 1
        strange = (at for at, old in enumerate(cells) if (type(old) is bool) != (type(wanted[at]) is bool))
        changed = sorted({*changed, *strange})
    olds = [cells[at] for at in changed]
    if field.owner is Owner.PROPOSED and olds.count(None) < len(olds):
        raise AssertionError(f"a rule decided on {field.name}, which people own")
    values = _writable([wanted[at] for at in changed])
    return ColumnEdits(table.title, column, field.header, [table.rows[at] for at in changed], values, olds)


def _added_rows(table: SheetTable, rows: Sequence[Mapping[str, Value]], *, taken_over: bool) -> Iterator[ColumnEdits]:
    """New rows below the last one in use; in columns of people's, only what they are to take over."""
    first = first_free_row(table)
    for name, column in table.columns.items():
        field = table.definition.by_name[name]
        filled = [(row, values[name]) for row, values in enumerate(rows, start=first) if values.get(name) is not None]
        if filled and field.owner is not Owner.TOOL and not taken_over:
            raise AssertionError(f"a rule adds {name}, which people own")
        values = [value for _, value in filled]
        yield ColumnEdits(
            table.title, column, field.header, [row for row, _ in filled], _writable(values), [None] * len(filled)
        )


def _writable(values: Sequence[ReadValue]) -> Sequence[CellValue]:
    for value in values if timedelta in set(map(type, values)) else ():
        if isinstance(value, timedelta):
            raise TypeError(f"a rule decided on {value!r}, which no cell can hold")
    return cast("Sequence[CellValue]", values)
