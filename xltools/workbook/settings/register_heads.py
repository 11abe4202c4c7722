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
_FOUND_BY_LIMITS = {  # no limit can rest on what follows from all limits
    "next_due",
    "remaining",
    "overdue_mark",
    "escalated_to",
    "escalated_at",
    "similar_cases",
    "check_remark",
}


class Wanted(NamedTuple):
    """What kind of column is meant: what it is, and which text says so."""

    fits: Callable[[FieldDefinition], bool]
    said: str


def _is_known_before(field: FieldDefinition) -> bool:
    """Whether a pass knows the column before it reckons limits."""
    return field.owner is not Owner.TOOL or not (field.name.endswith(_DUE) or field.name in _FOUND_BY_LIMITS)


ANY_COLUMN = Wanted(_is_known_before, "settings.expected.column")
MOMENT = Wanted(
    lambda field: field.kind in TEMPORAL_KINDS and _is_known_before(field),
    "settings.expected.moment",
)
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
