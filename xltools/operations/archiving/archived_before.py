"""Which version of a case was archived last? (FR-14)

A case is known again by its template, its number and the place that its row, or the memory of its workspace, tells of
its copy: then its register may be renamed or go on into next year's, and its customer or receipt be corrected. Where no
place is told (the columns are missing, or a run was ended before it wrote them), moment of receipt and customer have to
be the same; without a moment, register and customer.

Invariant: where no place is told, what one register archived is taken for a case of another one's only if number,
receipt and customer are all the same; that both came in on one day, or that the registers have one name, is too little.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.archive_names import alike
from xltools.reports.archive_index.version_folders import first_folder

_PARTS = 3  # of a version's folder: year, customer, number


class CaseIdentity(NamedTuple):
    """What tells cases apart.

    Attributes:
        template: `RegisterDefinition.name`.
        number: The number.
        received_at: When the customer spoke; None where the register does not say it.
        register: `Workspace.register_id`.
        customer: In full.
        location: Where its copy is said to lie, as the row or the memory tells; "" where neither does.
    """

    template: str
    number: str
    received_at: datetime | None
    register: str
    customer: str
    location: str = ""

    def is_same(self, version: ArchivedVersion) -> bool:
        """Whether a version is one of this case."""
        return self.key == _key_of(version) or self.place == _place_of(version)

    @property
    def key(self) -> tuple[object, ...]:
        """What it is known by where no place is told."""
        return self.template, self.number, self.received_at or self.register, self.customer

    @property
    def place(self) -> tuple[str, str, str]:
        """What it is known by where a place is told: archives may be moved, and are seen from elsewhere than before."""
        folder = "/".join(self.location.replace("\\", "/").split("/")[-_PARTS:])
        return self.template, self.number, alike(first_folder(folder))


class ArchivedBefore:
    """The versions that there are."""

    def __init__(self, versions: Iterable[ArchivedVersion] = ()) -> None:
        self._by_key: dict[object, ArchivedVersion] = {}
        self._by_place: dict[object, ArchivedVersion] = {}
        for version in versions:
            self.add(version)

    def add(self, version: ArchivedVersion) -> None:
        """One more; of a case's versions the highest counts."""
        for known, key in ((self._by_key, _key_of(version)), (self._by_place, _place_of(version))):
            if key not in known or known[key].case.version <= version.case.version:
                known[key] = version

    def latest(self, case: CaseIdentity) -> ArchivedVersion | None:
        """The last version of a case; None where it has none."""
        version = self._by_place.get(case.place) or self._by_key.get(case.key)
        return None if version is None else self._by_place[_place_of(version)]


def _key_of(version: ArchivedVersion) -> tuple[object, ...]:
    case = version.case
    return CaseIdentity(case.template, case.number, case.received_at, case.register, case.customer).key


def _place_of(version: ArchivedVersion) -> tuple[str, str, str]:
    return version.case.template, version.case.number, alike(first_folder(version.folder))
