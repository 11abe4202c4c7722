"""What is a register? Its sheets, fields, lists, number scheme and default policy, as declared in one TOML file.

Invariant: a definition that is read is free of contradictions; every name that it mentions exists.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from xltools.language.speaking import DEFAULT_LANGUAGE
from xltools.model.contradictions import Contradiction, doubled, refuse
from xltools.model.field import Condition, FieldDefinition, Name, Strict
from xltools.model.nearest_word import what_would_do
from xltools.model.number_scheme import NumberScheme
from xltools.model.register_contradictions import contradictions

SheetTitle = Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\']+$")]
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
            twice, _ = doubled(values)
            if twice or any(value != value.strip() or not value for value in values):
                raise ValueError(f"list {self.title}: a value is empty, padded or doubled: {[*twice]}")
        return self


class SheetDefinition(Strict):
    """One table sheet.

    Attributes:
        key: The sheet's name in code (``cases``, ``log``, ``timers``).
        title: The tab.
        kind: What it is for.
        purpose: One or two sentences on the sheet's title band and on 填写说明.
        fields: Its columns, from left to right.
        rows: Default rows, as mappings from field name to value.
        optional: A register made before the sheet was introduced works without it.
        head_rows: Lines of the heads: 2 where merged heads of groups stand over those of columns. A column's head is
            then the lower line, or the upper where the lower is empty; ``upper·lower`` tells two equal ones apart.
        footer: Words with which rows of totals and notes begin: such a row is no case, and where no case stands right
            below it all that follows is none either.
        numbered_ahead: Its rows bear numbers before anybody writes there: such a row is no case, and whoever writes
            there keeps its number.
    """

    key: Name
    title: SheetTitle
    kind: SheetKind
    purpose: str = ""
    fields: Annotated[tuple[FieldDefinition, ...], Field(min_length=1)]
    rows: tuple[dict[Name, SettingValue], ...] = ()
    optional: bool = False
    head_rows: Annotated[int, Field(ge=1, le=2)] = 1
    footer: tuple[Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")], ...] = ()
    numbered_ahead: bool = False

    @cached_property
    def by_name(self) -> dict[str, FieldDefinition]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @model_validator(mode="after")
    def _agree(self) -> Self:
        refuse(self._contradictions())
        return self

    def _contradictions(self) -> Iterator[Contradiction]:
        for what, names in (
            ("name", [field.name for field in self.fields]),
            ("header", [field.header for field in self.fields]),
        ):
            twice, latest = doubled(names)
            if twice:
                said = f"sheet {self.key}: {what} declared twice: {', '.join(twice)}"
                yield Contradiction(said, ("fields", latest, what))
        for place, field in enumerate(self.fields):
            mentioned = {name for name in (field.depends_on, field.not_before, field.day_of) if name}
            mentioned |= {condition.field for condition in field.required_when}
            if unknown := mentioned - self.by_name.keys():
                said = f"field {field.name} of sheet {self.key}: unknown field {', '.join(sorted(unknown))}"
                yield Contradiction(said, ("fields", place), what_would_do(min(unknown), self.by_name))
        for number, row in enumerate(self.rows, start=1):
            if unknown := row.keys() - self.by_name.keys():
                said = f"sheet {self.key}: row {number} fills unknown fields: {', '.join(sorted(unknown))}"
                should_be = what_would_do(min(unknown), self.by_name)
                yield Contradiction(said, ("rows", number - 1, min(unknown)), should_be)


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
        refuse(contradictions(self))
        return self

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

    def parameter(self, key: str) -> str | None:
        """The value with which a parameter of sheet 设置 begins, if the register has it."""
        sheet = self.sheet("settings")
        return next((str(row["value"]) for row in (sheet.rows if sheet else ()) if row.get("key") == key), None)

    @cached_property
    def register_sheet(self) -> SheetDefinition:
        """The sheet whose rows are the cases."""
        return next(sheet for sheet in self.sheets if sheet.kind is SheetKind.REGISTER)
