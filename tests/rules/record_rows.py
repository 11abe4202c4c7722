"""Cases with rows on their log and record sheets, read as the rules get them."""

from collections.abc import Iterable
from dataclasses import replace

from tests.registers import read, rows_of, workbook
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding
from xltools.model.register import Column, Register
from xltools.workbook.layout import HEAD_ROW


def case_view(name: str, cases: str, **sheets: str) -> tuple[Register, CaseView]:
    """A shipped register whose cases have their numbers typed in."""
    register = read(workbook(rows_of(cases), name=name, **sheets), name=name)
    table = register.cases
    numbers = [None if number is None else str(number) for number in table.values["number"]]
    return register, CaseView(table, numbers, table.values)


def without_sheet(register: Register, key: str) -> Register:
    """The register after somebody deleted a tab."""
    return replace(register, tables={other: table for other, table in register.tables.items() if other != key})


def without_declared_sheet(register: Register, key: str) -> Register:
    """A team's own register, whose definition has no such sheet."""
    sheets = tuple(sheet for sheet in register.definition.sheets if sheet.key != key)
    return replace(without_sheet(register, key), definition=register.definition.model_copy(update={"sheets": sheets}))


def with_settings(register: Register, **settings: str) -> Register:
    """The register after a supervisor changed parameters; an empty one is not there at all."""
    changed = {key: value for key, value in {**register.policy.settings, **settings}.items() if value}
    return replace(register, policy=replace(register.policy, settings=changed))


def with_columns(register: Register, key: str, columns: dict[str, Column]) -> Register:
    """The register with these rows on a sheet, and no other columns there."""
    length = len(next(iter(columns.values())))
    rows = range(HEAD_ROW + 1, HEAD_ROW + 1 + length)
    table = replace(register.tables[key], rows=rows, values=columns, cells={}, unreadable={})
    return replace(register, tables={**register.tables, key: table})


def told(findings: Iterable[Finding]) -> list[tuple[str, int, str]]:
    """Findings as (code, row, field), rows counted from 1 at the first data row."""
    return sorted((each.code.value, each.row - HEAD_ROW, each.field) for each in findings)
