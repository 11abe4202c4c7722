"""What did the tool do, when, and why? One line a pass in the workspace's journal before the write, one behind it.

Invariant: the intent is on disk before the workbook changes; an intent without its ``done`` tells what a crash left,
and is settled before the next pass. What it costs is one sync to disk a pass: a lost ``done`` is settled as well.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from xltools.errors import LedgerError, ReadOnlyWorkbookError
from xltools.model.cell_edit import CellEdit
from xltools.model.finding import Finding
from xltools.model.notice import Notice
from xltools.operations.files.append_only import read_line
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.journaling.journal_cells import stored_cases, stored_edits, stored_findings
from xltools.operations.journaling.journal_lines import append_chained, lines_backwards
from xltools.operations.passes.pass_order import Cause
from xltools.operations.workspace import Workspace

_WAIT_SECONDS = 30


class NoteKind(StrEnum):
    """What else is told than passes; the word stands in the line."""

    DEFERRED = "deferred"  # a register was open
    SENT = "sent"
    FAILED = "failed"  # something could not be sent
    DOUBTFUL = "doubtful"  # nobody knows whether it was
    IMPORTED = "imported"  # a file came in; how many of its rows were entered, known, sent back
    UNDONE = "undone"
    ARCHIVED = "archived"  # copies of cases were put into the archive
    EXTENDED = "extended"  # sheets, columns or parameters were added
    ROLLED_OVER = "rolled over"  # the open cases went on into another register
    SETTLED = "settled"


class Outcome(StrEnum):
    """What became of an intent."""

    WRITTEN = "written"
    ABANDONED = "abandoned"  # what was read still stands there
    OVERTAKEN = "overtaken"  # somebody saved since, or the file is gone


class Settled(NamedTuple):
    """An intent whose end nobody had told.

    Attributes:
        register_id: Which register.
        outcome: What became of it.
        at: The moment of its pass.
        after: SHA-256 of what was to stand there.
    """

    register_id: str
    outcome: Outcome
    at: datetime
    after: str


def journal_path(workspace: Workspace) -> Path:
    """The journal of a workspace."""
    return workspace.memory / "journal.jsonl"


def standing_checksum(workspace: Workspace, register_id: str) -> str | None:
    """SHA-256 of what stands under a register's name now; None where it is gone, "" where it cannot be read.

    What cannot be read now must not keep other registers from being worked on.
    """
    try:
        return hashlib.sha256((workspace.root / register_id).read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return ""


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
        by: Who caused it; "" where that is not known.
        back_to: Where passes are undone: the number of the earliest one's line; else 0.
        minor: It writes nothing but how much time is left.
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
    by: str = ""
    back_to: int = 0
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of one workspace."""

    workspace: Workspace

    def intend(self, record: PassRecord) -> None:
        """Record what is about to be written, synced: every cell with its old and new value, grouped by column.

        Raises:
            ReadOnlyWorkbookError: The journal cannot be written.
            WorkbookBusyError: Another xltools writes it all the time.
        """
        told = [
            {
                "kind": each.kind.said,
                "case": each.case_number,
                "to": each.recipient,
                "subject": each.subject,
                "urgent": each.urgent,
            }
            for each in record.notices
        ]
        line = {
            "at": record.now.isoformat(),
            "register": record.register_id,
            "intent": record.after,
            "before": record.before,
            "cause": record.cause.value,
            **({"by": record.by} if record.by else {}),
            **({"back_to": record.back_to} if record.back_to else {}),
            **({"minor": True} if record.minor else {}),
            "edits": stored_edits(record.edits),
            "pages": list(record.pages),
            "findings": stored_findings(record.findings),
            "notices": told,
            "cases": stored_cases(record.cases),
        }
        self._append(line, synced=True)

    def done(self, register_id: str, now: datetime, after: str) -> None:
        """Record that the intended bytes stand under the register's name; errors as for `intend`."""
        self._append({"at": now.isoformat(), "register": register_id, "done": after})

    def note(self, kind: str, register_id: str, now: datetime, **facts: object) -> None:
        """Record anything else that was done.

        Args:
            kind: What, as a rule a `NoteKind`.
            register_id: Which register it is about; "" for the workspace.
            now: The moment.
            **facts: What there is to know, as JSON has words for it; a case's number as ``case``, several as
                ``cases``.

        Raises:
            ReadOnlyWorkbookError, WorkbookBusyError: As for `intend`.
        """
        self._append({"at": now.isoformat(), "kind": str(kind), "register": register_id, **facts})

    def settle(self, standing: Callable[[str], str | None], now: datetime) -> Settled | None:
        """Find out what became of an intent that a crash or an error left without its end, and record it.

        To be called while no pass is under way.

        Args:
            standing: Gives the SHA-256 of what stands under a register's name now, None where it is gone.
            now: The moment.

        Returns:
            What became of it; None where there is no such intent.

        Raises:
            ReadOnlyWorkbookError, WorkbookBusyError: As for `intend`.
            LedgerError: The journal cannot be read.
        """
        intent = self._open_intent()
        if intent is None:
            return None
        after, register_id = str(intent["intent"]), str(intent["register"])
        found = standing(register_id)
        outcome = Outcome.OVERTAKEN
        if found in (after, intent["before"]):
            outcome = Outcome.WRITTEN if found == after else Outcome.ABANDONED
        self.note(NoteKind.SETTLED, register_id, now, outcome=outcome.value, of=after)
        return Settled(register_id, outcome, datetime.fromisoformat(str(intent["at"])), after)

    def _open_intent(self) -> Mapping[str, object] | None:
        path = journal_path(self.workspace)
        try:
            for text in lines_backwards(path):
                line = read_line(text)
                if "done" in line or line.get("kind") == NoteKind.SETTLED:
                    return None
                if "intent" in line:
                    return {"at": line["at"], "register": line["register"], "before": "", **line}
        except OSError as error:
            raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
        except (ValueError, TypeError, AttributeError, KeyError):
            return None  # damaged there: `xltools journal --verify` tells it, and no pass has to wait for that
        return None

    def _append(self, line: Mapping[str, object], *, synced: bool = False) -> None:
        memory, path = self.workspace.require_memory(), journal_path(self.workspace)
        with one_at_a_time(memory / "journal.lock", _WAIT_SECONDS, path, "another xltools is writing the journal"):
            try:
                append_chained(path, line, synced=synced)
            except OSError as error:
                raise ReadOnlyWorkbookError(
                    f"the journal {path} cannot be written ({error.strerror}). "
                    "Make room on the disk; no workbook was changed."
                ) from None
