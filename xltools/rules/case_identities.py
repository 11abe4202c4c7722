"""What does each case say, so that it is known again wherever its row stands? Checksums of its identity fields.

Invariant: two cases agree in a field only where both say something there.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from xltools.model.field import FieldKind
from xltools.model.issued_numbers import IssuedNumber, fingerprints
from xltools.model.register import Register, SheetTable, Value
from xltools.rules.contacts import plain_contacts

FIELDS_TO_TELL_A_STRANGER = 3  # who says less may agree in nothing and be the same

Prints = tuple[int, ...]


class Identities:
    """What each case says, as checksums in the order of the identity fields.

    Attributes:
        table: The register sheet.
        typed: What stands in the number cells.
        fields: Names of the identity fields.
        described: Positions of those that describe the problem.
    """

    def __init__(self, register: Register) -> None:
        self.table: SheetTable = register.cases
        column = self.table.values[register.definition.numbering.field]
        self.typed: list[str | None] = [value if isinstance(value, str) else None for value in column]
        identity = [each for each in self.table.present() if each.identity]
        self.fields = tuple(each.name for each in identity)
        self.described = tuple(place for place, each in enumerate(identity) if each.kind is FieldKind.LONG_TEXT)
        self._contacts = {each.name for each in identity if each.kind is FieldKind.CONTACT}

    def prints(self, indexes: Sequence[int]) -> list[Prints]:
        """The checksums of these cases."""
        columns = [fingerprints(self._values(name, indexes)) for name in self.fields]
        return list(zip(*columns, strict=True)) if columns else [()] * len(indexes)

    def _values(self, name: str, indexes: Sequence[int]) -> list[Value]:
        column = self.table.values[name]
        values = [column[index] for index in indexes]
        return plain_contacts(values) if name in self._contacts else values

    def remembered(self, record: IssuedNumber) -> Prints:
        """A record's checksums in the order of the fields now."""
        if record.fields == self.fields:
            return record.prints
        known = dict(zip(record.fields, record.prints, strict=True))
        return tuple(known.get(name, 0) for name in self.fields)

    @cached_property
    def _descriptions(self) -> list[int]:
        """Checksums of the first description of every case; one column, for speed."""
        return fingerprints(self.table.values[self.fields[self.described[0]]])

    def changed(self, known: Mapping[int, IssuedNumber]) -> list[int]:
        """Those of the cases that describe themselves otherwise than remembered, or were half typed then."""
        if not self.described:
            return []
        place, now = self.described[0], self._descriptions
        if {record.fields for record in known.values()} == {self.fields}:
            return [
                index for index, record in known.items() if record.prints[place] != now[index] or 0 in record.prints
            ]
        return [
            index
            for index, record in known.items()
            if 0 in record.prints or self.remembered(record)[place] != now[index]
        ]


def likeness(one: Prints, other: Prints) -> int:
    """In how many fields two cases agree; empty ones agree with nothing."""
    return sum(1 for mine, theirs in zip(one, other, strict=True) if mine and mine == theirs)
