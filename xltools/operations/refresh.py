"""One refresh of one register: read → check → rules → difference → patch → journal → replace.

Invariant: what is written is the difference between what was read and what should be; where there is none, nothing is.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xltools.errors import WorkbookBusyError
from xltools.model.cell_edit import CellEdit
from xltools.model.finding import Finding
from xltools.model.notice import Notice
from xltools.operations.case_memory_file import CaseMemoryFile
from xltools.operations.deciding import Pass, Progress, decided, opened_register, read_and_decide
from xltools.operations.journal import Journal, PassRecord
from xltools.operations.number_ledger import NumberLedger
from xltools.operations.open_elsewhere import refuse_if_open
from xltools.operations.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.pass_order import PassOrder
from xltools.operations.replacing import (
    real_path,
    refuse_if_changed,
    refuse_if_not_replaceable,
    replace_workbook,
)
from xltools.operations.waiting import Waiting, forget_waiting, remember_waiting
from xltools.operations.workspace import Workspace, workspace_of
from xltools.workbook.patching import patch_package
from xltools.workbook.row_heights import least_heights


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """What a pass found and did.

    Attributes:
        path: The register.
        template: The name of its definition.
        cases: How many cases it holds.
        findings: Everything there is to say about it.
        edits: What was written, or would be.
        new_numbers: How many numbers were given, or would be.
        written: Whether the workbook was changed.
        notices: What people are to be told; nothing is sent from here.
        pages: Sheets that were written anew, or would be.
        waiting: Who has it open, where that keeps the edits from being written.
    """

    path: Path
    template: str
    cases: int
    findings: tuple[Finding, ...]
    edits: Sequence[CellEdit]
    new_numbers: int
    written: bool
    notices: tuple[Notice, ...] = ()
    pages: tuple[str, ...] = ()
    waiting: Waiting | None = None


def check(
    path: Path, now: datetime, progress: Progress = lambda _: None, order: PassOrder | None = None
) -> RefreshResult:
    """Read and decide, and write nothing at all; arguments and errors are those of `read_and_decide`."""
    return _result(read_and_decide(path, now, progress, order), written=False)


def refresh(
    path: Path, now: datetime, progress: Progress = lambda _: None, order: PassOrder | None = None
) -> RefreshResult:
    """Bring one register up to date, in the very file that was read.

    Args:
        path: The register; links are followed.
        now: The moment of the pass: aware, taken to the register's zone; or naive local time.
        progress: Told the stage that begins.
        order: What is asked for beyond that.

    Raises:
        XltoolsError: It cannot be read, is no register, is open elsewhere or read-only; the file is untouched.
    """
    real = real_path(path)
    with no_bare_system_error(real):
        return _refreshed(real, now, progress, order or PassOrder())


def _refreshed(real: Path, now: datetime, progress: Progress, order: PassOrder) -> RefreshResult:
    busy = _who_has_it_open(real, order)
    workspace = workspace_of(real)
    opened = opened_register(real, order)  # before anything is made beside a file that is not ours
    ledger = NumberLedger(workspace, opened.definition.numbering)
    with without_garbage_collection(), ledger.held(real):
        done = decided(opened, workspace, now, progress, order)
        if order.only_if_due and not done.matters:
            return _result(done, written=False)
        data = b""
        if done.writes and busy is None:
            progress("patching")
            heights = least_heights(done.edits, done.register.fields_by_place())
            data = patch_package(opened.package, done.edits, heights, done.pages)
            busy = _who_has_it_open(real, order)  # once more, before anything is remembered of a pass
            refuse_if_changed(opened.snapshot)
        if done.renaming is not None:
            ledger.rename(done.renaming)
        ledger.append(done.decision.issued)
        waiting, written = None, done.writes and busy is None
        if written:
            progress("writing")
            _write(done, data, workspace, order)
        elif busy is not None and done.matters:
            waiting = _postponed(done, workspace, busy)
        CaseMemoryFile(workspace, opened.definition.numbering).append(done.decision.memory, done.context.now)
        if waiting is None:
            forget_waiting(workspace, done.context.register_id)
        return _result(done, written=written, waiting=waiting)


def _who_has_it_open(real: Path, order: PassOrder) -> WorkbookBusyError | None:
    """Stop where the file cannot be replaced; where it is merely open, only if the order does not allow for that."""
    try:
        refuse_if_not_replaceable(real)
        refuse_if_open(real)
    except WorkbookBusyError as busy:
        if order.while_open:
            return busy
        raise
    return None


def _write(done: Pass, data: bytes, workspace: Workspace, order: PassOrder) -> None:
    """Replace the workbook, with the intent in the journal before and the deed behind it."""
    register_id, now, snapshot = done.context.register_id, done.context.now, done.opened.snapshot
    journal, after = Journal(workspace), hashlib.sha256(data).hexdigest()
    journal.intend(
        PassRecord(
            register_id,
            order.cause,
            now,
            snapshot.sha256,
            after,
            done.edits,
            tuple(page.title for page in done.pages),
            done.decision.findings,
            done.decision.notices,
            done.case_rows(),
        )
    )
    replace_workbook(
        snapshot, data, now, backups=workspace.memory / "backups" / register_id, hold_seconds=order.hold_seconds
    )
    journal.done(register_id, now, after)


def _postponed(done: Pass, workspace: Workspace, busy: WorkbookBusyError) -> Waiting:
    """Remember that the cells wait, and where the numbers belong that nobody has seen yet."""
    register_id, now = done.context.register_id, done.context.now
    return remember_waiting(workspace, register_id, Waiting(busy.owner, now, done.unseen_numbers()))


def _result(done: Pass, *, written: bool, waiting: Waiting | None = None) -> RefreshResult:
    return RefreshResult(
        done.opened.snapshot.path,
        done.register.definition.name,
        len(done.decision.cases.numbers),
        done.decision.findings,
        done.edits,
        len(done.new_numbers()),
        written,
        done.decision.notices,
        tuple(page.title for page in done.pages),
        waiting,
    )
