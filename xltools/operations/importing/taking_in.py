"""What becomes of the files that people put into 收件? Entered, sent back, or left for the next time. (FA-1)

Invariant: rows are entered first, what is sent back is written next, the file is moved last: wherever that stops, the
next time goes on without losing a row or entering one twice.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from xltools.errors import UnusableExportError, XltoolsError
from xltools.language.speaking import speaking
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.files.open_elsewhere import refuse_if_open
from xltools.operations.files.replacing import read_snapshot, real_path
from xltools.operations.folder_names import standing_or_new
from xltools.operations.importing import export_refusals as refusals
from xltools.operations.importing.entering_rows import ExportOrder, Imported, enter_export
from xltools.operations.importing.export import MAXIMUM_BYTES, RawExport
from xltools.operations.importing.export_reading import raw_exports, source_name
from xltools.operations.importing.import_settings import import_settings, settings_for
from xltools.operations.importing.inbox import (
    QUIET_SECONDS,
    files_in,
    inboxes,
    moved,
    still_files,
)
from xltools.operations.importing.register_choice import register_for
from xltools.operations.importing.returning import place_refusal, place_returned
from xltools.operations.journaling.journal import Journal, NoteKind
from xltools.operations.local_moment import local_moment
from xltools.operations.passes.pass_conditions import no_bare_system_error
from xltools.operations.passes.pass_order import HOLD_SECONDS
from xltools.operations.passes.refresh import RefreshResult
from xltools.operations.register_language import register_language
from xltools.operations.workspace import Workspace, workspace_of
from xltools.operations.workspace_language import workspace_language
from xltools.reports.returned_rows import CHANNEL_PROPERTY, REGISTER_PROPERTY

_LOCK, _WAIT_SECONDS = "imports.lock", 60


class Taking(StrEnum):
    """What became of a file."""

    ENTERED = "entered"  # at least one row became a case
    KNOWN = "known"  # all of its rows were entered before, or it has none
    RETURNED = "returned"  # none of its rows could be entered
    UNUSABLE = "unusable"
    LATER = "later"  # somebody writes it, or the register cannot be worked on now: it stays where it is


@dataclass(frozen=True, slots=True)
class TakenIn:
    """One file.

    Attributes:
        source: Where it lay.
        outcome: What became of it.
        sentence: The same in English, one line.
        register: Where its rows belong; None where that is not known.
        entered: How many rows became cases.
        known: How many were entered before.
        faulty: How many were sent back.
        returned: The workbook that tells what is wrong.
        result: The refresh that entered the rows, for its notices.
        error: Why it was not taken in.
        imported: How it was read.
    """

    source: Path
    outcome: Taking
    sentence: str
    register: Path | None = None
    entered: int = 0
    known: int = 0
    faulty: int = 0
    returned: Path | None = None
    result: RefreshResult | None = None
    error: XltoolsError | None = None
    imported: Imported | None = None


def take_in(
    folder: Path, now: datetime, quiet_seconds: float = QUIET_SECONDS, hold_seconds: float = HOLD_SECONDS
) -> list[TakenIn]:
    """Take in everything that lies in the folders 收件 below a folder and that nobody is writing.

    Args:
        folder: A workspace, or a folder in it.
        now: The moment.
        quiet_seconds: How long a file must look the same.
        hold_seconds: How long a register's lock is kept after a write.
    """
    waiting = [(inbox, path) for inbox in inboxes(folder) for path in files_in(inbox)]
    if not waiting:
        return []
    still = set(still_files([path for _, path in waiting], quiet_seconds))
    taken = []
    for inbox, path in waiting:
        if path in still:
            taken.append(_taken(path, inbox, now, hold_seconds))
        else:
            taken.append(TakenIn(path, Taking.LATER, f"{path.name} is still being written"))
    return taken


def _taken(path: Path, inbox: Path, now: datetime, hold_seconds: float) -> TakenIn:
    workspace = workspace_of(inbox)
    try:
        lock, language = workspace.require_memory() / _LOCK, workspace_language(workspace.root)
        with (
            one_at_a_time(lock, _WAIT_SECONDS, path, "another xltools is importing"),
            no_bare_system_error(path),
            speaking(language),
        ):
            return _taken_alone(path, inbox, workspace, now, hold_seconds)
    except XltoolsError as error:
        return TakenIn(path, Taking.LATER, str(error), error=error)


def _taken_alone(path: Path, inbox: Path, workspace: Workspace, now: datetime, hold_seconds: float) -> TakenIn:
    returned, done_with = standing_or_new(inbox, "folders.returned"), standing_or_new(inbox, "folders.taken")
    try:
        raws = _raws(path)
        register, order = _order_for(path, inbox, workspace, raws)
    except UnusableExportError as error:
        return _refused(error, path, returned, workspace, now)
    with speaking(register_language(register)):
        try:
            taken = _entered(path, register, replace(order, hold_seconds=hold_seconds), returned, workspace, now)
        except UnusableExportError as error:
            return _refused(error, path, returned, workspace, now)
    target = moved(path, returned if taken.outcome is Taking.RETURNED else done_with, now)
    if taken.entered or target is not None:  # a file that cannot be moved comes again and again
        _note(taken, now)
    return taken


def _refused(error: UnusableExportError, path: Path, returned: Path, workspace: Workspace, now: datetime) -> TakenIn:
    told = place_refusal(error, path.name, returned, workspace, now)
    moved(path, returned, now)
    return TakenIn(path, Taking.UNUSABLE, str(error), returned=told, error=error)


def import_file(
    path: Path,
    register: Path,
    channel: str,
    now: datetime,
    *,
    dry_run: bool = False,
    hold_seconds: float = HOLD_SECONDS,
) -> TakenIn:
    """Enter the rows of one file, which stays where it is; faulty rows go to 收件/退回 beside the register.

    Args:
        path: The export.
        register: Where its rows belong.
        channel: The channel that they came by; "" where the file or ``xltools.toml`` tells it.
        now: The moment.
        dry_run: Judge only; nothing is written.
        hold_seconds: How long the register's lock is kept after a write.

    Raises:
        XltoolsError: The file or the register cannot be used now; nothing was entered.
    """
    workspace = workspace_of(register.absolute())
    with no_bare_system_error(path):
        raws = _raws(path)
        name = source_name(raws, path.name)
        settings = settings_for(name, import_settings(workspace.root))
        order = ExportOrder(name, raws, settings, channel or _mark(raws, CHANNEL_PROPERTY), dry_run, hold_seconds)
        with speaking(workspace_language(workspace.root)):
            inbox = standing_or_new(register.absolute().parent, "folders.inbox")
            returned = standing_or_new(inbox, "folders.returned")
        with speaking(register_language(register)):
            taken = _entered(path, register, order, returned, workspace, now)
        if not dry_run:
            _note(taken, now)
        return taken


def _raws(path: Path) -> list[RawExport]:
    if path.stat().st_size > MAXIMUM_BYTES:
        raise refusals.too_large(MAXIMUM_BYTES // 2**20)
    refuse_if_open(path)
    return raw_exports(read_snapshot(path).data)


def _entered(
    path: Path, register: Path, order: ExportOrder, folder: Path, workspace: Workspace, now: datetime
) -> TakenIn:
    imported = enter_export(register, order, now)
    returned = None
    if imported.returned and not order.dry_run:
        returned = place_returned(imported, order, folder, workspace, now)
    entered, known, faulty = imported.entered, imported.known, len(imported.returned)
    latest = imported.register
    outcome = Taking.ENTERED if entered else Taking.RETURNED if faulty and not known else Taking.KNOWN
    what = "answers entered" if imported.of_answers else "entered"
    went_on = f", in which {register.name} went on" if latest != register else ""
    sentence = f"{path.name}: {entered} {what} into {latest.name}{went_on}, {known} known, {faulty} sent back"
    result = imported.result
    return TakenIn(path, outcome, sentence, latest, entered, known, faulty, returned, result, None, imported)


def _note(taken: TakenIn, now: datetime) -> None:
    """Tell the journal which file rows came from; they are entered: a journal that is full takes nothing back."""
    if taken.register is None:
        return
    numbers = taken.result.entered.values() if taken.result is not None else ()
    counts = {"entered": taken.entered, "known": taken.known, "sent_back": taken.faulty}
    facts = {"file": taken.source.name, **counts, "cases": [number for number in numbers if number is not None]}
    with suppress(XltoolsError):
        real = real_path(taken.register)
        workspace, moment = workspace_of(real), local_moment(now)
        Journal(workspace).note(NoteKind.IMPORTED, workspace.register_id(real), moment, **facts)


def _order_for(path: Path, inbox: Path, workspace: Workspace, raws: Sequence[RawExport]) -> tuple[Path, ExportOrder]:
    """Which register, and how the file is read."""
    name = source_name(raws, path.name)
    settings = settings_for(name, import_settings(workspace.root))
    register = register_for(path, inbox, workspace, settings, _mark(raws, REGISTER_PROPERTY))
    return register, ExportOrder(name, raws, settings, _mark(raws, CHANNEL_PROPERTY))


def _mark(raws: Sequence[RawExport], name: str) -> str:
    return next((raw.marks[name] for raw in raws if raw.marks.get(name)), "")
