"""Why does a case stand as it does? Its state and what that waits for, its class, people and limits.

Invariant: an explanation repeats what the pass decided and where it comes from; it decides nothing, and names no
customer.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from xltools.model.case_view import CaseView
from xltools.model.case_walk import StateDefinition
from xltools.model.field import Condition
from xltools.model.finding import FindingCode
from xltools.model.pass_context import PassContext
from xltools.model.register import Register, Value
from xltools.model.register_contradictions import DERIVED_FACTS
from xltools.model.sheet_keys import ROUNDS_SHEET
from xltools.rules.case_log import CaseLog, digest
from xltools.rules.limit_explanation import LimitExplanation, LimitsOfCase, WaitingLimit
from xltools.rules.pipeline import Decision
from xltools.rules.places import cell_place, row_place
from xltools.rules.rounds import current_rounds
from xltools.rules.states import case_states
from xltools.rules.typed_moments import moment_of
from xltools.rules.value_origin import ClassOrigin, Origins, ValueOrigin

_REQUIREMENT = re.compile(r" \([A-Z]{2}-\d+\)$")


class Wait(NamedTuple):
    """What keeps a case in its state.

    Attributes:
        what: The head of a column, or a fact in a sentence.
        place: The address of its cell; "" for a fact.
        wanted: The values that would do; empty where any will.
        until_over: It holds now, and must cease.
    """

    what: str
    place: str = ""
    wanted: tuple[str, ...] = ()
    until_over: bool = False


class Explanation(NamedTuple):
    """Everything about one case.

    Attributes:
        number: The case.
        place: The address of its row.
        state: Its state; "" in a register that keeps none.
        closed: Nothing remains to be done.
        waits: What it needs to leave its state.
        round: Which round of handling it is in.
        round_since: When that began.
        round_place: Where the round is entered on sheet 处理轮次; "" for the first.
        paused_since: The log says that it waits since then.
        escalated_to: Who was told last, as the row says.
        escalated_at: When.
        classes: Its class or classes.
        people: Its priority, handler and leading department, as far as the register has them.
        limits: Limits that run or ran.
        waiting: Limits that do not run.
    """

    number: str
    place: str
    state: str
    closed: bool
    waits: tuple[Wait, ...]
    round: int
    round_since: datetime | None
    round_place: str
    paused_since: datetime | None
    escalated_to: str
    escalated_at: datetime | None
    classes: ClassOrigin
    people: tuple[ValueOrigin, ...]
    limits: tuple[LimitExplanation, ...]
    waiting: tuple[WaitingLimit, ...]


def explain(
    register: Register, context: PassContext, decision: Decision, index: int, written: dict[str, str] | None = None
) -> Explanation:
    """Explain one case.

    Args:
        register: The register as read.
        context: What the pass knew.
        decision: What it decided.
        index: The case's position.
        written: Values that the tool is known to have written into the case's row, by field.
    """
    view = decision.cases
    log = digest(register, view, context.now)
    state = str(view.column("state")[index] or "")
    closed = state in register.definition.closed_states
    began, began_place = _round_began(register, context, view, log, index)
    limits = LimitsOfCase(
        register, view, decision.reckoning, log, context.memory, index, closed, (began, began_place), context.now
    )
    origins = Origins(register, view, decision.findings, index, written or {})
    people = (origins.priority(), origins.handler(), origins.department())
    count = view.column("round")[index]
    return Explanation(
        number=view.numbers[index] or "",
        place=row_place(view.table, view.table.rows[index]),
        state=state,
        closed=closed,
        waits=tuple(_waits(register, decision, index, state)),
        round=int(count) if isinstance(count, (int, float)) else 1,
        round_since=began or moment_of(view.column("received_at")[index]),
        round_place=began_place,
        paused_since=log.paused_since.get(index),
        escalated_to=str(_cell(view, "escalated_to", index) or ""),
        escalated_at=moment_of(_cell(view, "escalated_at", index)),
        classes=origins.classes(),
        people=tuple(each for each in people if each is not None),
        limits=tuple(limits.running()),
        waiting=tuple(limits.waiting()),
    )


def _round_began(
    register: Register, context: PassContext, view: CaseView, log: CaseLog, index: int
) -> tuple[datetime | None, str]:
    """When a later round began, and the row of sheet 处理轮次 that says so."""
    kept, plan = register.tables.get(ROUNDS_SHEET), register.definition.second_handling
    as_read = CaseView(view.table, view.numbers, view.table.values)
    rounds = current_rounds(as_read, plan, kept, register.policy, log.reopenings, context.now, context.memory)
    began = rounds.reopened_at.get(index)
    if kept is None or began is None:
        return began, ""
    rows = zip(kept.rows, *(kept.values.get(name, ()) for name in ("number", "reopened_at")), strict=False)
    row = next((row for row, number, moment in rows if (number, moment) == (view.numbers[index], began)), 0)
    return began, row_place(kept, row) if row else ""


def _waits(register: Register, decision: Decision, index: int, state: str) -> Iterator[Wait]:
    """What the state at hand asks for and the case does not have yet."""
    view, walk = decision.cases, register.definition.states
    for each in walk:
        if each.name != state or each.closed or case_states(view, (each, walk[-1]))[index] != state:
            continue
        if not each.until:
            yield from (_wait(view, index, condition)._replace(until_over=True) for condition in each.when)
        for condition in _unmet(view, index, each):
            missing = list(_missing(decision, index)) if condition.field == "complete" else []
            yield from missing or [_wait(view, index, condition)]
        return


def _unmet(view: CaseView, index: int, state: StateDefinition) -> Iterator[Condition]:
    for condition in state.until:
        value: Value = view.column(condition.field)[index]
        met = value in condition.values if condition.values else value is not None
        if view.has(condition.field) and not met:
            yield condition


def _wait(view: CaseView, index: int, condition: Condition) -> Wait:
    field = view.field(condition.field)
    if field is None:
        return Wait(_REQUIREMENT.sub("", DERIVED_FACTS.get(condition.field, condition.field)))
    place = cell_place(view.table, view.table.rows[index], field.name)
    return Wait(field.header, place, condition.values)


def _missing(decision: Decision, index: int) -> Iterator[Wait]:
    """The cells that every case must have and this one lacks (FA-5)."""
    table = decision.cases.table
    here = table.title, table.rows[index]
    for each in decision.findings:
        is_missing = each.code is FindingCode.VALUE_MISSING and (each.sheet, each.row) == here
        if is_missing and table.definition.by_name[each.field].required:
            yield Wait(each.header, each.address)


def _cell(view: CaseView, name: str, index: int) -> Value:
    """What stands there, whatever this pass decided."""
    column = view.table.values.get(name)
    return column[index] if column is not None else None
