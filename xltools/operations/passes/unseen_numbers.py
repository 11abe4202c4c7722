"""Which numbers were given and stand in nothing that somebody saved? Their rows may still change without them.

Somebody has the register open and does not see them yet, saves over them what he had before, or an undo took them off.

Invariant: a number stays on the list, with the sheet row that it belongs to, until it is met in a version that somebody
else saved.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from xltools.errors import LedgerError
from xltools.model.pass_context import UnseenNumber
from xltools.operations.files.stored_json import stored_json
from xltools.operations.files.whole_files import write_whole
from xltools.operations.workspace import Workspace

_FILE = "unseen.json"


class Unseen(NamedTuple):
    """The list of one register.

    Attributes:
        numbers: The numbers, with the rows that they were given to.
        left: SHA-256 of what we left there last: that is no version of somebody else's.
    """

    numbers: Mapping[str, UnseenNumber] = {}
    left: str = ""


def unseen_numbers(workspace: Workspace, register_id: str) -> Unseen:
    """The numbers of one register.

    Raises:
        LedgerError: The list cannot be read.
    """
    return _known(workspace).get(register_id, Unseen())


def forget_unseen_of_gone(workspace: Workspace) -> None:
    """Drop the lists of registers that are no more; errors as for `keep_unseen`."""
    known = _known(workspace)
    there = {name: each for name, each in known.items() if workspace.holds(name)}
    if there != known:
        _write(workspace, there)


def keep_unseen(workspace: Workspace, register_id: str, unseen: Unseen) -> None:
    """Remember a list in the place of the one before; an empty one is no list.

    Raises:
        LedgerError: The lists cannot be read.
        ReadOnlyWorkbookError: They cannot be written.
    """
    known = _known(workspace)
    if unseen == known.get(register_id) or not (unseen.numbers or register_id in known):
        return
    known.pop(register_id, None)
    lists = {**known, register_id: unseen} if unseen.numbers else known
    _write(workspace, lists)


def _write(workspace: Workspace, lists: Mapping[str, Unseen]) -> None:
    document = {name: {"numbers": dict(each.numbers), "left": each.left} for name, each in sorted(lists.items())}
    data = json.dumps(document).encode("ascii")
    write_whole(workspace.require_memory() / _FILE, data)


def _known(workspace: Workspace) -> dict[str, Unseen]:
    path = workspace.memory / _FILE
    try:
        return {str(name): _unseen(each) for name, each in stored_json(path.read_text(encoding="utf-8")).items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    except (ValueError, TypeError, AttributeError, KeyError):
        return {}  # damaged: without it rows that were typed on meanwhile may get other numbers, and nothing worse


def _unseen(stored: Mapping[str, Any]) -> Unseen:
    numbers = {
        str(number): UnseenNumber(int(row), bool(written)) for number, (row, written) in stored["numbers"].items()
    }
    return Unseen(numbers, str(stored["left"]))
