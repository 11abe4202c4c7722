"""Which copies need not be kept any longer? They are told, never deleted. (FR-14, ST-12)

Invariant: a copy is told from the day after the last one on which it must be kept.
"""

from collections.abc import Iterable
from datetime import date

from xltools.model.archived_case import ArchivedVersion


def past_retention(versions: Iterable[ArchivedVersion], today: date) -> tuple[ArchivedVersion, ...]:
    """The copies whose time is over, the one that is over longest first.

    Args:
        versions: The lines of the catalogue.
        today: The day.
    """
    over = [version for version in versions if version.case.retain_until < today]
    return tuple(sorted(over, key=lambda each: (each.case.retain_until, each.case.number, each.case.version)))
