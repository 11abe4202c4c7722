"""How do made-up people type? What happened between two moments, as cell edits into a demonstration register.

Invariant: only what people type, and stamps of the days before the tool was there, is written; the rest is the tool's.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from xltools.model.cell_edit import CellEdit, CellValue
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import PassContext
from xltools.model.register import Register, SheetTable
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demonstrating.demo_cases import DemoScript
from xltools.operations.demonstrating.demo_stories import CasePlace, DemoCase, DemoRow, DemoValue
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.workspace import Workspace
from xltools.rules.numbering import number_cases
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.reading import read_register
from xltools.workbook.row_heights import least_heights


def type_in(
    path: Path, definition: RegisterDefinition, script: DemoScript, earlier: datetime | None, moment: datetime
) -> list[str]:
    """Type what happened after the earlier look; the numbers of all cases as the refresh to come will give them.

    People write a case's number on further sheets after the tool gave it. To save a refresh for each look, the numbers
    are foreseen by the very rule that gives them.
    """
    package = open_package(path.read_bytes())
    register = read_register(package, moment, definition)
    come, known = script.come_by(moment), script.come_by(earlier) if earlier else 0
    cases = script.cases[known:come]
    edits = [
        *_case_edits(register, script.cases[:known], earlier or moment, moment),
        *_new_rows(register.cases, [case.standing(moment) for case in cases]),
        *_stamp_edits(register.cases, script.cases[:come], moment),
        *([] if earlier else _staff_edits(register, script)),
    ]
    data = _typed(package, register, edits)
    package = open_package(data)
    register = read_register(package, moment, definition)
    numbers = _foreseen(path, register, moment)
    fresh = {
        key: [entry.values for entry in entries if entry.at <= moment and (earlier is None or entry.at > earlier)]
        for key, entries in script.entries.items()
    }
    further = [edit for key, rows in fresh.items() for edit in _new_rows(register.tables[key], rows, numbers)]
    path.write_bytes(_typed(package, register, further))
    return numbers


def _foreseen(path: Path, register: Register, moment: datetime) -> list[str]:
    workspace, scheme = Workspace(path.parent), register.definition.numbering
    issued = IssuedNumbers(scheme, NumberLedger(workspace, scheme).read())
    context = PassContext(moment, workspace.register_id(path), issued)
    return [str(number) for number in number_cases(register, context).numbers]


def _typed(package: Package, register: Register, edits: Iterable[CellEdit]) -> bytes:
    """The workbook after people typed this; spreadsheets let rows grow while one types."""
    edits = list(edits)
    return patch_package(package, edits, least_heights(edits, register.fields_by_place()))


def _new_rows(table: SheetTable, rows: Iterable[DemoRow], numbers: Sequence[str] = ()) -> Iterator[CellEdit]:
    """The cells of new rows, below what stands on a sheet."""
    start = max(table.head_row, *table.rows, 0) + 1
    for row, values in enumerate(rows, start=start):
        for name, value in values.items():
            yield CellEdit(table.title, row, table.columns[name], _cell(value, numbers))


def _case_edits(
    register: Register, cases: Sequence[DemoCase], earlier: datetime, moment: datetime
) -> Iterator[CellEdit]:
    """What people wrote into rows that stand there already."""
    table = register.cases
    for row, case in zip(table.rows, cases, strict=True):
        before = case.standing(earlier)
        for name, value in case.standing(moment).items():
            if before.get(name) != value:
                yield CellEdit(table.title, row, table.columns[name], _cell(value, ()))


def _cell(value: DemoValue, numbers: Sequence[str]) -> CellValue:
    return numbers[value.place] if isinstance(value, CasePlace) else value


def _stamp_edits(table: SheetTable, cases: Sequence[DemoCase], moment: datetime) -> Iterator[CellEdit]:
    """Stamps of the tool as if it had been there all along; what the memory holds is emptied, to be shown anew."""
    for place, case in enumerate(cases):
        row = table.head_row + 1 + place
        for name, at in case.stamps.items():
            if name not in table.columns or at > moment:
                continue
            stamped = place < len(table.rows) and table.values[name][place] is not None
            if name == "registered_at" or not stamped:
                value = None if name == "registered_at" else at
                yield CellEdit(table.title, row, table.columns[name], value)


def _staff_edits(register: Register, script: DemoScript) -> Iterator[CellEdit]:
    """Who is away, and how much is enough for whom."""
    table = register.tables["people"]
    for row, name in zip(table.rows, table.values["name"], strict=True):
        for field, value in script.staff.get(str(name), {}).items():
            yield CellEdit(table.title, row, table.columns[field], value)
