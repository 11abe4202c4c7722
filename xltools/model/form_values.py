"""What is written into a form? A text for each placeholder, and rows for each table.

Invariant: everything here is shown as it stands, as text; who may see it has been decided before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from xltools.language.speaking import text


class Composed(StrEnum):
    """What a form may ask for that no column holds: put together from a case, its attachments and the settings."""

    PROCESS = "process"  # the log of all rounds in time order, a paragraph an entry (FR-12)
    EARLIER_ROUNDS = "earlier_rounds"  # how they ended (FR-11)
    ATTACHMENTS = "attachments"  # a line each
    CUSTOMER = "customer"  # 某客户, a masked name or the full one (FR-2, FA-4)
    COMPANY = "company"
    DEPARTMENT = "department"
    WRITTEN_AT = "written_at"
    REGISTER = "register"
    PURPOSE = "purpose"  # 内部资料 or 对外
    CLOSED_AT = "closed_at"

    @property
    def said(self) -> str:
        """Its name between the braces of a form in the spoken language."""
        return text(f"composed.names.{self.value}")


class AttachmentColumn(StrEnum):
    """The columns of a table that no sheet holds: the case's attachments, a row each."""

    PLACE = "place"
    NAME = "name"
    HEAD = "head"
    STANDING = "standing"

    @property
    def said(self) -> str:
        """Its name in the spoken language."""
        return text(f"composed.attachment.{self.value}")


def composed_names() -> frozenset[str]:
    """The names of everything that is put together, in the spoken language."""
    return frozenset(each.said for each in Composed)


def attachments_table() -> str:
    """The name of the table of attachments in the spoken language."""
    return text("composed.attachments_table")


def attachment_columns() -> tuple[str, ...]:
    """The names of its columns in the spoken language, in their order."""
    return tuple(column.said for column in AttachmentColumn)


class Audience(StrEnum):
    """Who gets to see a report (FR-2, FR-13)."""

    INWARD = "inward"  # the team: everything in full
    OUTWARD = "outward"  # anybody else: names and contacts masked, who asked for it is 某客户


class FormCell(NamedTuple):
    r"""What stands for one placeholder.

    Attributes:
        text: As it is shown; lines are parted by "\n".
        day: The same without the time of day, for placeholders that ask for it; "" where it is no moment.
        link: Where a click leads: a relative path or an address; "" for nowhere.
    """

    text: str
    day: str = ""
    link: str = ""


FormRow = Mapping[str, FormCell]


@dataclass(frozen=True, slots=True)
class FormValues:
    """What a form may ask for, by the names that people and the code use.

    Attributes:
        cells: By a column's head (处理结果), its field name (``result``), or the name of something composed (处理过程).
            Everything that the register declares is there, empty where the cell is.
        tables: By sheet title and key: the case's rows of that sheet, each by head and field name. Every sheet that the
            register declares for rows of cases is there, without rows where there are none.
        columns: By sheet title and key: the names that a row of that table has.
    """

    cells: FormRow
    tables: Mapping[str, Sequence[FormRow]] = field(default_factory=dict)
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
