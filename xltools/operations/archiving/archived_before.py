"""Which version of a case was archived last? (FR-14)

A case is known again by its template, its number and the moment of its receipt; where that was corrected since, by
register and customer. So a register may be renamed or go on into next year's, and two teams whose numbers are the
same may share an archive.

Invariant: what one register archived is never taken for a case of another one's that only bears the same number.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from xltools.model.archived_case import ArchivedCase, ArchivedVersion


class CaseIdentity(NamedTuple):
    """What tells cases apart."""

    template: str
    number: str
    received_at: datetime | None
    register: str
    customer: str

    @classmethod
    def of(cls, case: ArchivedCase) -> "CaseIdentity":
        """Of a case that was archived."""
        return cls(case.template, case.number, case.received_at, case.register, case.customer)

    def is_same(self, other: "CaseIdentity") -> bool:
        """Whether both are one case."""
        return bool(set(self.looked_up_by()) & set(other.looked_up_by()))

    def looked_up_by(self) -> list[tuple[str, str, object, object]]:
        """What it is looked for by, one after the other."""
        by_receipt = (self.template, self.number, self.received_at, None)
        by_customer = (self.template, self.number, self.register, self.customer)
        return [by_receipt, by_customer] if self.received_at is not None else [by_customer]


class ArchivedBefore:
    """The versions that there are."""

    def __init__(self, versions: Iterable[ArchivedVersion] = ()) -> None:
        self._known: dict[object, ArchivedVersion] = {}
        for version in versions:
            self.add(version)

    def add(self, version: ArchivedVersion) -> None:
        """One more; of a case's versions the highest counts."""
        for key in CaseIdentity.of(version.case).looked_up_by():
            if key not in self._known or self._known[key].case.version <= version.case.version:
                self._known[key] = version

    def latest(self, case: CaseIdentity) -> ArchivedVersion | None:
        """The last version of a case; None where it has none."""
        return next((self._known[key] for key in case.looked_up_by() if key in self._known), None)
