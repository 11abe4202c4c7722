"""Which words in a description speak for which class? Sheet 关键词库 (FA-7).

Invariant: a keyword speaks for classes that a case can have; the same keyword speaks for the same class once.
"""

from datetime import date

from xltools.language.speaking import text
from xltools.model.policy import Keyword
from xltools.workbook.settings.class_words import ClassWords
from xltools.workbook.settings.settings_rows import SettingsRows, inert

_CLASSES = ("feedback_type", "category")
_NEEDED = ("keyword", "excludes", *_CLASSES)
_ORDINARY_WEIGHT = 1.0


def read_keywords(rows: SettingsRows, classes: ClassWords) -> tuple[Keyword, ...]:
    """The keywords in the order of the sheet; rows without one, or with a cell that can't be read, are left out.

    The ordinary checks report both.
    """
    rows = rows.or_shipped(_NEEDED, text("settings.in_force.shipped_keywords"))
    keywords: dict[tuple[str, str, str], Keyword] = {}
    for index in rows.indexes():
        word, (first, second) = rows.text(index, "keyword"), (rows.text(index, name) for name in _CLASSES)
        if not word or rows.is_unreadable(index, *_NEEDED):
            continue
        if not (first or second):
            rows.unusable(index, "keyword", text("settings.expected.class_of_keyword"), inert())
            continue
        named = classes.of_row(rows, index, _CLASSES)
        if named is None:
            continue
        first, second = named
        weight = rows.number(index, "weight")
        keyword = Keyword(
            keyword=word,
            excludes=rows.parts(index, "excludes"),
            first_class=first,
            second_class=second,
            weight=_ORDINARY_WEIGHT if weight is None else weight,
            row=rows.row(index),
        )
        earlier = keywords.setdefault((word, first, second), keyword)
        if earlier is not keyword:
            fallback = text("settings.in_force.first_row", row=earlier.row)
            rows.unusable(index, "keyword", text("settings.expected.one_row_a_keyword"), fallback)
    return tuple(keywords.values())


def keywords_updated_on(rows: SettingsRows) -> date | None:
    """The latest day on which somebody updated the library."""
    days = (rows.day(index, "updated_on") for index in rows.indexes())
    return max((day for day in days if day is not None), default=None)
