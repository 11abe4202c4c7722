"""Which cases have an archive copy, and where? Marks of the archive, kept from pass to pass. (FR-14, ST-12)

Invariant: a mark is never taken away; a later copy's mark takes the place of the earlier one's.
"""

from collections.abc import Mapping
from datetime import datetime

from xltools.model.archive_mark import ArchiveMark
from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.register import Value
from xltools.rules.remembering import known_column

AT, LOCATION = "archived_at", "archive_location"


def archive_columns(view: CaseView, archived: Mapping[str, ArchiveMark], memory: CaseMemory) -> dict[str, list[Value]]:
    """The columns of the marks that the sheet has.

    Args:
        view: The cases.
        archived: By number, cases that were archived just now.
        memory: The marks of earlier passes.
    """
    columns = {
        name: known_column(view, name, kind, memory)
        for name, kind in ((AT, datetime), (LOCATION, str))
        if name in view.table.cells
    }
    for index in marked(view, archived):
        mark = archived[str(view.numbers[index])]
        for name, value in ((AT, mark.at), (LOCATION, mark.location)):
            if name in columns:
                columns[name][index] = value
    return columns


def marked(view: CaseView, archived: Mapping[str, ArchiveMark]) -> list[int]:
    """Positions of the cases that were archived just now."""
    if not archived:
        return []
    return [index for index, number in enumerate(view.numbers) if number in archived]
