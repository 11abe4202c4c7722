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

from xltools.model.field import FieldDefinition, FieldKind, Name, Owner, Strict
from xltools.model.number_scheme import NumberScheme

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
    """

    key: Name
    title: SheetTitle
    kind: SheetKind
    purpose: str = ""
    fields: Annotated[tuple[FieldDefinition, ...], Field(min_length=1)]
    rows: tuple[dict[Name, SettingValue], ...] = ()

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
    """

    name: Name
    title: str
    version: Annotated[int, Field(ge=1)]
    procedure: str
    numbering: NumberScheme
    lists: dict[Name, ListDefinition]
    sheets: tuple[SheetDefinition, ...]
    guide: tuple[str, ...] = ()

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
        self._check_lists()
        self._check_numbering()
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
