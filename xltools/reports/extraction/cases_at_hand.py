"""Which cases of a register can be counted, and how do they stand? Rows with a moment of receipt, read once for all.

Invariant: facts come from the cells; of the rules' judgement only what the cells do not spell out is told again: what
was done in an earlier round, and what the customer has not confirmed, is not done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from xltools.model.case_view import CaseView
from xltools.model.policy import Policy
from xltools.model.register import Column, Register, SheetTable
from xltools.model.register_definition import RegisterDefinition
from xltools.reports.extraction.register_facts import Array, moment_of, moments
from xltools.rules.case_records import case_records
from xltools.rules.closing import closed_moments
from xltools.rules.confirmations import confirmation_facts
from xltools.rules.staff_labels import StaffLabels, staff_labels

_ROUNDS, _REOPENED_AT = "rounds", "reopened_at"
_CONFIRMED = "customer_confirmed"
_CLOSED = "closed_at as told"  # among the moments; no field is called so


@dataclass(frozen=True, slots=True)
class CasesAtHand:
    """The cases of a register that have a moment of receipt.

    Attributes:
        register: The register.
        view: These cases, as they stand in the cells.
        done: By field, where the cells hold more than is done: the column without what an open case did in an earlier
            round, and without what the customer has not confirmed (ST-9).
        closed_at: When each was closed; None while it is open.
        first_reopened: When second handling began, by position.
        staff: What members of staff are called.
        rows: How many rows the register sheet has, those without a moment of receipt included.
    """

    register: Register
    view: CaseView
    done: Mapping[str, Column]
    closed_at: Sequence[datetime | None]
    first_reopened: dict[int, datetime]
    staff: StaffLabels
    rows: int
    _moments: dict[str, Array] = field(default_factory=dict, repr=False, compare=False)  # once asked for

    @property
    def definition(self) -> RegisterDefinition:
        """What the register should be."""
        return self.register.definition

    @property
    def policy(self) -> Policy:
        """The register's settings."""
        return self.register.policy

    def moments(self, name: str) -> Array:
        """The moments of a field as they stand in the cells."""
        if name not in self._moments:
            self._moments[name] = moments(self.view.column(name))
        return self._moments[name]

    @property
    def closed_moments(self) -> Array:
        """`closed_at` as an array."""
        if _CLOSED not in self._moments:
            self._moments[_CLOSED] = moments(self.closed_at)
        return self._moments[_CLOSED]

    def done_at(self, name: str) -> Array:
        """The moments of a field, without what counts as not done."""
        if name not in self.done:
            return self.moments(name)
        if (told := f"{name} as done") not in self._moments:
            self._moments[told] = moments(self.done[name])
        return self._moments[told]


def cases_at_hand(register: Register) -> CasesAtHand:
    """Read the cases of a register."""
    table = _dated(register.cases)
    numbers = table.values[register.definition.numbering.field]
    view = CaseView(table, [str(number) if number else None for number in numbers], table.values)
    reopenings = _reopenings(register, view)
    closed_at = _closed_at(register.definition, view)
    return CasesAtHand(
        register,
        view,
        _done(register, view, {index: each[-1] for index, each in reopenings.items()}, closed_at),
        closed_at,
        {index: each[0] for index, each in reopenings.items()},
        staff_labels(register.policy),
        len(register.cases.rows),
    )


def _dated(table: SheetTable) -> SheetTable:
    received = table.values.get("received_at", [None] * len(table.rows))
    kept = [index for index, moment in enumerate(received) if isinstance(moment, date)]
    if len(kept) == len(received):
        return table
    values = {name: [column[index] for index in kept] for name, column in table.values.items()}
    return replace(table, rows=[table.rows[index] for index in kept], cells={}, values=values, unreadable={})


def _reopenings(register: Register, view: CaseView) -> dict[int, list[datetime]]:
    """When later rounds began, in order, by position of the case; from sheet 处理轮次."""
    records = case_records(register, view, _ROUNDS, _REOPENED_AT)
    if records is None:
        return {}
    column = records.column(_REOPENED_AT)
    typed = {case: [column[row] for row in rows] for case, rows in records.by_case().items()}
    known = {case: sorted(each for each in typed[case] if isinstance(each, datetime)) for case in typed}
    return {case: found for case, found in known.items() if found}


def _closed_at(definition: RegisterDefinition, view: CaseView) -> list[datetime | None]:
    """A register that keeps no states closes a case with its completion."""
    closed_at: list[datetime | None] = [None] * len(view)
    if not definition.states:
        name = next((name for name in ("closed_at", "completed_at") if view.has(name)), None)
        return closed_at if name is None else [moment_of(value) for value in view.columns[name]]
    words = frozenset(definition.closed_states)
    closed = [index for index, state in enumerate(view.column("state")) if state in words]
    others = [view.column(name) for name in ("completed_at", "registered_at", "received_at")]
    for index, moment in zip(closed, closed_moments(view, definition.states, closed), strict=True):
        fallbacks = (moment_of(column[index]) for column in others)
        closed_at[index] = moment or next((each for each in fallbacks if each), None)
    return closed_at


def _done(
    register: Register, view: CaseView, reopened: dict[int, datetime], closed_at: Sequence[datetime | None]
) -> dict[str, Column]:
    """Columns without what does not count in open cases: of an earlier round (FR-11), or not confirmed yet (ST-9)."""
    columns: dict[str, Column] = {}
    plan = register.definition.second_handling
    for name in plan.facts if plan is not None and reopened else ():
        if view.has(name):
            column = columns[name] = list(view.columns[name])
            for index, since in reopened.items():
                moment = moment_of(column[index])
                if closed_at[index] is None and moment is not None and moment <= since:
                    column[index] = None
    confirmed = confirmation_facts(register, view, reopened).get(_CONFIRMED)
    if confirmed is not None and view.has("completed_at"):
        found = columns.get("completed_at", view.columns["completed_at"])
        columns["completed_at"] = [
            moment if word or closed else None for moment, word, closed in zip(found, confirmed, closed_at, strict=True)
        ]
    return columns
