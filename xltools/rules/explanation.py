"""Why does a case stand as it does? Its state and what that waits for, its class, people and limits.

Invariant: an explanation repeats what the pass decided and where it comes from; it decides nothing, and names no
customer.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.model.case_view import CaseView
from xltools.model.field import Condition
from xltools.model.finding import FindingCode
from xltools.model.number_scheme import NumberScheme
from xltools.model.pass_context import PassContext
from xltools.model.register import Register, Value
from xltools.model.register_contradictions import DERIVED_FACTS
from xltools.model.register_definition import StateDefinition
from xltools.rules.case_log import CaseLog, digest
from xltools.rules.limit_explanation import LimitExplanation, LimitsOfCase, WaitingLimit
from xltools.rules.pipeline import Decision
from xltools.rules.places import cell_place, row_place
from xltools.rules.rounds import current_rounds
from xltools.rules.states import case_states
from xltools.rules.typed_moments import moment_of
from xltools.rules.value_origin import ClassOrigin, Origins, ValueOrigin

_ROUNDS = "rounds"
_SHOWN_NUMBERS = 3
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SERIAL_ZEROS = re.compile(r"(?<=-)0+(?=\d)")
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


def find_case(view: CaseView, typed: str, scheme: NumberScheme) -> int | None:
    """The position of a case by its number, see `meant_number`."""
    positions = view.index_of()
    number = typed if typed in positions else meant_number(positions, typed, scheme)
    return None if number is None else positions[number]


def meant_number(numbers: Iterable[str], typed: str, scheme: NumberScheme) -> str | None:
    """The number that somebody means who typed it with full-width signs, blanks, small letters or fewer zeros.

    A serial alone means the one case that has it; nothing where several have. So do fewer zeros.
    """
    known, wanted = list(numbers), plain_number(typed)
    if (found := next((number for number in known if plain_number(number) == wanted), None)) is not None:
        return found
    bare = _without_zeros(typed)
    if len(alike := {number for number in known if _without_zeros(number) == bare}) == 1:
        return alike.pop()
    if not (wanted.isascii() and wanted.isdecimal()):
        return None
    parsed = zip(known, scheme.parse_all(known), strict=True)
    of_serial = {number for number, parts in parsed if parts is not None and parts[1] == int(wanted)}
    return of_serial.pop() if len(of_serial) == 1 else None


def nearest_numbers(numbers: Sequence[str | None], typed: str, scheme: NumberScheme) -> list[str]:
    """Numbers of the register that somebody may have meant: of the same series the nearest, else the most alike."""
    known, wanted = [number for number in numbers if number is not None], scheme.parse(plain_number(typed))
    bare = _without_zeros(typed)
    if meant := [number for number in known if _without_zeros(number) == bare]:
        return meant[:_SHOWN_NUMBERS]
    if wanted is not None:
        series = [parsed for parsed in scheme.parse_all(known) if parsed is not None and parsed[0] == wanted.prefix]
        if series:
            near = sorted(series, key=lambda parsed: (abs(parsed[1] - wanted.serial), parsed[1]))[:_SHOWN_NUMBERS]
            return [scheme.number(*parsed) for parsed in near]
    return difflib.get_close_matches(plain_number(typed), known, _SHOWN_NUMBERS)


def _without_zeros(number: str) -> str:
    """「202405-7」 for 「202405-00007」: people leave out the zeros of a serial."""
    return _SERIAL_ZEROS.sub("", plain_number(number))


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
    kept, plan = register.tables.get(_ROUNDS), register.definition.second_handling
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


def plain_number(number: str) -> str:
    """A number without what typing does to it: full-width signs, blanks, small letters, other dashes."""
    return _DASHES.sub("-", "".join(unicodedata.normalize("NFKC", number).split())).upper()
