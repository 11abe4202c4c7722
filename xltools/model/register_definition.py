"""What is a register? Its sheets, fields, lists, number scheme and default policy, as declared in one TOML file.

Invariant: a definition that is read is free of contradictions; every name that it mentions exists.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.model.field import TEMPORAL_KINDS, Condition, FieldDefinition, FieldKind, Name, Owner, Strict
from xltools.model.number_scheme import NumberScheme
from xltools.model.period import PeriodKind

SheetTitle = Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\']+$")]
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
SettingValue = str | bool | int | float | datetime | date | time


class SheetKind(StrEnum):
    """What a sheet is for."""

    REGISTER = "register"  # one row, one case
    LOG = "log"  # what happened to a case, in time order
    RECORDS = "records"  # further rows that belong to cases: extensions, plans, duties …
    SETTINGS = "settings"  # policy that a supervisor tunes


class ListDefinition(Strict):
    """A drop-down's values, as shipped; the workbook's sheet 选项 then has the say.

    Attributes:
        title: The column's head on sheet 选项.
        values: The values, for a plain list.
        by_parent: For a dependent list: the values for each value of the parent list.
        parent: Name of the list whose values are the keys of ``by_parent``.
        note: What the list is for.
    """

    title: Annotated[str, Field(min_length=1, max_length=30)]
    values: tuple[str, ...] = ()
    parent: Name | None = None
    by_parent: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    note: str = ""

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if bool(self.values) == bool(self.by_parent) or bool(self.parent) != bool(self.by_parent):
            raise ValueError(f"list {self.title}: give either `values`, or `parent` and `by_parent`")
        for values in (self.values, *self.by_parent.values()):
            doubled = [value for value, count in Counter(values).items() if count > 1]
            if doubled or any(value != value.strip() or not value for value in values):
                raise ValueError(f"list {self.title}: a value is empty, padded or doubled: {doubled}")
        return self


class SheetDefinition(Strict):
    """One table sheet.

    Attributes:
        key: The sheet's name in code (``cases``, ``log``, ``timers``).
        title: The tab.
        purpose: One or two sentences on the sheet's title band and on 填写说明.
        rows: Default rows, as mappings from field name to value.
        optional: A register made before the sheet was introduced works without it.
    """

    key: Name
    title: SheetTitle
    kind: SheetKind
    purpose: str = ""
    fields: Annotated[tuple[FieldDefinition, ...], Field(min_length=1)]
    rows: tuple[dict[Name, SettingValue], ...] = ()
    optional: bool = False

    @cached_property
    def by_name(self) -> dict[str, FieldDefinition]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @model_validator(mode="after")
    def _agree(self) -> Self:
        for what, counts in (
            ("field", Counter(field.name for field in self.fields)),
            ("header", Counter(field.header for field in self.fields)),
        ):
            if doubled := [name for name, count in counts.items() if count > 1]:
                raise ValueError(f"sheet {self.key}: {what} declared twice: {', '.join(doubled)}")
        self._check_references()
        for number, row in enumerate(self.rows, start=1):
            if unknown := row.keys() - self.by_name.keys():
                raise ValueError(f"sheet {self.key}: row {number} fills unknown fields: {', '.join(sorted(unknown))}")
        return self

    def _check_references(self) -> None:
        for field in self.fields:
            mentioned = {field.depends_on, field.not_before, field.day_of} - {None}
            mentioned |= {condition.field for condition in field.required_when}
            if unknown := mentioned - self.by_name.keys():
                raise ValueError(
                    f"field {field.name} of sheet {self.key}: unknown field {', '.join(map(str, unknown))}"
                )


class StateDefinition(Strict):
    """One word of a register's walk from receipt to closing (FA-18, RR-12).

    A case is in the first state, in the order of the walk, that applies to it and that it has not left yet.

    Attributes:
        name: The word in column 状态.
        when: It applies only where all of these hold.
        until: It is left once all of these hold; a last state has none.
        closed: Nothing remains to be done; limits, once judged by, stay.
    """

    name: Annotated[str, Field(min_length=1, max_length=20)]
    when: tuple[Condition, ...] = ()
    until: tuple[Condition, ...] = ()
    closed: bool = False

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.closed and self.until:
            raise ValueError(f"state {self.name}: a closed state is not left by `until`")
        return self


class SecondHandling(Strict):
    """How a case is taken up again as a new round, with everything of the earlier round kept (FR-11, FA-14).

    Attributes:
        facts: The fields of one round: by the field of a moment, the fields that belong to it. Once a round ends
            unsatisfactorily, what is dated within it counts for the next round as not there yet.
        verdict: Field whose value among setting ``reopen_satisfaction`` ends the round; none if only the log does.
        known_at: Field of the moment when the verdict was known.
        first_verdict: Field whose such value starts the second round without ending any (FA-14: its facts have columns
            of their own).
        log_kind: Kind of log entry that ends the round; none if only the verdict does.
    """

    facts: Annotated[dict[Name, tuple[Name, ...]], Field(min_length=1)]
    verdict: Name | None = None
    known_at: Name | None = None
    first_verdict: Name | None = None
    log_kind: str | None = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if bool(self.verdict) != bool(self.known_at):
            raise ValueError("second_handling: verdict and known_at go together")
        if not (self.verdict or self.log_kind):
            raise ValueError("second_handling: give a verdict or a log_kind")
        return self

    def names(self) -> set[str]:
        """Every field that it mentions."""
        mentioned = {*self.facts, *(name for names in self.facts.values() for name in names)}
        return mentioned | {name for name in (self.verdict, self.known_at, self.first_verdict) if name}


class DateOrder(StrEnum):
    """In which order people type the parts of a date that does not begin with a year of four digits."""

    YEAR_FIRST = "ymd"  # 24-05-06; what stands otherwise is unreadable
    DAY_FIRST = "dmy"  # 6.5.2024, 06/05/24
    MONTH_FIRST = "mdy"  # 5/6/2024


class RegisterDefinition(Strict):
    """One register template.

    Attributes:
        name: File name of the template without extension; also stamped into each workbook.
        title: The register's title as people know it.
        version: Rises with every change of columns or sheets.
        procedure: The paper procedure that it implements, in a sentence.
        numbering: How cases are numbered.
        lists: Drop-downs by name.
        sheets: In the order of the tabs.
        guide: Paragraphs for the sheet 填写说明.
        states: The walk of a case, in order; empty in a register that keeps no states.
        second_handling: How a case is taken up again, if it can be.
        urgent: Values of field ``priority`` that make a case urgent: it stands first everywhere (FR-17).
        report_titles: What its report on a period is called, by `PeriodKind` value (FR-15, FA-17, ST-15).
        language: In which its heads are written and the tool speaks in it, such as ``en``.
        date_order: How dates are typed as text.
    """

    name: Name
    title: str
    version: Annotated[int, Field(ge=1)]
    procedure: str
    numbering: NumberScheme
    lists: dict[Name, ListDefinition]
    sheets: tuple[SheetDefinition, ...]
    guide: tuple[str, ...] = ()
    states: tuple[StateDefinition, ...] = ()
    second_handling: SecondHandling | None = None
    urgent: tuple[str, ...] = ()
    report_titles: dict[str, str] = Field(default_factory=dict)
    language: str = DEFAULT_LANGUAGE
    date_order: DateOrder = DateOrder.YEAR_FIRST

    @model_validator(mode="after")
    def _agree(self) -> Self:
        for what, counts in (
            ("key", Counter(sheet.key for sheet in self.sheets)),
            ("title", Counter(sheet.title for sheet in self.sheets)),
            ("list title", Counter(declared.title for declared in self.lists.values())),
        ):
            if doubled := [name for name, count in counts.items() if count > 1]:
                raise ValueError(f"the same {what} is declared twice: {', '.join(doubled)}")
        if sum(sheet.kind is SheetKind.REGISTER for sheet in self.sheets) != 1:
            raise ValueError("exactly one sheet must be of kind 'register'")
        if self.language not in SHIPPED_LANGUAGES:
            raise ValueError(f"language: there are texts in {', '.join(SHIPPED_LANGUAGES)}")
        if unknown := self.report_titles.keys() - set(PeriodKind):
            raise ValueError(f"report_titles: unknown kind of period {', '.join(sorted(unknown))}")
        self._check_lists()
        self._check_numbering()
        self._check_walk()
        return self

    def _check_lists(self) -> None:
        for key, values in self.lists.items():
            if values.parent is not None:
                parent = self.lists.get(values.parent)
                if parent is None or set(parent.values) != set(values.by_parent):
                    raise ValueError(f"list {key}: by_parent must have exactly the values of list {values.parent}")
        for sheet, field in self.all_fields():
            if field.choices is None:
                continue
            where = f"field {field.name} of sheet {sheet.key}"
            if field.choices not in self.lists:
                raise ValueError(f"{where}: unknown list {field.choices}")
            if bool(self.lists[field.choices].parent) != bool(field.depends_on):
                raise ValueError(f"{where}: a dependent list goes with depends_on, a plain one without")
            if field.depends_on and sheet.by_name[field.depends_on].choices != self.lists[field.choices].parent:
                raise ValueError(
                    f"{where}: {field.depends_on} does not choose from list {self.lists[field.choices].parent}"
                )
            if field.default is not None and field.default not in self.lists[field.choices].values:
                raise ValueError(f"{where}: the default {field.default!r} is not in its list")

    def _check_numbering(self) -> None:
        fields, scheme = self.register_sheet.by_name, self.numbering
        if scheme.field not in fields or fields[scheme.field].kind is not FieldKind.CASE_NUMBER:
            raise ValueError(f"numbering.field: {scheme.field} is not a case_number of the register sheet")
        if fields[scheme.field].owner is not Owner.TOOL:
            raise ValueError(f"numbering.field: {scheme.field} must be owned by the tool")
        for needed in {scheme.dated_by, scheme.code_from} - {None}:
            if needed not in fields:
                raise ValueError(f"numbering: unknown field {needed}")
        if scheme.code_sheet is not None:
            codes = self.sheet(scheme.code_sheet)
            if codes is None or not {"name", "code"} <= codes.by_name.keys():
                raise ValueError(
                    f"numbering.code_sheet: sheet {scheme.code_sheet} with fields name and code is missing"
                )

    def _check_walk(self) -> None:
        fields = self.register_sheet.by_name
        for state in self.states:
            for condition in (*state.when, *state.until):
                if condition.field not in fields and condition.field not in DERIVED_FACTS:
                    raise ValueError(f"state {state.name}: unknown field or fact {condition.field}")
        if self.states and not self.states[-1].closed:
            raise ValueError("states: the last one must be closed")
        if any(not (state.until or state.when) for state in self.states[:-1]):
            raise ValueError("states: all but the last need `until` or `when`")
        if self.second_handling is not None:
            if unknown := self.second_handling.names() - fields.keys():
                raise ValueError(f"second_handling: unknown field {', '.join(sorted(unknown))}")
            if untimed := [name for name in self.second_handling.facts if fields[name].kind not in TEMPORAL_KINDS]:
                raise ValueError(f"second_handling.facts: {', '.join(untimed)} must be dates or datetimes")

    @property
    def closed_states(self) -> tuple[str, ...]:
        """The words of states in which nothing remains to be done."""
        return tuple(state.name for state in self.states if state.closed)

    def all_fields(self) -> Iterator[tuple[SheetDefinition, FieldDefinition]]:
        """Every field with its sheet."""
        for sheet in self.sheets:
            for field in sheet.fields:
                yield sheet, field

    def sheet(self, key: str) -> SheetDefinition | None:
        """The sheet with this key, if the register has it."""
        return next((sheet for sheet in self.sheets if sheet.key == key), None)

    @cached_property
    def register_sheet(self) -> SheetDefinition:
        """The sheet whose rows are the cases."""
        return next(sheet for sheet in self.sheets if sheet.kind is SheetKind.REGISTER)
