"""What did the tool do, when, and why? One line a pass in the workspace's journal, before and after the write.

Invariant: the intent is on disk before the workbook changes; an intent without its ``done`` tells what a crash left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError
from xltools.model.cell_address import column_letters
from xltools.model.cell_edit import CellEdit, CellEdits
from xltools.model.finding import Finding
from xltools.model.notice import Notice
from xltools.operations.append_only import append_lines
from xltools.operations.pass_order import Cause
from xltools.operations.workspace import Workspace


def journal_path(workspace: Workspace) -> Path:
    """The journal of a workspace."""
    return workspace.memory / "journal.jsonl"


@dataclass(frozen=True, slots=True)
class PassRecord:
    """What a pass is about to do.

    Attributes:
        register_id: Which register.
        cause: Why the pass was made.
        now: The moment of the pass.
        before: SHA-256 of the bytes that were read.
        after: SHA-256 of the bytes that will stand there.
        edits: What is written.
        pages: Tabs of the sheets that are written anew.
        findings: What there is to say.
        notices: What people are told.
        cases: By tab and row, whose row it is that is written.
    """

    register_id: str
    cause: Cause
    now: datetime
    before: str
    after: str
    edits: Sequence[CellEdit]
    pages: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()
    cases: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of one workspace."""

    workspace: Workspace

    def intend(self, record: PassRecord) -> None:
        """Record what is about to be written: every cell with its old and new value, grouped by column.

        Raises:
            ReadOnlyWorkbookError: The journal cannot be written.
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
            for column in CellEdits.of(record.edits).columns
        ]
        self._append(
            {
                "at": record.now.isoformat(),
                "register": record.register_id,
                "intent": record.after,
                "before": record.before,
                "edits": changes,
                "pages": list(record.pages),
            }
        )

    def done(self, register_id: str, now: datetime, after: str) -> None:
        """Record that the intended bytes stand under the register's name."""
        self._append({"at": now.isoformat(), "register": register_id, "done": after})

    def _append(self, line: dict[str, object]) -> None:
        self.workspace.require_memory()
        path = journal_path(self.workspace)
        try:
            append_lines(path, [line])
        except OSError as error:
            raise ReadOnlyWorkbookError(
                f"the journal {path} cannot be written ({error.strerror}). "
                "Make room on the disk; no workbook was changed."
            ) from None
