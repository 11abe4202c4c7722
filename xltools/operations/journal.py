"""What did the tool do, when, and why? One line a pass in the workspace's journal, before and after the write.

Invariant: the intent is on disk before the workbook changes; an intent without its ``done`` tells what a crash left.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError
from xltools.model.cell_address import column_letters
from xltools.model.cell_edit import CellEdit, CellEdits
from xltools.operations.append_only import append_lines
from xltools.operations.workspace import Workspace


def journal_path(workspace: Workspace) -> Path:
    """The journal of a workspace."""
    return workspace.memory / "journal.jsonl"


def write_intent(
    workspace: Workspace,
    register_id: str,
    now: datetime,
    before: str,
    after: str,
    edits: Iterable[CellEdit],
    pages: Iterable[str] = (),
) -> None:
    """Record what is about to be written: every cell with its old and new value, grouped by column.

    Args:
        workspace: Where.
        register_id: Which register.
        now: The moment of the pass.
        before: SHA-256 of the bytes that were read.
        after: SHA-256 of the bytes that will stand there.
        edits: The edits.
        pages: Tabs of the sheets that are written anew.
    """
    changes = [
        {
            "sheet": column.sheet,
            "column": column_letters(column.column),
            "reason": column.reason,
            "rows": list(column.rows),
            "old": list(column.olds),
            "new": list(column.values),
        }
        for column in CellEdits.of(edits).columns
    ]
    intent = {"at": now.isoformat(), "register": register_id, "intent": after, "before": before, "edits": changes}
    _append(workspace, {**intent, "pages": list(pages)})


def write_done(workspace: Workspace, register_id: str, now: datetime, after: str) -> None:
    """Record that the intended bytes stand under the register's name."""
    _append(workspace, {"at": now.isoformat(), "register": register_id, "done": after})


def _append(workspace: Workspace, line: dict[str, object]) -> None:
    workspace.require_memory()
    path = journal_path(workspace)
    try:
        append_lines(path, [line])
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"the journal {path} cannot be written ({error.strerror}). Make room on the disk; no workbook was changed."
        ) from None
