"""One refresh of one register: read → check → rules → difference → patch → journal → replace.

Invariant: what is written is the difference between what was read and what should be; where there is none, nothing is.
"""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xltools.errors import XltoolsError
from xltools.model.cell_edit import CellEdit, CellEdits
from xltools.model.finding import Finding, FindingCode
from xltools.model.generated_page import GeneratedPage
from xltools.model.notice import Notice
from xltools.model.pass_context import PassContext
from xltools.model.proposed_measure import ProposedMeasure
from xltools.model.register import Register
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.case_memory_file import CaseMemoryFile
from xltools.operations.journal import write_done, write_intent
from xltools.operations.number_ledger import NumberLedger, Renaming, issued_for
from xltools.operations.open_elsewhere import refuse_if_open
from xltools.operations.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.replacing import (
    Snapshot,
    read_snapshot,
    real_path,
    refuse_if_changed,
    refuse_if_not_replaceable,
    replace_workbook,
)
from xltools.operations.workspace import Workspace, attachments_beside, workspace_of
from xltools.rules.difference import difference
from xltools.rules.pipeline import Decision, decide
from xltools.workbook.generated.page_survey import Obstacle, blocked_pages, pages_to_write
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.reading import definition_of, read_register
from xltools.workbook.row_heights import least_heights

HOLD_SECONDS = 1.0
PAGE_FINDINGS = {
    Obstacle.OCCUPIED: FindingCode.PAGE_OCCUPIED,
    Obstacle.OBJECTS: FindingCode.PAGE_WITH_OBJECTS,
    Obstacle.LOCKED: FindingCode.PAGE_LOCKED_OUT,
}
Progress = Callable[[str], None]


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


class _Opened(NamedTuple):
    """A register's bytes, and what it should be."""

    snapshot: Snapshot
    package: Package
    definition: RegisterDefinition


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass read and decided."""

    opened: _Opened
    register: Register
    context: PassContext
    decision: Decision
    edits: CellEdits
    pages: tuple[GeneratedPage, ...]
    renaming: Renaming | None

    def result(self, *, written: bool) -> RefreshResult:
        """What is told of it."""
        given = self.context.issued.by_number
        new = sum(record.number not in given for record in self.decision.issued)
        cases = len(self.register.cases.rows)
        name = self.register.definition.name
        return RefreshResult(
            self.opened.snapshot.path,
            name,
            cases,
            self.decision.findings,
            self.edits,
            new,
            written,
            self.decision.notices,
            tuple(page.title for page in self.pages),
        )


def check(
    path: Path, now: datetime, progress: Progress = lambda _: None, *, definition: RegisterDefinition | None = None
) -> RefreshResult:
    """Read and decide, and write nothing at all.

    Args:
        path: The register; links are followed.
        now: The moment of the pass.
        progress: Told the stage that begins.
        definition: What the register should be; by default what the workbook says that it is.

    Raises:
        XltoolsError: The workbook cannot be read, or is no register.
    """
    return read_and_decide(path, now, progress, definition=definition).result(written=False)


def read_and_decide(
    path: Path, now: datetime, progress: Progress = lambda _: None, *, definition: RegisterDefinition | None = None
) -> Pass:
    """The pass behind `check`, with everything that it read and decided; arguments and errors are the same."""
    real = real_path(path)
    with no_bare_system_error(real), without_garbage_collection():
        workspace = workspace_of(real)
        opened = _opened(real, definition)
        return _decided(opened, workspace, now, progress)


def refresh(
    path: Path,
    now: datetime,
    progress: Progress = lambda _: None,
    *,
    definition: RegisterDefinition | None = None,
    hold_seconds: float = HOLD_SECONDS,
    measures: Sequence[ProposedMeasure] = (),
) -> RefreshResult:
    """Bring one register up to date, in the very file that was read.

    Args:
        path: The register; links are followed.
        now: The moment of the pass: aware, taken to the register's zone; or naive local time.
        progress: Told the stage that begins.
        definition: What the register should be; by default what the workbook says that it is.
        hold_seconds: How long the lock is kept after the replacement.
        measures: What a report proposes; what sheet 改进项 does not have yet is entered there.

    Raises:
        XltoolsError: It cannot be read, is no register, is open elsewhere or read-only; the file is untouched.
    """
    real = real_path(path)
    with no_bare_system_error(real):
        return _refreshed(real, now, progress, definition, hold_seconds, tuple(measures))


def _refreshed(
    real: Path,
    now: datetime,
    progress: Progress,
    definition: RegisterDefinition | None,
    hold_seconds: float,
    measures: tuple[ProposedMeasure, ...],
) -> RefreshResult:
    refuse_if_not_replaceable(real)
    workspace = workspace_of(real)
    opened = _opened(real, definition)  # before anything is made beside a file that is not ours
    ledger = NumberLedger(workspace, opened.definition.numbering)
    with without_garbage_collection(), ledger.held(real):
        done = _decided(opened, workspace, now, progress, measures)
        memory = CaseMemoryFile(workspace, opened.definition.numbering)
        if done.edits or done.pages:
            progress("patching")
            heights = least_heights(done.edits, done.register.fields_by_place())
            data = patch_package(done.opened.package, done.edits, heights, done.pages)
            refuse_if_open(real)  # once more, before anything is remembered of a pass that could not be written
            refuse_if_changed(opened.snapshot)
        if done.renaming is not None:
            ledger.rename(done.renaming)
        ledger.append(done.decision.issued)
        if not done.edits and not done.pages:
            memory.append(done.decision.memory, done.context.now)
            return done.result(written=False)
        progress("writing")
        register_id = done.context.register_id
        after = hashlib.sha256(data).hexdigest()
        titles = [page.title for page in done.pages]
        write_intent(workspace, register_id, now, opened.snapshot.sha256, after, done.edits, titles)
        backups = workspace.memory / "backups" / register_id
        replace_workbook(opened.snapshot, data, now, backups=backups, hold_seconds=hold_seconds)
        write_done(workspace, register_id, now, after)
        memory.append(done.decision.memory, done.context.now)  # behind the write: what is lost here stands in its cells
        return done.result(written=True)


def _opened(path: Path, definition: RegisterDefinition | None) -> _Opened:
    snapshot = read_snapshot(path)
    package = open_package(snapshot.data)
    return _Opened(snapshot, package, definition or definition_of(package, (path.parent, workspace_of(path).memory)))


def _decided(
    opened: _Opened,
    workspace: Workspace,
    now: datetime,
    progress: Progress,
    measures: tuple[ProposedMeasure, ...] = (),
) -> Pass:
    progress("reading")
    path, scheme = opened.snapshot.path, opened.definition.numbering
    ledger = NumberLedger(workspace, scheme)
    with ThreadPoolExecutor(max_workers=1) as background:  # the reader lets other threads run while it parses
        remembering = background.submit(ledger.read)
        recalling = background.submit(CaseMemoryFile(workspace, scheme).read)
        register = read_register(opened.package, now.replace(tzinfo=None), opened.definition)
    progress("checking")
    register_id = workspace.register_id(path)
    issued, renaming = issued_for(
        ledger,
        register_id,
        _numbers_of(register),
        remembering.result(),
        lambda other: _numbers_at(workspace.root / other, opened.definition, now),
    )
    moment = _local(now, register.policy.settings.get("time_zone", ""))
    folder = register.policy.settings.get("attachments_folder", "")
    files = attachments_beside(path, folder)
    context = PassContext(moment, register_id, issued, files, recalling.result(), measures)
    decision = decide(register, context)
    pages = pages_to_write(opened.package, decision.pages)
    blocked = [
        Finding(PAGE_FINDINGS[each.obstacle], each.title, 0, 0, "", "", {"value": each.title})
        for each in blocked_pages(opened.package, decision.pages)
    ]
    decision = replace(decision, findings=(*decision.findings, *blocked))
    return Pass(opened, register, context, decision, difference(register, decision), pages, renaming)


def _numbers_of(register: Register) -> list[str]:
    column = register.cases.values[register.definition.numbering.field]
    return [number for number in column if isinstance(number, str)]


def _numbers_at(path: Path, definition: RegisterDefinition, now: datetime) -> list[str]:
    """The numbers in another register; none where it cannot be read: then it cannot be the original of a copy."""
    try:
        opened = _opened(path, None)
        if opened.definition.numbering.pattern != definition.numbering.pattern:
            return []
        return _numbers_of(read_register(opened.package, now.replace(tzinfo=None), opened.definition))
    except XltoolsError:
        return []


def _local(now: datetime, time_zone: str) -> datetime:
    """The clock's moment as the register's people write it: naive, in their zone, whole seconds."""
    if now.tzinfo is not None and time_zone:
        with suppress(OverflowError):  # at the ends of all time
            now = now.astimezone(ZoneInfo(time_zone))
    return now.replace(tzinfo=None, microsecond=0)
