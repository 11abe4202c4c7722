"""Settings sheets for tests: the shipped rows of a register replaced by those of a small table."""

import io
from collections.abc import Callable

import openpyxl

from tests.registers import NOW, definition, heads_of, read, rows_of, template, value_of
from xltools.model.cell_edit import CellEdit
from xltools.model.register import Register
from xltools.rules.field_checks import check_fields
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW
from xltools.workbook.patching import patch

Told = list[tuple[str, int, str]]


def replaced(package: bytes, name: str, key: str, rows: list[dict[str, str]]) -> bytes:
    """The workbook with these rows only on one settings sheet."""
    sheet = definition(name).sheet(key)
    assert sheet is not None
    heads = heads_of(name, key)
    emptied = {(row, column): None for row in range(len(sheet.rows)) for column in range(len(heads))}
    typed = {(row, heads.index(head)): value_of(text) for row in range(len(rows)) for head, text in rows[row].items()}
    cells = {**emptied, **typed}
    return patch(
        package,
        [CellEdit(sheet.title, FIRST_DATA_ROW + row, column + 1, value) for (row, column), value in cells.items()],
    )


def settings(name: str, **sheets: str | list[dict[str, str]]) -> Register:
    """A register whose settings sheets, by key, hold these rows only."""
    package = template(name)
    for key, table in sheets.items():
        package = replaced(package, name, key, rows_of(table) if isinstance(table, str) else table)
    return read(package, name=name)


def saved(name: str, change: Callable[[openpyxl.Workbook], None]) -> Register:
    """A register after somebody changed it in another program (openpyxl stands in for it)."""
    book = openpyxl.load_workbook(io.BytesIO(template(name)))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return read(buffer.getvalue(), name=name)


def column_of(book: openpyxl.Workbook, title: str, head: str) -> int:
    return next(cell.column for cell in book[title][HEAD_ROW] if cell.value == head)


def told(register: Register) -> Told:
    """What the reader has to say, as (code, row, field); rows counted from 1 at the first data row, 0 for a sheet."""
    return [(each.code.value, max(each.row - HEAD_ROW, 0), each.field) for each in register.findings]


def told_in_all(register: Register) -> Told:
    """What reader and ordinary checks say of the settings sheets."""
    checked = [
        (each.code.value, each.row - HEAD_ROW, each.field)
        for key, table in register.tables.items()
        if key != "cases"
        for each in check_fields(table, register.policy, NOW)
    ]
    return [*told(register), *checked]


def fallbacks(register: Register) -> list[str]:
    """What is said to be in force instead."""
    return [str(each.params["fallback"]) for each in register.findings if "fallback" in each.params]
