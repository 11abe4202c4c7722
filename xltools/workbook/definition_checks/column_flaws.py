"""Which sheets and columns of a sound definition would not work in a workbook, or mean nothing to the tool?

Invariant: only what the shipped registers prove wrong is told: a column of a team's own, filled by people, may be
anything.
"""

from collections.abc import Iterator, Mapping

from xltools.language.words import Tab
from xltools.model.field import TEMPORAL_KINDS, Condition, FieldDefinition, Owner
from xltools.model.finding import Severity
from xltools.model.nearest_word import nearest, what_would_do
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.workbook.definition_checks.definition_problem import Flaw
from xltools.workbook.definition_checks.shipped_columns import REGISTER_SHEET, ShippedColumns, shipped_columns
from xltools.workbook.definition_merging import Key
from xltools.workbook.heads import plain_head

_DUE = "_due_at"  # due times may be named freely: a row of the time limits names their column
_EXCEL_KEEPS = "history"


def column_flaws(definition: RegisterDefinition) -> Iterator[Flaw]:
    """Flaws of tabs, heads, kinds and owners."""
    yield from _tabs(definition)
    shipped = shipped_columns()
    for place, sheet in enumerate(definition.sheets):
        yield from _heads(sheet, place)
        for number, field in enumerate(sheet.fields):
            key: Key = ("sheets", place, "fields", number)
            yield from _known_name(shipped, sheet, field, key)
            yield from _conditions(definition, sheet, field.required_when, (*key, "required_when"))
            yield from _moments(sheet, field, key)
        if sheet.kind is SheetKind.SETTINGS and sheet.key not in shipped.settings | {definition.numbering.code_sheet}:
            is_so = f"{sheet.key} is no settings sheet that the tool reads"
            yield Flaw(("sheets", place), is_so, what_would_do(sheet.key, sorted(shipped.settings)))
    yield from _numbering(definition)
    yield from _urgent(definition)


def _tabs(definition: RegisterDefinition) -> Iterator[Flaw]:
    """Excel and the tool's own sheets leave some titles no room; capitals make no difference to Excel."""
    taken = {tab.said.casefold(): "a sheet of the tool" for tab in Tab} | {_EXCEL_KEEPS: "a name that Excel keeps"}
    for place, sheet in enumerate(definition.sheets):
        title = sheet.title.casefold()
        if title in taken:
            should_be = "a title of its own"
            yield Flaw(("sheets", place, "title"), f"{sheet.title!r} is {taken[title]}", should_be, Severity.ERROR)
        taken.setdefault(title, f"the title of sheet {sheet.key} as well")


def _heads(sheet: SheetDefinition, place: int) -> Iterator[Flaw]:
    """Heads are found without regard to blanks, width and capitals."""
    first: dict[str, FieldDefinition] = {}
    for number, field in enumerate(sheet.fields):
        other = first.setdefault(plain_head(field.header), field)
        if other is not field:
            is_so = f"{field.header!r} cannot be told from {other.header!r} of field {other.name}"
            should_be = "heads that differ in more than blanks, width and capitals"
            yield Flaw(("sheets", place, "fields", number, "header"), is_so, should_be, Severity.ERROR)


def _known_name(shipped: ShippedColumns, sheet: SheetDefinition, field: FieldDefinition, key: Key) -> Iterator[Flaw]:
    of_sheet = REGISTER_SHEET if sheet.kind is SheetKind.REGISTER else sheet.key
    kinds = shipped.kinds.get(of_sheet, {}).get(field.name)
    if kinds is not None and field.kind not in kinds and not (field.kind in TEMPORAL_KINDS and kinds & TEMPORAL_KINDS):
        expected = ", ".join(sorted(kinds))
        yield Flaw((*key, "kind"), f"{field.name} is {field.kind.value} here", f"rules take it for {expected}")
    if field.owner is Owner.TOOL and not field.name.endswith(_DUE):
        filled = shipped.filled_by_tool.get(of_sheet, frozenset())
        if field.name not in filled:
            should_be = "owner person or proposed, or a name that the tool knows"
            near = nearest(field.name, filled)
            is_so = f"the tool fills no column {field.name} on this sheet"
            yield Flaw((*key, "owner"), is_so, should_be + (f" (nearest: {near})" if near else ""))


def _moments(sheet: SheetDefinition, field: FieldDefinition, key: Key) -> Iterator[Flaw]:
    """Columns whose moment counts here and that hold none."""
    for name, other in (("not_before", field.not_before), ("day_of", field.day_of)):
        kind = sheet.by_name[other].kind if other is not None else None
        if kind is not None and kind not in TEMPORAL_KINDS:
            yield Flaw((*key, name), f"{other} is {kind.value} and holds no moment", "a date or datetime of this sheet")


def _numbering(definition: RegisterDefinition) -> Iterator[Flaw]:
    scheme, fields = definition.numbering, definition.register_sheet.by_name
    if fields[scheme.dated_by].kind not in TEMPORAL_KINDS:
        is_so = f"{scheme.dated_by} is {fields[scheme.dated_by].kind.value}, and no number can be dated by it"
        yield Flaw(("numbering", "dated_by"), is_so, "a date or datetime of the register sheet", Severity.ERROR)


def _urgent(definition: RegisterDefinition) -> Iterator[Flaw]:
    field = definition.register_sheet.by_name.get("priority")
    if field is None and definition.urgent:
        yield Flaw(("urgent",), "the register has no field priority", "left out, or a field priority")
    known = list_values(definition, field) if field is not None else None
    for place, value in enumerate(definition.urgent):
        if known is not None and value not in known:
            is_so = f"{value!r} is no priority of the register"
            yield Flaw(("urgent", place), is_so, what_would_do(value, known))


def list_values(definition: RegisterDefinition, field: FieldDefinition) -> tuple[str, ...] | None:
    """The values that a field's drop-down has; None where it has none."""
    if field.choices is None:
        return None
    declared = definition.lists[field.choices]
    return declared.values or tuple(value for part in declared.by_parent.values() for value in part)


def _conditions(
    definition: RegisterDefinition, sheet: SheetDefinition, conditions: tuple[Condition, ...], key: Key
) -> Iterator[Flaw]:
    for number, condition in enumerate(conditions):
        yield from condition_flaws(definition, sheet.by_name, condition, (*key, number))


def condition_flaws(
    definition: RegisterDefinition, fields: Mapping[str, FieldDefinition], condition: Condition, key: Key
) -> Iterator[Flaw]:
    """Values that the condition's field can never hold."""
    field = fields.get(condition.field)
    known = list_values(definition, field) if field is not None else None
    for place, value in enumerate(condition.values):
        if known is not None and value not in known:
            is_so = f"{value!r} is not in list {field.choices if field else ''}, so this never holds"
            yield Flaw((*key, "values", place), is_so, what_would_do(value, known))
