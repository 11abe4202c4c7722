"""Which class goes to whom? Sheet 分派规则 (FR-5, FA-8).

Invariant: of one class there is one rule, the first.
"""

from xltools.language.speaking import text
from xltools.model.policy import AssignmentRule
from xltools.workbook.layout import LIST_SEPARATOR
from xltools.workbook.settings.class_words import ClassWords
from xltools.workbook.settings.people import KnownPeople
from xltools.workbook.settings.settings_rows import SettingsRows

_NEEDED = ("category", "subcategory", "role")


def read_assignment(rows: SettingsRows, classes: ClassWords, known: KnownPeople) -> tuple[AssignmentRule, ...]:
    """The rules in the order of the sheet.

    Rows without category or role, or with a cell that can't be read, are left out; the ordinary checks report them.
    """
    rows = rows.or_shipped(_NEEDED, text("settings.in_force.shipped_assignment"))
    rules: dict[tuple[str, str], AssignmentRule] = {}
    for index in rows.indexes():
        category, subcategory, role = (rows.text(index, name) for name in _NEEDED)
        known.check(rows, index, "role")
        if not (category and role) or rows.is_unreadable(index, *_NEEDED):
            continue
        named = classes.of_row(rows, index, ("category", "subcategory"))
        if named is None:
            continue
        category, subcategory = named
        rule = AssignmentRule(category, subcategory, role, rows.text(index, "department"), rows.row(index))
        first = rules.setdefault((category, subcategory), rule)
        if first is not rule:
            shown = LIST_SEPARATOR.join(filter(None, (category, subcategory)))
            fallback = text("settings.in_force.first_row", row=first.row)
            rows.unusable(index, "category", text("settings.expected.one_row_a_class"), fallback, shown)
    return tuple(rules.values())
