"""What does the tool know of its own cells? What it wrote last, what somebody typed over, what a closed case keeps.

Invariant: a cell is called overtyped only if it differs from what is remembered to have been written there.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import compress
from operator import ne
from typing import cast

from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.cell_edit import ReadValue
from xltools.model.field import FieldKind, Owner
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Column, Value

# The number memory keeps numbers and stamps of registration; the others follow from the clock or from what is kept.
_NOT_REMEMBERED = frozenset({"registered_at", "sort_key", "check_remark", "next_due", "remaining", "similar_cases"})
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

    Where nothing is remembered (the memory was lost, or the register comes from elsewhere), its own cell tells, if the
    row bore its number already.
    """
    known, cells = memory.of("state"), view.table.cells.get("state", [None] * len(view))
    if not closed_states:
        return [False] * len(view)
    states = map(known.get, cast("Sequence[str]", view.numbers), cells)
    closed = [state in closed_states for state in states]
    for index in view.unproven:
        closed[index] = closed[index] and view.numbers[index] in known
    return closed


class Settled:
    """The closed cases that keep what was said of them; for a hundred thousand of them, whole columns at a time.

    Attributes:
        flags: By position: whether the case is one of them.
        others: Positions of all other cases, which this pass judges.
        believed: Positions of those that the memory does not know: their cells count.
    """

    def __init__(self, view: CaseView, flags: Sequence[bool], memory: CaseMemory) -> None:
        """Whatever is kept comes from the memory, or from the cell where the memory does not have the case."""
        self.flags, self._memory = flags, memory
        self.others = [index for index, keeps in enumerate(flags) if not keeps]
        states = memory.of("state")
        self.believed = [index for index, number in enumerate(view.numbers) if number not in states and flags[index]]

    def without(self, view: CaseView, reopened: Iterable[int]) -> "Settled":
        """The same without the cases that are taken up again."""
        flags = list(self.flags)
        for index in reopened:
            flags[index] = False
        return Settled(view, flags, self._memory)

    def kept(self, view: CaseView, name: str) -> list[Value]:
        """What they keep in one field; None in the rows of all others, and where the sheet lacks the field."""
        cells = view.table.cells.get(name)
        if cells is None or len(self.others) == len(view):
            return [None] * len(view)
        column: list[Value] = list(map(self._memory.of(name).get, cast("Sequence[str]", view.numbers)))
        for index in self.others:
            column[index] = None
        for index in self.believed if name not in _NOT_REMEMBERED else ():  # it would be gone with the next pass
            cell = cells[index]
            column[index] = cell if isinstance(cell, (str, datetime)) else None
        return column

    def merged(self, view: CaseView, name: str, column: Column) -> list[Value]:
        """A decided column in which they keep what was said of them."""
        kept = self.kept(view, name)
        for index in self.others:
            kept[index] = column[index]
        return kept


def known_column(view: CaseView, name: str, kind: type, memory: CaseMemory) -> list[Value]:
    """What was decided of each case once and for all: as remembered, else as its cell says, if it is of that kind."""
    known, cells = memory.of(name), cast("Column", view.table.cells.get(name, [None] * len(view)))
    if not set(map(type, cells)) <= {kind, type(None)}:
        cells = [cell if type(cell) is kind else None for cell in cells]
    column: list[Value] = list(map(known.get, cast("Sequence[str]", view.numbers), cells))
    received = view.column("received_at")
    for index in view.unproven:
        if view.numbers[index] not in known and not _is_of_this_case(view, index, column[index], received[index]):
            column[index] = None
    return column


def _is_of_this_case(view: CaseView, index: int, stamp: Value, received: Value) -> bool:
    """Whether a stamp in a row without a number can be believed: it was not copied, and is no older than the case."""
    if index in view.copied or not isinstance(stamp, datetime):
        return False
    return isinstance(received, datetime) and stamp >= received


def overtyped_cells(
    view: CaseView, decided: Mapping[str, Sequence[ReadValue]], names: Iterable[str], memory: CaseMemory
) -> list[Finding]:
    """What somebody typed over the tool's cells: it is put back, and said."""
    findings = []
    for name in names:
        cells, column, known = view.table.cells.get(name), decided[name], memory.of(name)
        if cells is None or not known or cells == column:
            continue
        for index in compress(range(len(view)), map(ne, cells, column)):
            cell, value = cells[index], column[index]
            written = known.get(view.numbers[index] or "", _UNKNOWN)
            if cell is not None and written is not _UNKNOWN and written != cell:
                params = {"value": cell, "restored": "" if value is None else value}
                findings.append(view.finding(FindingCode.TOOL_CELL_RESTORED, index, name, **params))
    return findings


def to_remember(
    view: CaseView, columns: Mapping[str, Column], changing: Sequence[int], memory: CaseMemory
) -> dict[str, dict[str, Value]]:
    """What differs from the memory, by field and number.

    Args:
        view: The cases.
        columns: What was decided, by the field to remember.
        changing: Positions of the cases that were judged in this pass.
        memory: What is known already.
    """
    numbers = {index: number for index in changing if (number := view.numbers[index]) is not None}
    found: dict[str, dict[str, Value]] = {}
    for name, column in columns.items():
        values = column if len(numbers) == len(view) else [column[index] for index in numbers]
        differs = map(ne, values, map(memory.of(name).get, numbers.values()))
        if new := dict(compress(zip(numbers.values(), values, strict=True), differs)):
            found[name] = new
    return found
