"""Where do lists, numbering and states of a register contradict its sheets? What no sheet can know by itself.

Invariant: each sentence names the place (``field x of sheet y``) and what does not fit; nothing is raised here.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.model.contradictions import Contradiction, doubled
from xltools.model.field import TEMPORAL_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.nearest_word import what_would_do
from xltools.model.period import PeriodKind
from xltools.model.sheet_keys import SETTINGS_SHEET
from xltools.model.time_zones import is_time_zone, zone_that_would_do

if TYPE_CHECKING:  # its validator calls this module
    from xltools.model.register_definition import RegisterDefinition, SheetDefinition

# What rules find out about a case beyond its own row; states may depend on it as on a field.
DERIVED_FACTS = {
    "complete": "no field is missing that every case must have (FA-5)",
    "reopened": "a second or later round of handling is going on (FR-11)",
    "dissatisfied": "the latest verdict of the customer asks for second handling (FA-14)",
    "review_passed": "no later review sends the result back (FR-9)",
    "plan_approved": "an approved plan stands on its sheet (ST-6)",
    "customer_confirmed": "a signed confirmation stands on its sheet (ST-9)",
    "duties_done": "no department's duty is open (RR-11)",
    "improvement_listed": "an improvement item names the case as its source (RR-13)",
}


def contradictions(definition: "RegisterDefinition") -> Iterator[Contradiction]:
    """All contradictions between the parts of a register that are sound in themselves."""
    yield from _doubled(definition)
    if definition.language not in SHIPPED_LANGUAGES:
        should_be = what_would_do(definition.language, SHIPPED_LANGUAGES)
        yield Contradiction(f"language: there are no texts in {definition.language!r}", ("language",), should_be)
    if unknown := definition.report_titles.keys() - set(PeriodKind):
        said = f"report_titles: unknown kind of period {', '.join(sorted(unknown))}"
        yield Contradiction(said, ("report_titles", min(unknown)), what_would_do(min(unknown), PeriodKind))
    yield from _of_lists(definition)
    yield from _of_settings(definition)
    if sum(sheet.kind == "register" for sheet in definition.sheets) != 1:
        yield Contradiction("exactly one sheet must be of kind 'register'", ("sheets",))
        return
    yield from _of_numbering(definition)
    yield from _of_walk(definition)
    yield from _of_second_handling(definition)


def _doubled(definition: "RegisterDefinition") -> Iterator[Contradiction]:
    lists = list(definition.lists)
    for what, names, keys in (
        ("key", [sheet.key for sheet in definition.sheets], [("sheets", n) for n, _ in enumerate(definition.sheets)]),
        (
            "title",
            [sheet.title for sheet in definition.sheets],
            [("sheets", n, "title") for n, _ in enumerate(definition.sheets)],
        ),
        (
            "list title",
            [each.title for each in definition.lists.values()],
            [("lists", name, "title") for name in lists],
        ),
    ):
        twice, latest = doubled(names)
        if twice:
            yield Contradiction(f"the same {what} is declared twice: {', '.join(twice)}", keys[latest])


def _of_lists(definition: "RegisterDefinition") -> Iterator[Contradiction]:
    for key, values in definition.lists.items():
        if values.parent is not None:
            parent = definition.lists.get(values.parent)
            if parent is None or set(parent.values) != set(values.by_parent):
                said = f"list {key}: by_parent must have exactly the values of list {values.parent}"
                yield Contradiction(said, ("lists", key, "by_parent"))
    for number, sheet in enumerate(definition.sheets):
        for place, field in enumerate(sheet.fields):
            if field.choices is not None:
                for found in _of_choice(definition, sheet, field):
                    yield found._replace(key=("sheets", number, "fields", place, *found.key))


def _of_choice(
    definition: "RegisterDefinition", sheet: "SheetDefinition", field: FieldDefinition
) -> Iterator[Contradiction]:
    where, key = f"field {field.name} of sheet {sheet.key}", ("choices",)
    declared = definition.lists.get(field.choices or "")
    if declared is None:
        should_be = what_would_do(field.choices or "", definition.lists)
        yield Contradiction(f"{where}: unknown list {field.choices}", key, should_be)
        return
    if bool(declared.parent) != bool(field.depends_on):
        yield Contradiction(f"{where}: a dependent list goes with depends_on, a plain one without", key)
    elif field.depends_on and sheet.by_name[field.depends_on].choices != declared.parent:
        yield Contradiction(f"{where}: {field.depends_on} does not choose from list {declared.parent}", key)
    if field.default is not None and field.default not in declared.values:
        said = f"{where}: the default {field.default!r} is not in its list"
        yield Contradiction(said, ("default",), what_would_do(field.default, declared.values))


def _of_settings(definition: "RegisterDefinition") -> Iterator[Contradiction]:
    """Rows of sheet ``settings`` that the tool falls back on where a supervisor's do not fit."""
    for place, sheet in enumerate(definition.sheets):
        for number, row in enumerate(sheet.rows if sheet.key == SETTINGS_SHEET else ()):
            key, name = ("sheets", place, "rows", number), row.get("key")
            if missing := [each for each in ("key", "label", "value") if each not in row]:
                yield Contradiction(f"setting {name or number + 1}: {', '.join(missing)} is missing", key)
            elif name == "time_zone" and not is_time_zone(str(row["value"])):
                said = f"setting time_zone: {row['value']!r} is no time zone"
                yield Contradiction(said, (*key, "value"), zone_that_would_do(str(row["value"])))


def _of_numbering(definition: "RegisterDefinition") -> Iterator[Contradiction]:
    fields, scheme = definition.register_sheet.by_name, definition.numbering
    if scheme.field not in fields or fields[scheme.field].kind is not FieldKind.CASE_NUMBER:
        said = f"numbering.field: {scheme.field} is not a case_number of the register sheet"
        yield Contradiction(said, ("numbering", "field"))
    elif fields[scheme.field].owner is not Owner.TOOL:
        yield Contradiction(f"numbering.field: {scheme.field} must be owned by the tool", ("numbering", "field"))
    for key, needed in (("dated_by", scheme.dated_by), ("code_from", scheme.code_from)):
        if needed is not None and needed not in fields:
            yield Contradiction(f"numbering: unknown field {needed}", ("numbering", key), what_would_do(needed, fields))
    if scheme.code_sheet is not None:
        codes = definition.sheet(scheme.code_sheet)
        if codes is None or not {"name", "code"} <= codes.by_name.keys():
            said = f"numbering.code_sheet: sheet {scheme.code_sheet} with fields name and code is missing"
            yield Contradiction(said, ("numbering", "code_sheet"))


def _of_walk(definition: "RegisterDefinition") -> Iterator[Contradiction]:
    fields, last = definition.register_sheet.by_name, len(definition.states) - 1
    for place, state in enumerate(definition.states):
        for key in ("when", "until"):
            for number, condition in enumerate(state.when if key == "when" else state.until):
                if condition.field not in fields and condition.field not in DERIVED_FACTS:
                    said = f"state {state.name}: unknown field or fact {condition.field}"
                    should_be = what_would_do(condition.field, [*fields, *DERIVED_FACTS])
                    yield Contradiction(said, ("states", place, key, number, "field"), should_be)
        if place < last and not (state.until or state.when):
            yield Contradiction("states: all but the last need `until` or `when`", ("states", place))
    if definition.states and not definition.states[last].closed:
        yield Contradiction("states: the last one must be closed", ("states", last))


def _of_second_handling(definition: "RegisterDefinition") -> Iterator[Contradiction]:
    second, fields = definition.second_handling, definition.register_sheet.by_name
    if second is None:
        return
    if unknown := second.names() - fields.keys():
        said = f"second_handling: unknown field {', '.join(sorted(unknown))}"
        yield Contradiction(said, ("second_handling",), what_would_do(min(unknown), fields))
    known = [name for name in second.facts if name in fields]
    if untimed := [name for name in known if fields[name].kind not in TEMPORAL_KINDS]:
        said = f"second_handling.facts: {', '.join(untimed)} must be dates or datetimes"
        yield Contradiction(said, ("second_handling", "facts", untimed[0]))
