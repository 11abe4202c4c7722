"""How does a register on disk get the sheets and columns that its definition has? Through the protocol of every write.

Invariant: at every moment the old or the new file stands there; what stood there is kept, so that `xltools undo` puts
it back byte for byte.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from xltools.model.register_definition import RegisterDefinition
from xltools.operations.adopting.begun_adoptions import begin_adoption
from xltools.operations.files.replacing import (
    real_path,
    refuse_if_changed,
    refuse_if_not_replaceable,
    replace_workbook,
)
from xltools.operations.journaling.journal import Journal, NoteKind, PassRecord, standing_checksum
from xltools.operations.passes.number_ledger import NumberLedger
from xltools.operations.passes.opening import Opened, opened_register
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.passes.pass_order import HOLD_SECONDS, Cause, PassOrder
from xltools.operations.workspace import Workspace, workspace_of
from xltools.workbook.extending.extending import extended
from xltools.workbook.extending.extension import Extended, Extension


@dataclass(frozen=True, slots=True)
class ExtendOrder:
    """What is asked for.

    Attributes:
        definition: What the register should be; by default what the workbook says that it is.
        dry_run: Write nothing at all.
        add_renamed: Add a column even where a head that nothing knows is nearly called the same.
        add_values: Add values of the definition to lists that are there, too.
        cause: What the journal tells.
        hold_seconds: How long the lock is kept after the replacement.
    """

    definition: RegisterDefinition | None = None
    dry_run: bool = False
    add_renamed: bool = False
    add_values: bool = False
    cause: Cause = Cause.UPGRADE
    hold_seconds: float = HOLD_SECONDS


@dataclass(frozen=True, slots=True)
class ExtendResult:
    """What a register lacked.

    Attributes:
        path: The register, links resolved.
        template: The name of its definition.
        extension: What was added, or would be.
        written: Whether the workbook was changed.
        sha256: Checksum of what stands there now.
    """

    path: Path
    template: str
    extension: Extension
    written: bool
    sha256: str


def extend_register(path: Path, now: datetime, order: ExtendOrder | None = None) -> ExtendResult:
    """Add what a register lacks, in the very file.

    Args:
        path: The register; links are followed.
        now: The moment.
        order: What it should be, and whether to write.

    Raises:
        PatchRefusedError: Something cannot be added without risk to what is there.
        XltoolsError: The file cannot be read, is no register, is open elsewhere or read-only. In all cases it is
            untouched.
    """
    real, asked = real_path(path), order or ExtendOrder()
    reading = PassOrder(definition=asked.definition)
    with no_bare_system_error(real), without_garbage_collection():
        if asked.dry_run:
            opened = opened_register(real, reading)
            return _untouched(opened, _extended(opened, asked).extension)
        refuse_if_not_replaceable(real)
        opened = opened_register(real, reading)
        workspace, moment = workspace_of(real), now.replace(tzinfo=None)
        with NumberLedger(workspace, opened.definition.numbering).held(real):
            Journal(workspace).settle(partial(standing_checksum, workspace), moment)
            new = _extended(opened, asked)
            if new.extension.is_empty:
                return _untouched(opened, new.extension)
            refuse_if_not_replaceable(real)
            refuse_if_changed(opened.snapshot)
            return _written(opened, new, workspace, moment, asked)


def _extended(opened: Opened, order: ExtendOrder) -> Extended:
    return extended(opened.package, opened.definition, add_renamed=order.add_renamed, add_values=order.add_values)


def _written(opened: Opened, new: Extended, workspace: Workspace, now: datetime, order: ExtendOrder) -> ExtendResult:
    snapshot, journal = opened.snapshot, Journal(workspace)
    register_id, after = workspace.register_id(snapshot.path), hashlib.sha256(new.data).hexdigest()
    if order.cause is Cause.ADOPT:
        begin_adoption(workspace, register_id)
    journal.intend(PassRecord(register_id, order.cause, now, snapshot.sha256, after, (), new.extension.sheets))
    backups = workspace.backups / register_id
    replace_workbook(snapshot, new.data, now, backups=backups, hold_seconds=order.hold_seconds)
    journal.done(register_id, now, after)
    journal.note(NoteKind.EXTENDED, register_id, now, **_facts(new.extension))
    return ExtendResult(snapshot.path, opened.definition.name, new.extension, True, after)


def _untouched(opened: Opened, extension: Extension) -> ExtendResult:
    return ExtendResult(opened.snapshot.path, opened.definition.name, extension, False, opened.snapshot.sha256)


def _facts(extension: Extension) -> dict[str, list[str]]:
    """What the journal tells, as far as there is anything."""
    facts = {
        "columns": [f"{each.sheet}!{each.letter} {each.head}" for each in (*extension.columns, *extension.lists)],
        "sheets": list(extension.sheets),
        "parameters": [f"{each.sheet} row {each.row} {each.key}" for each in extension.settings],
        "values": [f"{each.sheet} {each.head}: {value}" for each in extension.values for value in each.values],
        "template version": [str(mark or "none") for mark in extension.version or ()],
    }
    return {name: told for name, told in facts.items() if told}
