"""What is one column of a sheet? Header, kind, owner, check, drop-down and width, declared once.

Invariant: nothing else in the package lists columns; the template, the reader and the checks all come from here.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Header = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\s【】](?:[^【】]*[^\s【】])?$")]


class Strict(BaseModel):
    """Base of all definition models: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class FieldKind(StrEnum):
    """How a cell is read, formatted and checked."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"  # text made of digits and letters: order, staff and version numbers keep leading zeros
    CASE_NUMBER = "case_number"
    CHOICE = "choice"
    PERSON = "person"
    CONTACT = "contact"
    ATTACHMENTS = "attachments"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"


TEXT_KINDS = frozenset(
    {
        FieldKind.TEXT,
        FieldKind.LONG_TEXT,
        FieldKind.CODE,
        FieldKind.CASE_NUMBER,
        FieldKind.CHOICE,
        FieldKind.PERSON,
        FieldKind.CONTACT,
        FieldKind.ATTACHMENTS,
    }
)
WRAPPED_KINDS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.ATTACHMENTS})
TEMPORAL_KINDS = frozenset({FieldKind.DATE, FieldKind.DATETIME})
NUMERIC_KINDS = frozenset({FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.PERCENT})


class Owner(StrEnum):
    """Who may write the cell."""

    PERSON = "person"
    TOOL = "tool"
    PROPOSED = "proposed"  # the tool fills an empty cell; what a person wrote is never overwritten


class Personal(StrEnum):
    """What kind of personal data a cell holds, for masking (FR-13, FA-4)."""

    NAME = "name"
    CONTACT = "contact"


class Condition(Strict):
    """Holds where ``field`` is one of ``values``; without ``values``, where it is filled at all."""

    field: Name
    values: tuple[str, ...] = ()


class FieldDefinition(Strict):
    """One column of one sheet.

    Attributes:
        name: The field's name in code; shared by all registers (``received_at``).
        header: The column's head as people see it; cells are found by it.
        kind: How its cells are read, formatted and checked.
        group: The band above the header.
        owner: Who may write its cells.
        required: The cell must be filled in every row in use.
        required_when: It must be filled where any of these conditions holds.
        choices: Name of the list on sheet 选项 that the cell must come from.
        depends_on: The field whose value selects the part of a dependent list.
        min_length: Fewer characters than this are too few to act on.
        max_length: More characters than this are refused.
        minimum: Smallest number allowed.
        maximum: Largest number allowed.
        not_before: A moment earlier than this field's is refused.
        day_of: A time typed alone means that time on this field's day (ST-3).
        vague_words: Words of sheet 模糊用语 are refused here (FR-16, FA-10).
        unique: No two rows may hold the same value.
        identity: Part of what tells one case from another (duplicates, putting numbers back).
        default: What the tool proposes for an empty cell.
        width: Column width in characters of the default font.
        hint: Shown beside the cell when it is selected.
        example: Shown on the sheet 填写说明.
        personal: Masked in everything that leaves the register.
        internal: The team's own business: left out of everything that goes to a customer.
        hidden: The column is there but folded away.
    """

    name: Name
    header: Header
    kind: FieldKind
    group: str = ""
    owner: Owner = Owner.PERSON
    required: bool = False
    required_when: tuple[Condition, ...] = ()
    choices: Name | None = None
    depends_on: Name | None = None
    min_length: Annotated[int, Field(ge=0, le=1000)] = 0
    max_length: Annotated[int, Field(ge=1, le=32767)] = 2000
    minimum: float | None = None
    maximum: float | None = None
    not_before: Name | None = None
    day_of: Name | None = None
    vague_words: bool = False
    unique: bool = False
    identity: bool = False
    default: str | None = None
    width: Annotated[float, Field(ge=2, le=120)] = 12
    hint: Annotated[str, Field(max_length=255)] = ""
    example: str = ""
    personal: Personal | None = None
    internal: bool = False
    hidden: bool = False

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if (self.kind is FieldKind.CHOICE) != (self.choices is not None):
            raise ValueError(f"field {self.name}: a choice needs `choices`, and only a choice has one")
        if self.depends_on and self.kind is not FieldKind.CHOICE:
            raise ValueError(f"field {self.name}: only a choice depends on another field")
        if self.min_length > self.max_length:
            raise ValueError(f"field {self.name}: min_length is greater than max_length")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"field {self.name}: minimum is greater than maximum")
        if self.day_of and self.kind is not FieldKind.DATETIME:
            raise ValueError(f"field {self.name}: day_of belongs to a datetime")
        if self.not_before and self.kind not in TEMPORAL_KINDS:
            raise ValueError(f"field {self.name}: not_before belongs to a date or datetime")
        if self.owner is Owner.TOOL and (self.required or self.required_when):
            raise ValueError(f"field {self.name}: people cannot be required to fill a column of the tool")
        if self.default is not None and self.owner is not Owner.PROPOSED:
            raise ValueError(f"field {self.name}: a default is proposed by the tool: owner must be 'proposed'")
        if self.default is not None and self.kind not in TEXT_KINDS:
            raise ValueError(f"field {self.name}: a default is a word; fields of kind {self.kind.value} have none")
        return self

    @property
    def typed_by_people(self) -> bool:
        """Whether a person may type here."""
        return self.owner is not Owner.TOOL
