"""Which registers may have cases to archive, and are they archived? By the clock, a part at a time. (FR-14, ST-12)

Invariant: a register that nobody changed since its last look is not read again, unless cases were left over, or could
not be archived then.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xltools.operations.archiving.archive_settings import archive_settings
from xltools.operations.clock.resting import standing
from xltools.operations.clock.tick_memory import TickMemory
from xltools.operations.passes.pass_order import Cause
from xltools.operations.workspace import Workspace

if TYPE_CHECKING:
    from xltools.operations.archiving.archive_run import ArchiveRun

_AT_MOST = 200  # cases a tick: the registers of others wait meanwhile


def registers_to_archive(attended: Sequence[Path] | None, workspace: Workspace, memory: TickMemory) -> list[Path]:
    """The registers that a look is due for.

    Args:
        attended: All registers that can be used, for a look at those that changed since; None for a look only at those
            of which cases were left over.
        workspace: The folder's; archiving by itself may be switched off in its ``[archive]``.
        memory: What was looked at before.

    Raises:
        DefinitionError: ``[archive]`` is not as it should be.
    """
    if not archive_settings(workspace).automatic:
        return []
    if attended is None:
        return [workspace.root / name for name in memory.archive_left if workspace.holds(name)]
    return [path for path in attended if memory.archived.get(workspace.register_id(path)) != standing(path)]


def keep_archive(
    folder: Path,
    registers: Sequence[Path],
    workspace: Workspace,
    memory: TickMemory,
    now: datetime,
    between: Callable[[], bool],
    hold_seconds: float,
) -> "tuple[ArchiveRun, TickMemory]":
    """Archive what is due.

    Args:
        folder: The folder of the tick.
        registers: Those to look at.
        workspace: The folder's.
        memory: What was looked at before.
        now: The moment: aware, or naive local time.
        between: Asked now and then whether to go on.
        hold_seconds: How long a register's lock is kept after its marks are written.

    Returns:
        What was archived, and what is to be remembered.

    Raises:
        XltoolsError: The archive cannot be used; everything stays due.
    """
    # Forms, fonts and the index bring libraries that most ticks do not need.
    from xltools.operations.archiving.archiving_folder import archive_folder

    run = archive_folder(
        folder,
        now,
        registers=registers,
        between=between,
        limit=_AT_MOST,
        hold_seconds=hold_seconds,
        cause=Cause.CLOCK,
    )
    undone = {*run.left_over, *run.again}
    done = {
        workspace.register_id(path): stands
        for path in registers
        if path not in undone and (stands := standing(path)) is not None
    }
    left = tuple(sorted(workspace.register_id(path) for path in run.left_over))
    due_again = set(map(workspace.register_id, undone))
    known = {name: stands for name, stands in memory.archived.items() if name not in due_again}
    update = {"archived": {**known, **done}, "archive_left": left}
    return run, memory.model_copy(update=update)
