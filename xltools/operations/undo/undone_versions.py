"""Which versions did an undo leave, that nobody may refresh again before somebody saves or asks for it?

Invariant: a version is remembered before it stands there, so that a watcher that sees it at once leaves it alone.
"""

import json

from xltools.errors import LedgerError
from xltools.operations.files.stored_json import stored_json
from xltools.operations.files.whole_files import write_whole
from xltools.operations.workspace import Workspace

_FILE = "undone.json"


def undone_version(workspace: Workspace, register_id: str) -> str | None:
    """SHA-256 of what the last undo of a register left; None where nothing was undone.

    Raises:
        LedgerError: That cannot be read.
    """
    return _known(workspace).get(register_id)


def leave_alone(workspace: Workspace, register_id: str, sha256: str) -> None:
    """Remember what an undo is about to leave.

    Raises:
        LedgerError: What is known cannot be read.
        ReadOnlyWorkbookError: It cannot be written.
    """
    known = {**_known(workspace), register_id: sha256}
    write_whole(workspace.require_memory() / _FILE, json.dumps(known, indent=1).encode())


def _known(workspace: Workspace) -> dict[str, str]:
    path = workspace.memory / _FILE
    try:
        return {str(name): str(sha256) for name, sha256 in stored_json(path.read_bytes()).items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    except (ValueError, AttributeError):
        return {}  # damaged: what was undone may be done again, and nothing worse
