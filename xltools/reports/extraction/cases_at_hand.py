"""Which cases of a register can be counted, and how do they stand? Rows with a moment of receipt, read once for all.

Invariant: facts come from the cells; of the rules' judgement only what the cells do not spell out is told again: what
was done in an earlier round, and what the customer has not confirmed, is not done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from xltools.model.case_view import CaseView
from xltools.model.policy import Policy
from xltools.model.register import Column, Register, SheetTable
from xltools.model.register_definition import RegisterDefinition
from xltools.reports.extraction.register_facts import Array, moment_of, moments
from xltools.reports.extraction.round_accounts import (
    EndedRound,
    ended_rounds,
    is_of_earlier_round,
    is_told,
    round_fields,
)
from xltools.rules.closing import closed_moments
from xltools.rules.confirmations import confirmation_facts
from xltools.rules.staff_labels import StaffLabels, staff_labels

_CONFIRMED, _COMPLETED = "customer_confirmed", "completed_at"
_CLOSED = "closed_at as told"  # among the moments; no field is called so


@dataclass(frozen=True, slots=True)
class CasesAtHand:
    """The cases of a register that have a moment of receipt.

    Attributes:
        register: The register.
        view: These cases, as they stand in the cells.
        done: By field, where the cells hold more than is done: the column without what belongs to an earlier round, and
            without what the customer has not confirmed (ST-9).
        closed_at: When each was closed; None while it is open.
        ended: The rounds of handling that are over, by position.
        begun: When the round at hand began, by position; the first round is not here.
        staff: What members of staff are called.
        rows: How many rows the register sheet has, those without a moment of receipt included.
    """

    register: Register
    view: CaseView
    done: Mapping[str, Column]
    closed_at: Sequence[datetime | None]
    ended: Mapping[int, Sequence[EndedRound]]
    begun: Mapping[int, datetime]
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

    def told(self, name: str) -> Column:
        """The values of a field, without what counts as not done."""
        return self.done[name] if name in self.done else self.view.column(name)

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
    view = view_as_read(register, table)
    ended = ended_rounds(register, view)
    begun = {index: each[-1].reopened_at for index, each in ended.items()}
    closed_at = closing_moments(register.definition, view)
    done = _of_round(register, view, ended, closed_at)
    return CasesAtHand(
        register,
        view,
        done | confirmed_completions(register, view, done, begun, closed_at),
        closed_at,
        ended,
        begun,
        staff_labels(register.policy),
        len(register.cases.rows),
    )


def view_as_read(register: Register, table: SheetTable) -> CaseView:
    """Rows of the register sheet as somebody left them, with nothing decided."""
    numbers = table.values[register.definition.numbering.field]
    return CaseView(table, [str(number) if number else None for number in numbers], table.values)


def _dated(table: SheetTable) -> SheetTable:
    received = table.values.get("received_at", [None] * len(table.rows))
    kept = [index for index, moment in enumerate(received) if isinstance(moment, date)]
    if len(kept) == len(received):
        return table
    return table.at(kept)


def closing_moments(definition: RegisterDefinition, view: CaseView) -> list[datetime | None]:
    """When each case was closed; None while it is open.

    A register that keeps no states closes a case with its completion.
    """
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


def _of_round(
    register: Register,
    view: CaseView,
    ended: Mapping[int, Sequence[EndedRound]],
    closed_at: Sequence[datetime | None],
) -> dict[str, Column]:
    """Columns without what belongs to an earlier round and was not written over yet (FR-11).

    The result of a closed case is of the round at hand, whatever its date.
    """
    plan = register.definition.second_handling
    if plan is None or not ended:
        return {}
    columns = {name: list(view.columns[name]) for name in sorted(round_fields(plan)) if view.has(name)}
    anchor = next(iter(plan.facts))
    for index, rounds in ended.items():
        result, last = view.column(anchor)[index], rounds[-1]
        still_open = closed_at[index] is None
        for name, companions in plan.facts.items():
            moment = view.column(name)[index]
            old = is_of_earlier_round(moment, last.reopened_at, result)
            old &= still_open or (name != anchor and bool(last.account))
            if old and name in columns:
                columns[name][index] = None
            for each in companions if last.account else ():
                value = view.column(each)[index]
                if value is not None and (old or (moment is None and is_told(last.account, each, value))):
                    columns[each][index] = None
    return {**columns}


def confirmed_completions(
    register: Register,
    view: CaseView,
    done: Mapping[str, Column],
    begun: Mapping[int, datetime],
    closed_at: Sequence[datetime | None],
) -> dict[str, Column]:
    """Column ``completed_at`` without what the customer of an open case has not confirmed; nothing where none must.

    Args:
        register: The register.
        view: Its cases.
        done: What is done in them, by field.
        begun: When the round at hand began, by position.
        closed_at: When each was closed.
    """
    confirmed = confirmation_facts(register, view, begun).get(_CONFIRMED)
    if confirmed is None or not view.has(_COMPLETED):
        return {}
    found = done.get(_COMPLETED, view.columns[_COMPLETED])
    return {
        _COMPLETED: [
            moment if word or closed else None for moment, word, closed in zip(found, confirmed, closed_at, strict=True)
        ]
    }
