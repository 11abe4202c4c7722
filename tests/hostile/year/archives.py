"""Has each closed case its copy, and each change to it a further one? (FR-14, ST-12)

Invariant: what a copy is made of is what people entered by then; the tool's own cells make no version.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile.year.casebook import Casebook, Cells, Judged
from tests.hostile.year.desks import Desk
from xltools.operations.archive_reading.archive_place import archive_at
from xltools.operations.archive_reading.verifying import verify
from xltools.operations.archiving.catalogue import read_catalogue

_BESIDE = ("log", "plans", "reviews", "extensions", "confirmations", "survey_answers")
Contents = tuple[object, ...]


@dataclass
class Shelf:
    """What must lie in the archive of one register.

    Attributes:
        copies: By number, what each copy was made of, the first one first.
    """

    desk: Desk
    copies: dict[str, list[Contents]] = field(default_factory=dict)

    def looked_at(self, book: Casebook, judged: dict[str, Judged]) -> None:
        """A tick archives what is closed and was not archived like that."""
        beside = {key: book.by_case(key) for key in _BESIDE}
        for _, case in book.in_order():
            number = str(case.number)
            if judged[number].closed:
                entries = [(key, _told(each.cells)) for key in _BESIDE for each in beside[key].get(number, [])]
                contents: Contents = (_told(case.cells), tuple(sorted(entries, key=repr)))
                kept = self.copies.setdefault(number, [])
                if not kept or kept[-1] != contents:
                    kept.append(contents)

    def faults(self, folder: Path) -> list[str]:
        """What is not as it must be, in words."""
        if not self.copies:
            return []
        place = archive_at(folder)
        found = Counter(version.case.number for version in read_catalogue(place.root).versions)
        expected = {number: len(copies) for number, copies in self.copies.items()}
        told = [
            f"{number}: must have {expected.get(number, 0)} copies, has {found[number]}"
            for number in sorted(found.keys() | expected.keys())
            if found[number] != expected.get(number, 0)
        ]
        return told + [str(fault) for fault in verify(place).faults]


def _told(cells: Cells) -> Contents:
    return tuple(sorted((name, repr(each.meant)) for name, each in cells.items() if each.meant is not None))
