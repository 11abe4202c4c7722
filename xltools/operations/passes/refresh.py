"""One refresh of one register: read → check → rules → difference → patch → journal → replace.

Invariant: what is written is the difference between what was read and what should be; where there is none, nothing is.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from xltools.errors import WorkbookBusyError
from xltools.language.speaking import speaking
from xltools.model.cell_edit import CellEdit
from xltools.model.finding import Finding
from xltools.model.notice import Notice
from xltools.operations.adopting.begun_adoptions import end_adoption, is_being_adopted
from xltools.operations.files.replacing import (
    real_path,
    refuse_if_changed,
    refuse_if_not_replaceable,
    replace_workbook,
)
from xltools.operations.importing.entry_memory import EntryMemory
from xltools.operations.journaling.journal import Journal, NoteKind, standing_checksum
from xltools.operations.notifying.enqueuing import enqueue
from xltools.operations.notifying.notify_settings import notify_settings
from xltools.operations.passes.case_memory_file import CaseMemoryFile
from xltools.operations.passes.companion import show_companion, withdraw_companion
from xltools.operations.passes.deciding import Pass, decided, read_and_decide
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.passes.opening import Opened, opened_register
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.passes.pass_order import UNASKED, Cause, PassOrder
from xltools.operations.passes.pass_records import pass_record
from xltools.operations.passes.unseen_numbers import Unseen, keep_unseen
from xltools.operations.passes.waiting import Waiting, forget_waiting, remember_waiting
from xltools.operations.progress import Stages, untold
from xltools.operations.undo.undone_versions import undone_version
from xltools.operations.workspace import Workspace, workspace_of
from xltools.workbook.patching import patch_package
from xltools.workbook.row_heights import least_heights


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """What a pass found and did.

    Attributes:
        path: The register.
        template: The name of its definition.
        language: The language of its texts; its findings are said in it.
        cases: How many cases it holds.
        findings: Everything there is to say about it.
        edits: What was written, or would be.
        new_numbers: How many numbers were given, or would be.
        written: Whether the workbook was changed.
        notices: What people are to be told; nothing is sent from here.
        pages: Sheets that were written anew, or would be.
        waiting: Who has it open, where that keeps the edits from being written.
        sha256: Checksum of the contents as they stand now.
        entered: Numbers of the entries that became cases, or would, by their keys; None where a number waits.
        next_event: When time alone next changes more than the time that is left; None where it does not, or where
            somebody asked for the pass.
    """

    path: Path
    template: str
    language: str
    cases: int
    findings: tuple[Finding, ...]
    edits: Sequence[CellEdit]
    new_numbers: int
    written: bool
    notices: tuple[Notice, ...] = ()
    pages: tuple[str, ...] = ()
    waiting: Waiting | None = None
    sha256: str = ""
    entered: Mapping[str, str | None] = field(default_factory=dict)
    next_event: datetime | None = None


def check(path: Path, now: datetime, progress: Stages = untold, order: PassOrder | None = None) -> RefreshResult:
    """Read and decide, and write nothing at all; arguments and errors are those of `read_and_decide`."""
    return _result(read_and_decide(path, now, progress, order), order or PassOrder())


def refresh(path: Path, now: datetime, progress: Stages = untold, order: PassOrder | None = None) -> RefreshResult:
    """Bring one register up to date, in the very file that was read; arguments are those of `read_and_decide`.

    Raises:
        XltoolsError: It cannot be read, is no register, is open elsewhere or read-only; the file is untouched.
    """
    real = real_path(path)
    with no_bare_system_error(real):
        return _refreshed(real, now, progress, order or PassOrder())


def _refreshed(real: Path, now: datetime, progress: Stages, order: PassOrder) -> RefreshResult:
    busy = _who_has_it_open(real, order)
    workspace = workspace_of(real)
    opened = opened_register(real, order)  # before anything is made beside a file that is not ours
    with speaking(opened.definition.language):
        return _brought_up_to_date(opened, busy, workspace, now, progress, order)


def _brought_up_to_date(
    opened: Opened,
    busy: WorkbookBusyError | None,
    workspace: Workspace,
    now: datetime,
    progress: Stages,
    order: PassOrder,
) -> RefreshResult:
    real = opened.snapshot.path
    with without_garbage_collection(), NumberLedger(workspace, opened.definition.numbering).held(real):
        Journal(workspace).settle(partial(standing_checksum, workspace), now.replace(tzinfo=None))
        done = decided(opened, workspace, now, progress, order)
        if not _is_called_for(done, order) or _is_left_alone(done, workspace, order):
            return _result(done, order)
        notify_settings(workspace.root)  # whoever cannot be told later stops the pass now
        data = b""
        if done.writes and busy is None:
            progress("patching")
            data = _patched(done)
            busy = _who_has_it_open(real, order)  # once more, before anything is remembered of a pass
            refuse_if_changed(opened.snapshot)
        _remember_first(done, workspace)
        result = _result(done, order)
        if data and busy is None:
            progress("writing")
            busy = _write(done, data, workspace, order)
            if busy is None:
                result = replace(result, written=True, sha256=hashlib.sha256(data).hexdigest())
        if busy is not None and done.matters:
            result = replace(result, waiting=_postponed(done, workspace, busy.owner))
        if result.written:
            keep_unseen(workspace, done.context.register_id, done.still_unseen(result.sha256))
        memory = done.decision.memory if result.waiting is None else done.decision.memory.without(done.decision.of_rows)
        CaseMemoryFile(workspace, opened.definition.numbering).append(memory, done.context.now)
        end_adoption(workspace, done.context.register_id)
        if result.waiting is None:
            forget_waiting(workspace, done.context.register_id)
            withdraw_companion(real)
        return result


def _who_has_it_open(real: Path, order: PassOrder) -> WorkbookBusyError | None:
    """Stop where the file cannot be replaced; where it is merely open, only if the order does not allow for that."""
    try:
        refuse_if_not_replaceable(real)
    except WorkbookBusyError as busy:
        if order.while_open:
            return busy
        raise
    return None


def _is_called_for(done: Pass, order: PassOrder) -> bool:
    """By the clock, the time that is left is written only while people are at work, and where that is asked for."""
    if done.matters or order.cause is not Cause.CLOCK:
        return True
    calendar = done.register.policy.calendar
    return not order.only_if_due and (calendar is None or calendar.business.is_open(done.context.now))


def _is_left_alone(done: Pass, workspace: Workspace, order: PassOrder) -> bool:
    """What somebody undid is not done again by itself: only by his word, or after the next save."""
    if order.cause not in UNASKED:
        return False
    return done.opened.snapshot.sha256 == undone_version(workspace, done.context.register_id)


def _patched(done: Pass) -> bytes:
    heights = least_heights(done.edits, done.register.fields_by_place())
    return patch_package(done.opened.package, done.edits, heights, done.pages)


def _remember_first(done: Pass, workspace: Workspace) -> None:
    """What must be on disk before any workbook shows it: numbers, whose they are, and what people are to be told."""
    ledger = NumberLedger(workspace, done.opened.definition.numbering)
    if done.renaming is not None:
        ledger.rename(done.renaming)
        if not workspace.holds(done.renaming.old):
            keep_unseen(workspace, done.renaming.old, Unseen())
            forget_waiting(workspace, done.renaming.old)
            EntryMemory(workspace, done.renaming.new).follow(done.renaming.old)
    ledger.append(done.decision.issued)
    if (unseen := done.still_unseen()) is not done.unseen or done.renaming is not None:
        keep_unseen(workspace, done.context.register_id, unseen)
    if not is_being_adopted(workspace, done.context.register_id):  # what was late before is no news to anybody
        enqueue(workspace, done.context.register_id, done.decision.notices, done.register.policy, done.context.now)


def _write(done: Pass, data: bytes, workspace: Workspace, order: PassOrder) -> WorkbookBusyError | None:
    """Replace the workbook, with the intent in the journal before and the deed behind it.

    Whoever opened or saved it in this very moment wins; the numbers that were given keep their rows.
    """
    register_id, now, journal = done.context.register_id, done.context.now, Journal(workspace)
    record = pass_record(done, order.cause, hashlib.sha256(data).hexdigest())
    journal.intend(record)
    entries, entered = EntryMemory(workspace, register_id), done.decision.entered
    if entered:
        entries.begin(entered, record.before, now)
    backups = workspace.backups / register_id
    try:
        replace_workbook(
            done.opened.snapshot, data, now, backups=backups, hold_seconds=order.hold_seconds, lasting=done.matters
        )
    except WorkbookBusyError as busy:
        if order.while_open:
            return busy
        raise
    journal.done(register_id, now, record.after)
    if entered:
        entries.finish()
    return None


def _postponed(done: Pass, workspace: Workspace, owner: str) -> Waiting:
    """Remember that the cells wait, and where the numbers belong that nobody has seen yet; show what waits."""
    register_id, now = done.context.register_id, done.context.now
    waiting = remember_waiting(workspace, register_id, Waiting(owner, now))
    if waiting.since == now or done.new_numbers() or done.decision.notices:
        cases = sorted({*done.new_numbers(), *(notice.case_number for notice in done.decision.notices)})
        Journal(workspace).note(NoteKind.DEFERRED, register_id, now, owner=owner, cases=cases)
    show_companion(done, waiting, now)
    return waiting


def _result(done: Pass, order: PassOrder) -> RefreshResult:
    return RefreshResult(
        done.opened.snapshot.path,
        done.register.definition.name,
        done.register.definition.language,
        len(done.decision.cases.numbers),
        done.decision.findings,
        done.edits,
        len(done.new_numbers()),
        False,
        done.decision.notices,
        tuple(page.title for page in done.pages),
        sha256=done.opened.snapshot.sha256,
        entered=done.decision.entered,
        next_event=done.next_event() if order.cause in UNASKED else None,
    )
