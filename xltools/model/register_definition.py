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
from xltools.model.case_walk import SecondHandling, StateDefinition
from xltools.model.contradictions import Contradiction, doubled, refuse
from xltools.model.definition_name import DefinitionName
from xltools.model.field import FieldDefinition, Name, Strict
from xltools.model.nearest_word import what_would_do
from xltools.model.number_scheme import NumberScheme
from xltools.model.register_contradictions import contradictions
from xltools.model.sheet_keys import SETTINGS_SHEET

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

    name: DefinitionName
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
        sheet = self.sheet(SETTINGS_SHEET)
        return next((str(row["value"]) for row in (sheet.rows if sheet else ()) if row.get("key") == key), None)

    @cached_property
    def register_sheet(self) -> SheetDefinition:
        """The sheet whose rows are the cases."""
        return next(sheet for sheet in self.sheets if sheet.kind is SheetKind.REGISTER)
