"""Which roles do a definition's settings name that nobody on sheet people has?

Time limits, rules of assignment and liaisons are told where the built register is read; settings are free text there.

Invariant: a role is anybody's name or role on sheet people, as for `xltools.workbook.settings.people`.
"""

from collections.abc import Iterator

from xltools.model.nearest_word import nearest
from xltools.model.policy import listed_values
from xltools.model.register_definition import RegisterDefinition
from xltools.model.sheet_keys import PEOPLE_SHEET, SETTINGS_SHEET
from xltools.workbook.definition_checks.definition_problem import Flaw

_SETTINGS = ("report_recipients", "review_role", "second_review_role")


def role_flaws(definition: RegisterDefinition) -> Iterator[Flaw]:
    """Roles of settings that are nobody's; none in a register without sheet people, or to which nobody belongs yet."""
    people = definition.sheet(PEOPLE_SHEET)
    if people is None or not people.rows:
        return
    known = {str(row[name]) for row in people.rows for name in ("name", "role") if name in row}
    for place, sheet in enumerate(definition.sheets):
        for number, row in enumerate(sheet.rows if sheet.key == SETTINGS_SHEET else ()):
            words = listed_values(str(row.get("value", ""))) if row.get("key") in _SETTINGS else ()
            for word in words:
                if word not in known:
                    near = nearest(word, known)
                    should_be = f"nearest: {near}" if near else "a role or name of sheet people"
                    is_so = f"{word!r} is nobody's role or name"
                    yield Flaw(("sheets", place, "rows", number, "value"), is_so, should_be)
