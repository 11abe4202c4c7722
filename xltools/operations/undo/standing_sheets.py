"""What stands in a register's cells now, so that what was written there can be found again? Sheet by sheet.

Invariant: a cell of the tool's is read as a pass reads it, so that what a pass wrote is known again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from xltools.model.cell_edit import ReadValue
from xltools.model.register import Register, SheetTable
from xltools.operations.passes.opening import Opened
from xltools.rules.taking_back import StandingSheet
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.reading import read_register


def standing_sheets(opened: Opened, now: datetime) -> dict[str, StandingSheet]:
    """All sheets by tab, those of cases with their numbers; errors as for `read_register`."""
    register = read_register(opened.package, now, opened.definition)
    cells = WorkbookCells(opened.package)
    tables = {table.title: table for table in register.tables.values()}
    return {
        title: _standing_table(register, tables[title], cells.sheet(title).rows)
        if title in tables
        else StandingSheet(partial(_shown, cells.sheet(title).rows))
        for title in cells.titles
    }


def _standing_table(register: Register, table: SheetTable, shown: Sequence[Sequence[ReadValue]]) -> StandingSheet:
    index_of = {row: index for index, row in enumerate(table.rows)}
    columns = {column: table.cells[name] for name, column in table.columns.items() if name in table.cells}

    def value(row: int, column: int) -> ReadValue:
        index = index_of.get(row)
        return columns[column][index] if index is not None and column in columns else _shown(shown, row, column)

    heads = {table.definition.by_name[name].header: column for name, column in table.columns.items()}
    own = table.definition is register.definition.register_sheet
    names = (register.definition.numbering.field,) if own else ("case_number", "number")
    name = next((name for name in names if name in table.values), None)
    if name is None:
        return StandingSheet(value, heads)
    rows = _rows_by_number(zip(table.rows, table.values[name], strict=True))
    return StandingSheet(value, heads, rows, table.definition.by_name[name].header, own)


def _rows_by_number(numbers: Iterable[tuple[int, object]]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, number in numbers:
        if isinstance(number, str):
            rows.setdefault(number, []).append(row)
    return rows


def _shown(rows: Sequence[Sequence[ReadValue]], row: int, column: int) -> ReadValue:
    return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None
