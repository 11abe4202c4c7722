"""Which states can no case ever be in, or never leave? The walk of a definition, followed without any case.

Invariant: a state is only called out of reach where the conditions of earlier states prove it.
"""

from collections.abc import Iterator

from xltools.model.case_walk import StateDefinition
from xltools.model.field import Condition
from xltools.model.nearest_word import what_would_do
from xltools.model.register_contradictions import DERIVED_FACTS
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.definition_checks.column_flaws import condition_flaws
from xltools.workbook.definition_checks.definition_problem import Flaw
from xltools.workbook.definition_merging import Key

_SHEET_OF_FACT = {  # facts that only a sheet can tell; without it they never hold
    "review_passed": "reviews",
    "plan_approved": "plans",
    "customer_confirmed": "confirmations",
    "duties_done": "duties",
    "improvement_listed": "improvements",
}
_FACTS_OF_ROUNDS = frozenset({"reopened", "dissatisfied"})


def walk_flaws(definition: RegisterDefinition) -> Iterator[Flaw]:
    """Flaws of the states and of second handling."""
    for place, state in enumerate(definition.states):
        for name, conditions in (("when", state.when), ("until", state.until)):
            for number, condition in enumerate(conditions):
                key: Key = ("states", place, name, number)
                yield from condition_flaws(definition, definition.register_sheet.by_name, condition, key)
                yield from _fact(definition, condition, key)
    yield from _unreachable(definition.states)
    if definition.states and "state" not in definition.register_sheet.by_name:
        yield Flaw(("states",), "the register sheet has no field state to show them", '{ use = "state" }')
    yield from _reopening(definition)


def _fact(definition: RegisterDefinition, condition: Condition, key: Key) -> Iterator[Flaw]:
    name = condition.field
    if name not in DERIVED_FACTS or name in definition.register_sheet.by_name:
        return
    sheet = _SHEET_OF_FACT.get(name)
    if sheet is not None and definition.sheet(sheet) is None:
        is_so = f"{name} is told by sheet {sheet}, which the register does not have, and counts for nothing"
        yield Flaw((*key, "field"), is_so, f"sheet {sheet} among the tabs, or another condition")
    if name in _FACTS_OF_ROUNDS and definition.second_handling is None:
        yield Flaw((*key, "field"), f"{name} never holds here", "a table [second_handling]")


def _unreachable(states: tuple[StateDefinition, ...]) -> Iterator[Flaw]:
    for place, state in enumerate(states):
        passed = [each for each in states[:place] if set(each.when) <= set(state.when)]
        closing = next((each for each in passed if each.closed), None)
        if closing is not None:
            yield Flaw(("states", place), f"no case gets beyond {closing.name}, which is never left")
            continue
        fulfilled = {condition for each in passed for condition in each.until}
        if state.until and all(_is_fulfilled(condition, fulfilled) for condition in state.until):
            is_so = f"no case is ever in {state.name}: all that it waits for was waited for before"
            yield Flaw(("states", place), is_so, "something of its own under until")
        same = [each for each in states[:place] if each.name == state.name]
        if any(each.closed != state.closed or (each in passed and not state.closed) for each in same):
            yield Flaw(("states", place, "name"), f"two states are called {state.name}", "names that can be told apart")


def _is_fulfilled(condition: Condition, fulfilled: set[Condition]) -> bool:
    """Whether one of the conditions that hold already says as much."""
    return any(
        each.field == condition.field
        and (not condition.values or (bool(each.values) and set(each.values) <= set(condition.values)))
        for each in fulfilled
    )


def _reopening(definition: RegisterDefinition) -> Iterator[Flaw]:
    second, log = definition.second_handling, definition.sheet("log")
    if second is None or second.log_kind is None:
        return
    field = log.by_name.get("log_kind") if log else None
    if field is None or field.choices is None:
        yield Flaw(("second_handling", "log_kind"), "the register has no sheet log with a list of kinds")
        return
    kinds = definition.lists[field.choices].values
    if second.log_kind not in kinds:
        is_so = f"{second.log_kind!r} is not in list {field.choices}"
        yield Flaw(("second_handling", "log_kind"), is_so, what_would_do(second.log_kind, kinds))
