"""What does the tool know of its own cells? What it wrote last, what somebody typed over, what a closed case keeps.

Invariant: a cell is called overtyped only if it differs from what is remembered to have been written there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.cell_edit import ReadValue
from xltools.model.field import FieldKind, Owner
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Column, Value

# The number memory keeps numbers and stamps of registration; the others follow from the clock or from what is kept.
_NOT_REMEMBERED = frozenset({"registered_at", "sort_key", "check_remark", "next_due", "remaining"})
_UNKNOWN = object()


def remembered_fields(view: CaseView, decided: Iterable[str]) -> list[str]:
    """Of the decided fields, those whose cells are the tool's alone and are remembered."""
    fields = view.table.definition.by_name
    return [
        name
        for name in decided
        if name in fields
        and fields[name].owner is Owner.TOOL
        and fields[name].kind is not FieldKind.CASE_NUMBER
        and name not in _NOT_REMEMBERED
    ]


def closed_before(view: CaseView, closed_states: Collection[str | None], memory: CaseMemory) -> list[bool]:
    """Which cases were closed when they were judged last: while they stay so, they keep what was said of them.

    Where nothing is remembered (the memory was lost, or the register comes from elsewhere), its own cell tells.
    """
    known, cells = memory.of("state"), view.table.cells.get("state")
    if cells is None or not closed_states:
        return [False] * len(view)
    return [
        number is not None and known.get(number, cell) in closed_states
        for number, cell in zip(view.numbers, cells, strict=True)
    ]


def kept_column(view: CaseView, name: str, settled: Sequence[bool], memory: CaseMemory) -> list[Value]:
    """What closed cases keep in one field: what is remembered, else what stands in the cell; None in other rows."""
    cells = view.table.cells.get(name)
    if cells is None:
        return [None] * len(view)
    known, states = memory.of(name), memory.of("state")
    return [
        None
        if not keeps
        else known.get(number or "")
        if number in states
        else cell
        if isinstance(cell, (str, datetime))
        else None
        for keeps, number, cell in zip(settled, view.numbers, cells, strict=True)
    ]


def known_column(view: CaseView, name: str, kind: type, memory: CaseMemory) -> list[Value]:
    """What was decided of each case once and for all: as remembered, else as its cell says, if it is of that kind."""
    known, cells = memory.of(name), view.table.cells.get(name, [None] * len(view))
    column: list[Value] = []
    for number, cell in zip(view.numbers, cells, strict=True):
        if number is not None and number in known:
            column.append(known[number])
        else:
            column.append(cell if type(cell) is kind and not isinstance(cell, timedelta) else None)
    return column


def overtyped_cells(
    view: CaseView, decided: Mapping[str, Sequence[ReadValue]], names: Iterable[str], memory: CaseMemory
) -> list[Finding]:
    """What somebody typed over the tool's cells: it is put back, and said."""
    findings = []
    for name in names:
        cells, column, known = view.table.cells.get(name), decided[name], memory.of(name)
        if cells is None or not known or cells == column:
            continue
        for index, (cell, value) in enumerate(zip(cells, column, strict=True)):
            if cell is None or cell == value:
                continue
            written = known.get(view.numbers[index] or "", _UNKNOWN)
            if written is not _UNKNOWN and written != cell:
                shown = "" if value is None else value
                params = {"value": cell, "restored": shown}
                findings.append(view.finding(FindingCode.TOOL_CELL_RESTORED, index, name, **params))
    return findings


def to_remember(
    view: CaseView, columns: Mapping[str, Column], changing: Iterable[int], memory: CaseMemory
) -> dict[str, dict[str, Value]]:
    """What differs from the memory, by field and number.

    Args:
        view: The cases.
        columns: What was decided, by the field to remember.
        changing: Positions of the cases that were judged in this pass.
        memory: What is known already.
    """
    numbers = [(index, number) for index in changing if (number := view.numbers[index]) is not None]
    found: dict[str, dict[str, Value]] = {}
    for name, column in columns.items():
        known = memory.of(name)
        new = {number: column[index] for index, number in numbers if known.get(number) != column[index]}
        if new:
            found[name] = new
    return found


def with_kept(view: CaseView, name: str, column: Column, settled: Sequence[bool], memory: CaseMemory) -> list[Value]:
    """A decided column in which closed cases keep what was said of them."""
    kept = kept_column(view, name, settled, memory)
    return [old if keeps else new for old, new, keeps in zip(kept, column, settled, strict=True)]
