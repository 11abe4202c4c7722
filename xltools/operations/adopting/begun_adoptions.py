"""Which workbooks became registers and had no first pass yet? A crash of `xltools adopt --apply` leaves that.

Invariant: a register stands here before it is one, and until its first pass is remembered: whichever pass that is, it
tells nobody of what was late for months before.
"""

import json

from xltools.errors import LedgerError
from xltools.operations.files.stored_json import stored_json
from xltools.operations.files.whole_files import write_whole
from xltools.operations.workspace import Workspace

_FILE = "adopting.json"


def begin_adoption(workspace: Workspace, register_id: str) -> None:
    """Remember what is about to become a register.

    Raises:
        LedgerError: What is known cannot be read.
        ReadOnlyWorkbookError: It cannot be written.
    """
    _remember(workspace, _known(workspace) | {register_id})


def is_being_adopted(workspace: Workspace, register_id: str) -> bool:
    """Whether its first pass is still to come; raises LedgerError where that cannot be read."""
    return register_id in _known(workspace)


def end_adoption(workspace: Workspace, register_id: str) -> None:
    """Forget it, once its first pass is remembered; errors as for `begin_adoption`."""
    known = _known(workspace)
    if register_id in known:
        _remember(workspace, known - {register_id})


def _remember(workspace: Workspace, known: frozenset[str]) -> None:
    data = json.dumps({"registers": sorted(known)}, indent=1).encode("ascii")  # file names may be no Unicode
    write_whole(workspace.require_memory() / _FILE, data)


def _known(workspace: Workspace) -> frozenset[str]:
    path = workspace.memory / _FILE
    try:
        return frozenset(map(str, stored_json(path.read_bytes())["registers"]))
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    except (ValueError, TypeError, KeyError):
        return frozenset()  # damaged: somebody is told of what was late before, and nothing worse
