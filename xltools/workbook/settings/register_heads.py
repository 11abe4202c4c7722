"""Which column of the register does a settings cell name? Compared as the register's own heads are found.

Invariant: a head that the register does not have is told with the nearest one that would do.
"""

from collections.abc import Callable
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.field import TEMPORAL_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.nearest_word import nearest_hint
from xltools.model.register_definition import SheetDefinition
from xltools.workbook.heads import plain_head
from xltools.workbook.settings.settings_rows import SettingsRows

_DUE = "due_at"  # names of due times end so; those of stamps, which the tool writes as well, do not


class Wanted(NamedTuple):
    """What kind of column is meant: what it is, and which text says so."""

    fits: Callable[[FieldDefinition], bool]
    said: str


ANY_COLUMN = Wanted(lambda _: True, "settings.expected.column")
MOMENT = Wanted(lambda field: field.kind in TEMPORAL_KINDS, "settings.expected.moment")
DUE_TIME = Wanted(
    lambda field: field.owner is Owner.TOOL and field.kind is FieldKind.DATETIME and field.name.endswith(_DUE),
    "settings.expected.due_time",
)


class RegisterHeads:
    """The heads of the register sheet, as declared."""

    def __init__(self, register: SheetDefinition) -> None:
        """Take the declared heads: what a clerk renames on the sheet is told there."""
        self._fields = {plain_head(field.header): field for field in register.fields}

    def field(self, rows: SettingsRows, index: int, name: str, wanted: Wanted, fallback: str) -> str | None:
        """Name of the field whose head stands in the cell; "" where empty, None (and told) where it won't do."""
        head = rows.text(index, name)
        field = self._fields.get(plain_head(head)) if head else None
        if not head:
            return "" if rows.is_empty(index, name) else None
        if field is not None and wanted.fits(field):
            return field.name
        heads = [each.header for each in self._fields.values() if wanted.fits(each)]
        rows.unusable(index, name, text(wanted.said) + nearest_hint(head, heads), fallback)
        return None
