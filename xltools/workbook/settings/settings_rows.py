"""What stands in the rows of one settings sheet, and what is wrong there that the ordinary checks can't know?

Invariant: a fault is told once: an empty, unreadable or out-of-range cell reads as empty without a word here, because
`xltools.rules.field_checks` tells it.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import NamedTuple, cast

from xltools.language.speaking import text
from xltools.model.finding import Finding, FindingCode
from xltools.model.list_words import as_listed
from xltools.model.nearest_word import nearest_hint
from xltools.model.policy import listed_values
from xltools.model.register import Column, SheetTable, Value
from xltools.model.register_definition import SheetDefinition
from xltools.workbook.typed_values import number_of, text_of

LARGEST_AMOUNT = 1_000_000  # minutes of two years, days of far more: beyond it, reckoning with dates overflows
_SHOWN_WORDS = 12
Values = tuple[str, ...]


class SettingsRows(NamedTuple):
    """The rows of one settings sheet.

    Attributes:
        table: The rows, as read from the workbook or as shipped.
        lists: Values of the plain lists in force, by name.
        findings: Where faults are told.
    """

    table: SheetTable
    lists: Mapping[str, Values]
    findings: list[Finding]

    def indexes(self) -> range:
        """Positions of the rows."""
        return range(len(self.table.rows))

    def row(self, index: int) -> int:
        """The row on the sheet, from 1; 0 for a shipped one."""
        return self.table.rows[index]

    def value(self, index: int, name: str) -> Value:
        """What was read in a cell; None where empty or unreadable, or where there is no such column."""
        column = self.table.values.get(name)
        return None if column is None or index in self.table.unreadable.get(name, ()) else column[index]

    def text(self, index: int, name: str) -> str:
        """A text; "" where empty or unreadable."""
        value = self.value(index, name)
        return value if isinstance(value, str) else text_of(value) or ""

    def listed(self, index: int, name: str, words: Collection[str] | None) -> str:
        """A text as these words spell it; as it was typed where it is none of them, or where any will do."""
        return as_listed(self.text(index, name), words or ())

    def parts(self, index: int, name: str) -> Values:
        """Several texts in one cell, parted by 、 or by a comma or semicolon of either width."""
        return listed_values(self.text(index, name))

    def number(self, index: int, name: str) -> float | None:
        """A number within the declared bounds; None otherwise."""
        number = number_of(self.value(index, name))
        field = self.table.definition.by_name.get(name)
        if number is None or field is None:
            return None
        least = -float("inf") if field.minimum is None else field.minimum
        most = float("inf") if field.maximum is None else field.maximum
        return number if least <= number <= most else None

    def day(self, index: int, name: str) -> date | None:
        """A date; None where empty."""
        value = self.value(index, name)
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None

    def is_unreadable(self, index: int, *names: str) -> bool:
        """Whether something stands in one of these cells that can't be read: it must not pass for an empty one."""
        return any(index in self.table.unreadable.get(name, ()) for name in names)

    def is_empty(self, index: int, name: str) -> bool:
        """Whether nothing stands in the cell."""
        return self.value(index, name) is None and not self.is_unreadable(index, name)

    def clock_time(self, index: int, name: str) -> time | None:
        """A time of day; None where empty."""
        value = self.value(index, name)
        return value if isinstance(value, time) else None

    def word(self, index: int, name: str, known: Collection[str], fallback: str) -> str | None:
        """One of the words that the tool knows; None otherwise.

        A word that the supervisor added to the drop-down passes the ordinary checks, and is told here.
        """
        value = as_listed(self.text(index, name), known)
        if not value or value in known:
            return value or None
        field = self.table.definition.by_name[name]
        if field.choices is None or value in self.lists[field.choices]:
            self.unusable(index, name, allowed_words(value, tuple(known)), fallback)
        return None

    def unusable(self, index: int, name: str, expected: str, fallback: str, value: str | None = None) -> None:
        """Tell that a cell can't be used.

        Args:
            index: Position of the row.
            name: The field.
            expected: What should stand there.
            fallback: What is in force until then, as a clause.
            value: What to show; by default what stands in the cell.
        """
        params = {"value": value or self.text(index, name), "expected": expected, "fallback": fallback}
        self.findings.append(self.table.finding(FindingCode.SETTING_UNUSABLE, index, name, **params))

    def unusable_sheet(self, value: str, expected: str, fallback: str) -> None:
        """Tell that the sheet as a whole can't be used."""
        params = {"value": value, "expected": expected, "fallback": fallback}
        self.findings.append(Finding(FindingCode.SETTING_UNUSABLE, self.table.title, 0, 0, "", "", params))

    def shipped(self) -> "SettingsRows":
        """The rows that the template came with; what is wrong there is told nobody."""
        return SettingsRows(_shipped_table(self.table.definition), self.lists, [])

    def or_shipped(self, needed: Collection[str], fallback: str) -> "SettingsRows":
        """The shipped rows where the sheet has lost a column without which its rows would say something else."""
        by_name = self.table.definition.by_name
        lost = [by_name[name].header for name in needed if name in by_name and name not in self.table.values]
        if not lost:
            return self
        heads = text("settings.head_separator").join(lost)
        self.unusable_sheet(self.table.title, text("settings.expected.heads", heads=heads), fallback)
        return self.shipped()


def _shipped_table(sheet: SheetDefinition) -> SheetTable:
    values: dict[str, Column] = {
        field.name: cast("Column", [row.get(field.name) for row in sheet.rows]) for field in sheet.fields
    }
    return SheetTable(sheet, sheet.title, 0, {}, (0,) * len(sheet.rows), {}, values)


def inert() -> str:
    """What is in force in place of a row that can't be used: nothing."""
    return text("settings.in_force.nothing_of_row")


def allowed_words(word: str, allowed: Values) -> str:
    """What may stand in place of ``word``, and what of it is nearest."""
    shown = text("signs.list_separator").join(allowed[:_SHOWN_WORDS]) + ("…" if len(allowed) > _SHOWN_WORDS else "")
    return shown + nearest_hint(word, allowed)
