"""Which registers wait for somebody to close them, and since when? Remembered on disk, for restarts of xltools.

Invariant: a register waits until its cells are written; numbers that were given meanwhile keep the row they were given
to.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from xltools.errors import LedgerError
from xltools.operations.whole_files import write_whole
from xltools.operations.workspace import Workspace

_FILE = "waiting.json"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One register that waits.

    Attributes:
        owner: Who has it open, as the lock tells.
        since: When that was first met.
        unseen: Numbers that stand in no cell yet, with the sheet row that each was given to.
        reminded: Whether people were told that it has been open for long.
    """

    owner: str
    since: datetime
    unseen: Mapping[str, int] = field(default_factory=dict)
    reminded: bool = False


def waiting_registers(workspace: Workspace) -> dict[str, Waiting]:
    """All that wait, by register name.

    Raises:
        LedgerError: The file is damaged.
    """
    path = workspace.memory / _FILE
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return {name: _waiting(each) for name, each in stored.items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise LedgerError(f"{path} is damaged. Delete it: numbers that nobody has seen yet may then change.") from None


def remember_waiting(workspace: Workspace, register_id: str, waiting: Waiting) -> Waiting:
    """Put a register on the list; who waits longer keeps his time, and what was given before stays given."""
    known = waiting_registers(workspace)
    before = known.get(register_id)
    if before is not None:
        unseen = {**before.unseen, **waiting.unseen}
        waiting = replace(waiting, since=before.since, unseen=unseen, reminded=before.reminded or waiting.reminded)
    if waiting != before:
        _write(workspace, {**known, register_id: waiting})
    return waiting


def forget_waiting(workspace: Workspace, register_id: str) -> None:
    """Take a register off the list: its cells were written, or there is nothing to write."""
    known = waiting_registers(workspace)
    if known.pop(register_id, None) is not None:
        _write(workspace, known)


def _waiting(stored: Mapping[str, Any]) -> Waiting:
    unseen = {str(number): int(row) for number, row in stored["unseen"].items()}
    return Waiting(str(stored["owner"]), datetime.fromisoformat(stored["since"]), unseen, bool(stored["reminded"]))


def _write(workspace: Workspace, registers: Mapping[str, Waiting]) -> None:
    document = {
        name: {
            "owner": each.owner,
            "since": each.since.isoformat(),
            "unseen": dict(each.unseen),
            "reminded": each.reminded,
        }
        for name, each in sorted(registers.items())
    }
    workspace.require_memory()
    write_whole(workspace.memory / _FILE, json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8"))
