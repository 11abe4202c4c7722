"""Is a word on a settings sheet one of the classes of the register? What 关键词库 and 分派规则 speak of.

Invariant: a word that no case can ever hold is told with the nearest one, and its row counts for nothing.
"""

from collections.abc import Mapping
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.register_definition import SheetDefinition
from xltools.workbook.settings.lists import Lists
from xltools.workbook.settings.settings_rows import SettingsRows, Values, allowed_words, inert


class ClassWords(NamedTuple):
    """The words of two levels of classes; None where any word will do.

    Attributes:
        first: Of the first level; empty where the register has one level only.
        second: Of the second level.
        second_of: Of the second level by the word of the first, where it depends on it.
    """

    first: Values | None
    second: Values | None
    second_of: Mapping[str, Values] | None = None

    def of_row(self, rows: SettingsRows, index: int, names: tuple[str, str]) -> tuple[str, str] | None:
        """The row's words on both levels, in these fields; None where one is no class, and the first such is told."""
        first = rows.listed(index, names[0], self.first)
        if self.first is not None and first and first not in self.first:
            rows.unusable(index, names[0], _allowed(first, self.first), inert())
            return None
        allowed = self.second if self.second_of is None or not first else self.second_of.get(first)
        second = rows.listed(index, names[1], allowed)
        if allowed is not None and second and second not in allowed:
            rows.unusable(index, names[1], _allowed(second, allowed), inert())
            return None
        return first, second


def _allowed(word: str, words: Values) -> str:
    return allowed_words(word, words) if words else text("settings.expected.no_class")


def keyword_classes(register: SheetDefinition, lists: Lists) -> ClassWords:
    """The classes that a keyword may speak for (FA-7): of two levels where the register has them."""
    if "feedback_type" in register.by_name:
        return _two_levels("feedback_type", "category", register, lists)
    if "subcategory" in register.by_name:
        return _two_levels("category", "subcategory", register, lists)
    return ClassWords((), _words("category", register, lists))


def assignment_classes(register: SheetDefinition, lists: Lists) -> ClassWords:
    """The classes that a rule of assignment may name (FR-5, FA-8)."""
    return _two_levels("category", "subcategory", register, lists)


def _two_levels(first: str, second: str, register: SheetDefinition, lists: Lists) -> ClassWords:
    field = register.by_name.get(second)
    parts = lists.dependent.get(field.choices or "") if field is not None and field.depends_on == first else None
    return ClassWords(_words(first, register, lists), _words(second, register, lists), parts)


def _words(name: str, register: SheetDefinition, lists: Lists) -> Values | None:
    """The words of a field's drop-down; none where the register lacks the field, any where it is typed freely."""
    field = register.by_name.get(name)
    return () if field is None else lists.of_field(field)
