"""Which case of the journal does somebody mean who typed its number, or a part of it?

Invariant: a number that the journal tells of means itself; it is asked alone, for its register may be gone.
"""

from collections.abc import Callable

from xltools.operations.journaling.journal_reading import Wanted, journal_entries
from xltools.operations.workspace import Workspace
from xltools.rules.meant_case import numbers_alike


def cases_meant(workspace: Workspace, register: Callable[[str], bool], typed: str) -> list[str]:
    """The numbers of the cases that somebody may mean; none where the journal tells of no such case.

    Args:
        workspace: Whose journal.
        register: Whether a register's name is meant.
        typed: A number as typed, or a part of one.

    Raises:
        LedgerError: The journal cannot be read.
    """
    known: set[str] = set()
    for entry in journal_entries(workspace, Wanted(register)):
        if entry.concerns(typed):
            return [typed]
        known |= entry.numbers()
    return numbers_alike(known - {""}, typed)
