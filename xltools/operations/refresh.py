"""One refresh of one register: read → check → rules → difference → patch → journal → replace.

Invariant: what is written is the difference between what was read and what should be; where there is none, nothing is.
"""

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xltools.model.cell_edit import CellEdit
from xltools.model.finding import Finding
from xltools.model.pass_context import PassContext
from xltools.model.register import Register
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.journal import write_done, write_intent
from xltools.operations.number_ledger import NumberLedger, issued_for
from xltools.operations.replacing import (
    Snapshot,
    read_snapshot,
    real_path,
    refuse_if_not_replaceable,
    replace_workbook,
)
from xltools.operations.workspace import Workspace, attachments_beside, workspace_of
from xltools.rules.difference import difference
from xltools.rules.pipeline import Decision, decide
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.reading import definition_of, read_register
from xltools.workbook.row_heights import least_heights

HOLD_SECONDS = 1.0
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
    """

    path: Path
    template: str
    cases: int
    findings: tuple[Finding, ...]
    edits: tuple[CellEdit, ...]
    new_numbers: int
    written: bool


class _Opened(NamedTuple):
    """A register's bytes, and what it should be."""

    snapshot: Snapshot
    package: Package
    definition: RegisterDefinition


@dataclass(frozen=True, slots=True)
class _Pass:
    """What one pass read and decided."""

    opened: _Opened
    register: Register
    context: PassContext
    decision: Decision
    edits: list[CellEdit]

    def result(self, *, written: bool) -> RefreshResult:
        given = self.context.issued.by_number
        new = sum(record.number not in given for record in self.decision.issued)
        cases = len(self.register.cases.rows)
        name = self.register.definition.name
        return RefreshResult(
            self.opened.snapshot.path, name, cases, self.decision.findings, tuple(self.edits), new, written
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
    real = real_path(path)
    workspace = workspace_of(real)
    with _without_garbage_collection():
        opened = _opened(real, definition)
        return _decided(opened, workspace, now, progress, may_write=False).result(written=False)


def refresh(
    path: Path,
    now: datetime,
    progress: Progress = lambda _: None,
    *,
    definition: RegisterDefinition | None = None,
    hold_seconds: float = HOLD_SECONDS,
) -> RefreshResult:
    """Bring one register up to date, in the very file that was read.

    Args:
        path: The register; links are followed.
        now: The moment of the pass, naive local time.
        progress: Told the stage that begins.
        definition: What the register should be; by default what the workbook says that it is.
        hold_seconds: How long the lock is kept after the replacement.

    Raises:
        XltoolsError: It cannot be read, is no register, is open elsewhere or read-only; the file is untouched.
    """
    real = real_path(path)
    refuse_if_not_replaceable(real)
    workspace = workspace_of(real)
    opened = _opened(real, definition)  # before anything is made beside a file that is not ours
    ledger = NumberLedger(workspace, opened.definition.numbering)
    with _without_garbage_collection(), ledger.held(real):
        done = _decided(opened, workspace, now, progress, may_write=True)
        if done.edits:
            progress("patching")
            heights = least_heights(done.edits, done.register.fields_by_place())
            data = patch_package(done.opened.package, done.edits, heights)
        ledger.append(done.decision.issued)
        if not done.edits:
            return done.result(written=False)
        progress("writing")
        register_id = done.context.register_id
        after = hashlib.sha256(data).hexdigest()
        write_intent(workspace, register_id, now, done.opened.snapshot.sha256, after, done.edits)
        backups = workspace.memory / "backups" / register_id
        replace_workbook(done.opened.snapshot, data, now, backups=backups, hold_seconds=hold_seconds)
        write_done(workspace, register_id, now, after)
        return done.result(written=True)


def _opened(path: Path, definition: RegisterDefinition | None) -> _Opened:
    snapshot = read_snapshot(path)
    package = open_package(snapshot.data)
    return _Opened(snapshot, package, definition or definition_of(package))


def _decided(opened: _Opened, workspace: Workspace, now: datetime, progress: Progress, *, may_write: bool) -> _Pass:
    progress("reading")
    path = opened.snapshot.path
    register = read_register(opened.package, now.replace(tzinfo=None), opened.definition)
    progress("checking")
    register_id = workspace.register_id(path)
    numbers = register.cases.values[register.definition.numbering.field]
    standing = [number for number in numbers if isinstance(number, str)]
    ledger = NumberLedger(workspace, register.definition.numbering)
    issued = issued_for(ledger, register_id, standing, may_write=may_write)
    moment = _local(now, register.policy.settings.get("time_zone", ""))
    folder = register.policy.settings.get("attachments_folder", "")
    context = PassContext(moment, register_id, issued, attachments_beside(path, folder))
    decision = decide(register, context)
    return _Pass(opened, register, context, decision, difference(register, decision))


def _local(now: datetime, time_zone: str) -> datetime:
    """The clock's moment as the register's people write it: naive, in their zone, whole seconds."""
    if now.tzinfo is not None and time_zone:
        now = now.astimezone(ZoneInfo(time_zone))
    return now.replace(tzinfo=None, microsecond=0)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """A pass makes millions of objects and no cycles: looking for cycles would cost a quarter of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
