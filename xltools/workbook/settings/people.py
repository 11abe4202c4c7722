"""Who works here, and who is told what? Sheets 人员 and 接口人, and whether a role is anybody's (FR-5, FA-8, ST-5).

Invariant: a role or name that nobody on 人员 has is told at its cell; what names it stays in force.
"""

from collections.abc import Iterable
from typing import NamedTuple

from xltools.model.finding import FindingCode
from xltools.model.nearest_word import nearest_hint
from xltools.model.policy import Liaison, Person
from xltools.workbook.settings.settings_rows import SettingsRows


class KnownPeople(NamedTuple):
    """Who may be named elsewhere: names and roles of sheet 人员; None in a register without that sheet."""

    words: frozenset[str] | None

    def check(self, rows: SettingsRows, index: int, name: str) -> None:
        """Tell a role or a name that is nobody's."""
        value = rows.text(index, name)
        if value and self.words is not None and value not in self.words:
            params = {"value": value, "nearest": nearest_hint(value, sorted(self.words))}
            rows.findings.append(rows.table.finding(FindingCode.ROLE_UNKNOWN, index, name, **params))


def read_people(rows: SettingsRows) -> tuple[Person, ...]:
    """Everybody on 人员; of a name that stands there twice the first row counts.

    A row without a name and a name twice are reported by the ordinary checks.
    """
    people: dict[str, Person] = {}
    for index in rows.indexes():
        name = rows.text(index, "name")
        if name and name not in people:
            people[name] = _person(rows, index, name)
    known = known_people(people.values())
    for index in rows.indexes():
        known.check(rows, index, "deputy")
    return tuple(people.values())


def known_people(people: Iterable[Person] | None) -> KnownPeople:
    """The names and roles that may stand on other sheets; any may where the register has no 人员."""
    if people is None:
        return KnownPeople(None)
    return KnownPeople(frozenset({word for person in people for word in (person.name, person.role) if word}))


def _person(rows: SettingsRows, index: int, name: str) -> Person:
    load = rows.number(index, "maximum_load")
    return Person(
        name=name,
        role=rows.text(index, "role"),
        department=rows.text(index, "department"),
        staff_number=rows.text(index, "staff_number"),
        phone=rows.text(index, "phone"),
        email=rows.text(index, "email"),
        absent_from=rows.day(index, "absent_from"),
        absent_until=rows.day(index, "absent_until"),
        deputy=rows.text(index, "deputy"),
        maximum_load=None if load is None else int(load),
        row=rows.row(index),
    )


def read_liaisons(rows: SettingsRows, known: KnownPeople) -> tuple[Liaison, ...]:
    """Whom to tell of which diagnosis; rows without one or the other are reported by the ordinary checks."""
    liaisons = []
    for index in rows.indexes():
        diagnosis, name = rows.text(index, "diagnosis"), rows.text(index, "name")
        known.check(rows, index, "name")
        if diagnosis and name:
            liaisons.append(Liaison(diagnosis, rows.text(index, "department"), name, rows.row(index)))
    return tuple(liaisons)
