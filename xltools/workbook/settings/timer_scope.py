"""Which cases is a row of sheet 时限 for? Its name, priority, channel and condition.

Invariant: a scope names only what a case can hold; a row that would never apply, or to more cases than meant, has none.
"""

from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.cell_edit import CellValue
from xltools.model.field import NUMERIC_KINDS, TEXT_KINDS, FieldDefinition, FieldKind
from xltools.model.list_words import as_listed
from xltools.model.register_definition import SheetDefinition
from xltools.model.sla_timer import SlaTimer
from xltools.workbook.settings.lists import Lists
from xltools.workbook.settings.register_heads import ANY_COLUMN, RegisterHeads
from xltools.workbook.settings.settings_rows import SettingsRows, Values, allowed_words, inert
from xltools.workbook.typed_values import number_of

SCOPE_COLUMNS = ("name", "priority", "channel", "condition_field", "condition_value")


class TimerScope(NamedTuple):
    """Which cases a timer is for; fields as in `SlaTimer`, and no two timers have the same."""

    name: str
    priority: str
    channel: str
    condition_field: str
    condition_values: tuple[CellValue, ...]


def scope_of(timer: SlaTimer) -> TimerScope:
    """The scope of a timer that was read."""
    return TimerScope(timer.name, timer.priority, timer.channel, timer.condition_field, timer.condition_values)


class ScopeReading(NamedTuple):
    """What scopes are read with.

    Attributes:
        rows: Sheet 时限.
        register: The sheet whose columns conditions name.
        heads: Its heads.
        lists: The values of drop-downs in force.
    """

    rows: SettingsRows
    register: SheetDefinition
    heads: RegisterHeads
    lists: Lists

    def scope(self, index: int) -> TimerScope | None:
        """The scope of a row; None where it can't be used.

        A row without a name, and a cell that can't be read, are reported by the ordinary checks.
        """
        if self.rows.is_unreadable(index, *SCOPE_COLUMNS):
            return None
        name = self.rows.text(index, "name")
        priority, channel = self._of_list(index, "priority"), self._of_list(index, "channel")
        condition = self._condition(index)
        if not name or priority is None or channel is None or condition is None:
            return None
        return TimerScope(name, priority, channel, *condition)

    def _of_list(self, index: int, name: str) -> str | None:
        """A value of the list of that name, if the register has it; "" for all cases."""
        allowed = self.lists.plain.get(name)
        value = self.rows.listed(index, name, allowed)
        if not value or allowed is None or value in allowed:
            return value
        self.rows.unusable(index, name, allowed_words(value, allowed), inert())
        return None

    def _condition(self, index: int) -> tuple[str, tuple[CellValue, ...]] | None:
        """A field, and the values one of which it must hold: none for "filled"; no field for no condition."""
        name = self.heads.field(self.rows, index, "condition_field", ANY_COLUMN, inert())
        typed = self.rows.parts(index, "condition_value")
        if name is None or not typed:
            return None if name is None else (name, ())
        if not name:
            field = self.rows.table.definition.by_name["condition_field"].header
            expected = text("settings.expected.condition_field", field=field)
            self.rows.unusable(index, "condition_value", expected, inert())
            return None
        values = self._values(index, self.register.by_name[name], typed)
        return (name, values) if values else None

    def _values(self, index: int, field: FieldDefinition, typed: Values) -> tuple[CellValue, ...]:
        """The values as the field holds them, in an order of their own; those that it can't hold are told."""
        allowed = self.lists.of_field(field)
        read = {part: _value(field, part, allowed) for part in typed}
        usable = tuple(sorted({value for value in read.values() if value is not None}, key=str))
        fallback = text("settings.in_force.other_values") if usable else inert()
        for part in (part for part, value in read.items() if value is None):
            self.rows.unusable(index, "condition_value", _expected(field, part, allowed), fallback, part)
        return usable


def _expected(field: FieldDefinition, typed: str, allowed: Values | None) -> str:
    if allowed is None:
        return text("settings.expected.condition_value", head=field.header)
    return allowed_words(typed, allowed)


def _value(field: FieldDefinition, typed: str, allowed: Values | None) -> CellValue:
    """What a cell of the field holds where this was typed; None where it never does."""
    if allowed is not None:
        word = as_listed(typed, allowed)
        return word if word in allowed else None
    if field.kind in NUMERIC_KINDS:
        number = number_of(typed)
        return int(number) if field.kind is FieldKind.INTEGER and number is not None and number.is_integer() else number
    return typed if field.kind in TEXT_KINDS else None
