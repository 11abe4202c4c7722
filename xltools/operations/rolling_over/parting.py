"""Which rows go on into the next register, and which stay behind?

Invariant: every row of the register, log and record sheets is in exactly one of the two; settings, knowledge and sheets
of people's own stand in both.
"""

from collections.abc import Mapping, Set
from typing import NamedTuple

from xltools.language.words import finished_words
from xltools.model.case_view import CaseView
from xltools.model.register import Register, SheetTable
from xltools.model.register_definition import SheetKind
from xltools.rules.case_records import case_records
from xltools.rules.improvements import SHEET as IMPROVEMENTS_SHEET
from xltools.rules.knowledge_rows import SHEET as KNOWLEDGE_SHEET

_IN_BOTH = frozenset({KNOWLEDGE_SHEET})
_PROGRESS = "progress"

Rows = Mapping[str, Set[int]]


class GoingOn(NamedTuple):
    """A case that goes on.

    Attributes:
        row: Its row on the register sheet, before.
        number: Its number; "" where it has none yet.
        customer: As the register says.
        state: Likewise.
    """

    row: int
    number: str
    customer: str
    state: str


class Parting(NamedTuple):
    """What becomes of the rows.

    Attributes:
        cases: The cases that go on, in the order of their rows.
        left: How many cases stay.
        moving: By tab, the sheet rows that go on.
        staying: By tab, the sheet rows that stay.
    """

    cases: tuple[GoingOn, ...]
    left: int
    moving: Rows
    staying: Rows

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of the cases that go on."""
        return frozenset(case.number for case in self.cases if case.number)


def parted(register: Register, view: CaseView) -> Parting:
    """Part the rows of a register.

    Args:
        register: What it holds.
        view: Its cases, with numbers and states decided.
    """
    closed = set(register.definition.closed_states)
    going = frozenset(index for index, state in enumerate(view.column("state")) if state not in closed)
    moving: dict[str, set[int]] = {}
    staying: dict[str, set[int]] = {}
    for table in register.tables.values():
        kept = _going_on(register, view, table, going)
        if kept is not None:
            moving[table.title] = {table.rows[index] for index in kept}
            staying[table.title] = set(table.rows) - moving[table.title]
    cases = tuple(_told(view, index) for index in sorted(going))
    return Parting(cases, len(view) - len(going), moving, staying)


def _going_on(register: Register, view: CaseView, table: SheetTable, going: Set[int]) -> Set[int] | None:
    """Positions of the rows of a sheet that go on; None where the sheet stands in both."""
    key, kind = table.definition.key, table.definition.kind
    if kind is SheetKind.REGISTER:
        return going
    if kind not in (SheetKind.LOG, SheetKind.RECORDS) or key in _IN_BOTH:
        return None
    if key == IMPROVEMENTS_SHEET and _PROGRESS in table.values:
        finished = finished_words()
        return {index for index, word in enumerate(table.values[_PROGRESS]) if word not in finished}
    records = case_records(register, view, key)
    return set() if records is None else {row for row, case in records.of_cases() if case in going}


def _told(view: CaseView, index: int) -> GoingOn:
    customer, state = view.column("customer_name")[index], view.column("state")[index]
    return GoingOn(view.table.rows[index], view.numbers[index] or "", str(customer or ""), str(state or ""))
