"""Which rounds have not ended, once the rows that told their end are taken back? The next pass ends them again. (FR-11)

Invariant: only what an undo clears counts; a row that people deleted from the sheet stays deleted, and its round ended.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from xltools.model.cell_edit import CellEdit
from xltools.model.sheet_keys import ROUNDS_SHEET
from xltools.operations.passes.case_memory_file import CaseMemoryFile
from xltools.operations.passes.opening import Opened
from xltools.operations.workspace import Workspace
from xltools.rules.past_rounds import with_fewer_ended


def forget_ended_rounds(workspace: Workspace, opened: Opened, edits: Iterable[CellEdit], now: datetime) -> None:
    """Remember that the rounds of these rows go on.

    Args:
        workspace: Where the memory is.
        opened: The register.
        edits: What the undo puts back; ``reason`` is the head of the column.
        now: The moment of the undo.

    Raises:
        LedgerError: The memory cannot be read or written.
    """
    sheet = opened.definition.sheet(ROUNDS_SHEET)
    number = None if sheet is None else sheet.by_name.get("number")
    if sheet is None or number is None:
        return
    cleared = Counter(
        str(edit.old)
        for edit in edits
        if edit.sheet == sheet.title and edit.reason == number.header and edit.old and edit.value in (None, "")
    )
    if cleared:
        file = CaseMemoryFile(workspace, opened.definition.numbering)
        file.append(with_fewer_ended(file.read(), cleared), now)
