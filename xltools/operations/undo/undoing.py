"""How is what a pass wrote taken back? Through the protocol of every write, and never what people typed since.

Invariant: where nobody saved since, the kept copy is put back byte for byte; else only cells that still hold what the
tool wrote get their old values. Issued numbers stay remembered, so the next refresh gives them to the same cases, and
rows of exports that are taken out get theirs when the export comes again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from xltools.errors import NotARegisterError
from xltools.language.speaking import speaking
from xltools.model.cell_edit import CellEdit, CellValue
from xltools.operations.files.backups import kept_versions
from xltools.operations.files.open_elsewhere import refuse_if_open
from xltools.operations.files.replacing import (
    read_snapshot,
    real_path,
    refuse_if_changed,
    refuse_if_not_replaceable,
    replace_workbook,
)
from xltools.operations.importing.entry_memory import EntryMemory
from xltools.operations.journaling.journal import Journal, NoteKind, PassRecord, standing_checksum
from xltools.operations.journaling.journal_reading import entry_at
from xltools.operations.local_moment import local_moment
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.passes.opening import Opened, opened_register
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.passes.pass_order import HOLD_SECONDS, Cause, PassOrder
from xltools.operations.undo.rounds_taken_back import forget_ended_rounds
from xltools.operations.undo.standing_sheets import standing_sheets
from xltools.operations.undo.undo_history import (
    NothingToUndoError,
    Version,
    backup_bytes,
    backup_folder,
    history_of,
)
from xltools.operations.undo.undone_versions import leave_alone
from xltools.operations.user_name import user_name
from xltools.operations.workspace import Workspace, workspace_of
from xltools.rules.taking_back import Hindrance, KeptCell, TakingBack, WrittenCell
from xltools.workbook.patching import patch_package

Places = dict[str, dict[int, str]]


class Undone(NamedTuple):
    """What was taken back, or would be.

    Attributes:
        path: The register.
        version: What was put back, as far as nobody typed since.
        passes: The passes that were taken back, the last one first.
        exactly: Whether the version's very bytes stand there.
        edits: The cells that changed.
        kept: The cells that could not be taken back.
        written: Whether the workbook was changed.
        finished: Whether an undo that was interrupted had changed it, and nothing was left to do but to say so.
        sha256: Checksum of what stands there now.
        entries: Numbers by key of the rows of exports that are out of the register again; None where there was none.
        went_on: By number of a case that is not here any more, the register that it is remembered in: its cells among
            ``kept`` are that one's now.
    """

    path: Path
    version: Version
    passes: Sequence[Version]
    exactly: bool
    edits: Sequence[CellEdit]
    kept: Sequence[KeptCell]
    written: bool
    finished: bool
    sha256: str
    entries: Mapping[str, str | None]
    went_on: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UndoOrder:
    """What is asked for.

    Attributes:
        version: A version as `xltools undo --list` names it; "" for the one before the last pass that wrote.
        dry_run: Write nothing at all.
        hold_seconds: How long the lock is kept after the replacement.
    """

    version: str = ""
    dry_run: bool = False
    hold_seconds: float = HOLD_SECONDS


def undo(path: Path, now: datetime, order: UndoOrder | None = None) -> Undone:
    """Put back an earlier version of a register.

    Args:
        path: The register; links are followed.
        now: The moment.
        order: Which version, and whether to write.

    Raises:
        NothingToUndoError, UnknownVersionError: There is no such version.
        BackupLostError: Its copy is gone or damaged.
        XltoolsError: The file cannot be read, is open elsewhere or read-only. In all cases it is untouched.
    """
    real, asked = real_path(path), order or UndoOrder()
    with no_bare_system_error(real), without_garbage_collection():
        workspace, moment = workspace_of(real), local_moment(now)
        if asked.dry_run:
            return _decided(workspace, _opened(workspace, real, asked), asked, moment)[0]
        refuse_if_not_replaceable(real)
        refuse_if_open(real)
        opened = _opened(workspace, real, asked)
        with speaking(opened.definition.language), NumberLedger(workspace, opened.definition.numbering).held(real):
            Journal(workspace).settle(partial(standing_checksum, workspace), moment)
            undone, data, cases = _decided(workspace, opened, asked, moment)
            if data == opened.snapshot.data:
                if undone.finished:
                    _tell(workspace, undone, moment)
                return undone
            refuse_if_open(real)
            refuse_if_changed(opened.snapshot)
            return _written(workspace, opened, undone, data, cases, moment, asked.hold_seconds)


def _opened(workspace: Workspace, path: Path, order: UndoOrder) -> Opened:
    """The register; what was a team's own workbook before and is so again has nothing left to undo."""
    try:
        return opened_register(path, PassOrder())
    except NotARegisterError:
        standing = read_snapshot(path).sha256
        history = history_of(workspace, workspace.register_id(path), standing)
        done = not history.top or (history.interrupted and history.versions[-1].after == standing)
        if history.versions and done and not order.version:
            raise NothingToUndoError(path.name) from None
        raise


def versions(path: Path) -> list[tuple[Version, bool]]:
    """The versions of a register, first to last, each with whether its copy is kept.

    Raises:
        XltoolsError: The register or the journal cannot be read.
    """
    real = real_path(path)
    with no_bare_system_error(real):
        workspace = workspace_of(real)
        register_id = workspace.register_id(real)
        history = history_of(workspace, register_id, read_snapshot(real).sha256)
        kept = tuple(each.sha12 for each in kept_versions(backup_folder(workspace, register_id)))
        return [(each, each.sha256.startswith(kept)) for each in history.versions]


def _decided(workspace: Workspace, opened: Opened, order: UndoOrder, now: datetime) -> tuple[Undone, bytes, Places]:
    """What would be done, the bytes that would stand there, and whose the rows are that change."""
    snapshot = opened.snapshot
    register_id = workspace.register_id(snapshot.path)
    history = history_of(workspace, register_id, snapshot.sha256)
    version = history.chosen(order.version) if order.version else history.last(snapshot.path.name)
    again = history.interrupted and not order.version
    edits: Sequence[CellEdit]
    kept: Sequence[KeptCell] = ()
    if history.untouched_since(version, snapshot.sha256):
        passes = [version] if snapshot.sha256 == version.after else history.since(version)
        data = backup_bytes(workspace, register_id, version)
        edits, cases = _told_backwards(workspace, passes)
    else:
        passes = history.since(version)[again:] if order.version or again else [version]
        taking = TakingBack(standing_sheets(opened, now))
        for each in passes:
            taking.take_back(_cells(workspace, each))
        edits, kept, cases = taking.edits(), taking.kept, taking.cases()
        data = patch_package(opened.package, edits) if edits else snapshot.data
    finished = again and data == snapshot.data
    if finished:
        edits, kept, cases = (), (), {}
    sha256 = hashlib.sha256(data).hexdigest()
    exactly = sha256 == version.sha256
    gone = _entries_gone(workspace, register_id, passes, edits, kept)
    went_on = _went_on(NumberLedger(workspace, opened.definition.numbering), register_id, kept)
    undone = Undone(snapshot.path, version, passes, exactly, edits, kept, False, finished, sha256, gone, went_on)
    return undone, data, cases


def _went_on(ledger: NumberLedger, register_id: str, kept: Sequence[KeptCell]) -> dict[str, str]:
    """Whose the cases are that stand here no more; `xltools rollover` and people take them along."""
    cases = {each.cell.case for each in kept if each.why is Hindrance.ROW_GONE}
    records = ledger.read() if cases else {}
    return {n: records[n].register for n in sorted(cases) if n in records and records[n].register != register_id}


def _entries_gone(
    workspace: Workspace,
    register_id: str,
    passes: Sequence[Version],
    edits: Sequence[CellEdit],
    kept: Sequence[KeptCell],
) -> dict[str, str | None]:
    """Rows of exports that are taken out: their numbers are; those without one, unless some such row was kept."""
    before = {each.sha256 for each in passes if each.cause == Cause.IMPORT}
    if not before or not edits:
        return {}
    cleared = {edit.old for edit in edits if edit.value in (None, "")}
    unnumbered = all(each.cell.case for each in kept)
    entered = EntryMemory(workspace, register_id).entered(before)
    return {key: number for key, number in entered.items() if (unnumbered if number is None else number in cleared)}


def _cells(workspace: Workspace, version: Version) -> Sequence[WrittenCell]:
    return list(entry_at(workspace, version.entry).cells())


def _told_backwards(workspace: Workspace, passes: Sequence[Version]) -> tuple[list[CellEdit], Places]:
    """What the journal will tell where a kept copy is put back: the cells of the passes, last first, and whose."""
    edits: list[CellEdit] = []
    cases: Places = {}
    for each in passes:
        for cell in reversed(_cells(workspace, each)):
            old: CellValue = cell.old  # type: ignore[assignment]  # told only, never written from here
            edits.append(CellEdit(cell.sheet, cell.row, cell.column, old, cell.new, cell.head))
            if cell.case:
                cases.setdefault(cell.sheet, {})[cell.row] = cell.case
    return edits, cases


def _written(
    workspace: Workspace, opened: Opened, undone: Undone, data: bytes, cases: Places, now: datetime, hold: float
) -> Undone:
    """Replace the workbook; that it is to be left alone is remembered before it stands there."""
    snapshot, journal = opened.snapshot, Journal(workspace)
    register_id, before, after = workspace.register_id(snapshot.path), snapshot.sha256, undone.sha256
    back_to = undone.version.line
    journal.intend(
        PassRecord(
            register_id, Cause.UNDO, now, before, after, undone.edits, cases=cases, by=user_name(), back_to=back_to
        )
    )
    if undone.entries or any(each.cause == Cause.UNDO for each in undone.passes):
        EntryMemory(workspace, register_id).take_out(undone.entries, before, now)
    leave_alone(workspace, register_id, after)
    forget_ended_rounds(workspace, opened, undone.edits, now)
    replace_workbook(snapshot, data, now, backups=backup_folder(workspace, register_id), hold_seconds=hold)
    journal.done(register_id, now, after)
    _tell(workspace, undone, now)
    return undone._replace(written=True)


def _tell(workspace: Workspace, undone: Undone, now: datetime) -> None:
    facts = {
        "sha256": undone.sha256,
        "version": undone.version.sha256,
        "kept": len(undone.kept),
        "entries": len(undone.entries),
    }
    Journal(workspace).note(NoteKind.UNDONE, workspace.register_id(undone.path), now, **facts)
