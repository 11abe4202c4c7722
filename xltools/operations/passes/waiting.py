"""Which registers wait for somebody to close them, and since when? Remembered on disk, for restarts of xltools.

Invariant: a register waits until its cells are written; nobody is said to have it open since before he opened it.
"""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from xltools.errors import LedgerError
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.files.stored_json import stored_json
from xltools.operations.files.whole_files import write_whole
from xltools.operations.workspace import Workspace

_FILE = "waiting.json"
_WAIT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """One register that waits.

    Attributes:
        owner: Who has it open, as the lock tells.
        since: Since when it waits, whoever has had it open.
        reminded: Whether people were told that it has been open for long.
        opened: When it was first met that this owner has it open; by default ``since``.
    """

    owner: str
    since: datetime
    reminded: bool = False
    opened: datetime | None = None

    @property
    def owner_since(self) -> datetime:
        """Since when this owner has had it open, as far as that is known."""
        return self.opened or self.since


def waiting_registers(workspace: Workspace) -> dict[str, Waiting]:
    """All that wait, by register name; of a list that is damaged, none: it is started anew, and holds no number.

    Raises:
        LedgerError: The list cannot be read.
    """
    path = workspace.memory / _FILE
    try:
        stored = stored_json(path.read_text(encoding="utf-8"))
        return {name: _waiting(each) for name, each in stored.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def remember_waiting(workspace: Workspace, register_id: str, waiting: Waiting) -> Waiting:
    """Put a register on the list; it keeps the time since when it waits, and an owner the one since when he has it."""
    with _held(workspace):
        known = waiting_registers(workspace)
        before = known.get(register_id)
        if before is not None:
            opened = min(before.owner_since, waiting.since) if before.owner == waiting.owner else waiting.owner_since
            waiting = Waiting(waiting.owner, min(before.since, waiting.since), before.reminded, opened)
        if waiting != before:
            _write(workspace, {**known, register_id: waiting})
        return waiting


def remember_reminded(workspace: Workspace, register_id: str) -> None:
    """Remember that people were told; not of a register that was closed meanwhile."""
    with _held(workspace):
        known = waiting_registers(workspace)
        if register_id in known:
            _write(workspace, {**known, register_id: replace(known[register_id], reminded=True)})


def forget_waiting(workspace: Workspace, register_id: str) -> None:
    """Take a register off the list: its cells were written, or there is nothing to write."""
    if register_id not in waiting_registers(workspace):
        return
    with _held(workspace):
        known = waiting_registers(workspace)
        if known.pop(register_id, None) is not None:
            _write(workspace, known)


def forget_gone(workspace: Workspace) -> None:
    """Take those off the list that are not there any more: renamed, moved away, deleted.

    Raises:
        LedgerError: The list cannot be read.
        ReadOnlyWorkbookError: It cannot be written.
    """
    with _held(workspace):
        known = waiting_registers(workspace)
        kept = {name: each for name, each in known.items() if workspace.holds(name)}
        if kept != known:
            _write(workspace, kept)


def _held(workspace: Workspace) -> AbstractContextManager[None]:
    """Passes of other processes change the list, too."""
    lock = workspace.require_memory() / "waiting.lock"
    return one_at_a_time(lock, _WAIT_SECONDS, workspace.memory / _FILE, "another xltools is changing it")


def _waiting(stored: Mapping[str, Any]) -> Waiting:
    since, opened = (datetime.fromisoformat(stored[key]).replace(tzinfo=None) for key in ("since", "opened"))
    return Waiting(str(stored["owner"]), since, bool(stored["reminded"]), opened)


def _write(workspace: Workspace, registers: Mapping[str, Waiting]) -> None:
    document = {
        name: {
            "owner": each.owner,
            "since": each.since.isoformat(),
            "reminded": each.reminded,
            "opened": each.owner_since.isoformat(),
        }
        for name, each in sorted(registers.items())
    }
    write_whole(workspace.memory / _FILE, json.dumps(document, indent=1).encode("ascii"))
