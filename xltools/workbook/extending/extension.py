"""What does a workbook lack, and what was added to it? Plain data, for whoever tells people about it.

Invariant: an extension that is empty means that not one byte changes.
"""

from typing import NamedTuple


class AddedColumn(NamedTuple):
    """A column that a sheet gets.

    Attributes:
        sheet: The tab.
        head: What its head says.
        letter: Where it stands.
    """

    sheet: str
    head: str
    letter: str


class AddedRow(NamedTuple):
    """A parameter that a settings sheet gets: its key, and the row that it is written in."""

    sheet: str
    key: str
    row: int


class RenamedHead(NamedTuple):
    """A head that is missing, while another one that no field has is nearly the same.

    Attributes:
        sheet: The tab.
        wanted: The head that is missing.
        nearest: The head that is there.
        letter: Of the column under it.
    """

    sheet: str
    wanted: str
    nearest: str
    letter: str


class ListValues(NamedTuple):
    """Values of the definition that a list of the workbook has not.

    Attributes:
        sheet: The tab of the lists.
        head: Of the list.
        values: As the definition spells them.
        row: The first row below what the list has, from 1.
        column: Of the list, from 1.
        has_room: Whether they can stand there and be offered: the list has no gaps and does not end too far below.
    """

    sheet: str
    head: str
    values: tuple[str, ...]
    row: int
    column: int
    has_room: bool


class Extension(NamedTuple):
    """What was added, or would be.

    Attributes:
        columns: Columns of the definition's sheets, sheet by sheet, from left to right.
        sheets: Tabs, in the order of the definition.
        lists: Columns of the sheet of lists.
        settings: Rows of sheets of parameters.
        renamed: What was left out, since somebody may have renamed its head.
        apart: Tabs where something stands between the table and its new columns: only whole rows may be sorted there.
        version: The mark of the template's version before ("" where there was none) and after; None where it stays.
        values: What was added to lists that were there.
        values_left: What was not, since people may have taken it out, or there is no room.
    """

    columns: tuple[AddedColumn, ...] = ()
    sheets: tuple[str, ...] = ()
    lists: tuple[AddedColumn, ...] = ()
    settings: tuple[AddedRow, ...] = ()
    renamed: tuple[RenamedHead, ...] = ()
    apart: tuple[str, ...] = ()
    version: tuple[str, str] | None = None
    values: tuple[ListValues, ...] = ()
    values_left: tuple[ListValues, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not (self.columns or self.sheets or self.lists or self.settings or self.version or self.values)


class Extended(NamedTuple):
    """The bytes of the extended workbook, the very same object where nothing is added; and what was added."""

    data: bytes
    extension: Extension
