"""Which numbers were given and stand in nothing that somebody saved? Their rows may still change without them.

Somebody has the register open and does not see them yet, saves over them what he had before, or an undo took them off.

Invariant: a number stays on the list, with the sheet row that it belongs to, until it is met in a version that somebody
else saved.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from xltools.errors import LedgerError
from xltools.operations.whole_files import write_whole
from xltools.operations.workspace import Workspace

_FILE = "unseen.json"


class Unseen(NamedTuple):
    """The list of one register.

    Attributes:
        rows: The sheet row of each number.
        written: SHA-256 of what we left there last: that is no version of somebody else's.
    """

    rows: Mapping[str, int] = {}
    written: str = ""


def unseen_numbers(workspace: Workspace, register_id: str) -> Unseen:
    """The numbers of one register.

    Raises:
        LedgerError: The list is damaged.
    """
    return _known(workspace).get(register_id, Unseen())


def keep_unseen(workspace: Workspace, register_id: str, unseen: Unseen) -> None:
    """Remember a list in the place of the one before; an empty one is no list.

    Raises:
        LedgerError: The list is damaged.
        ReadOnlyWorkbookError: It cannot be written.
    """
    known = _known(workspace)
    if unseen == known.get(register_id) or not (unseen.rows or register_id in known):
        return
    known.pop(register_id, None)
    lists = {**known, register_id: unseen} if unseen.rows else known
    document = {name: {"rows": dict(each.rows), "written": each.written} for name, each in sorted(lists.items())}
    data = json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")
    write_whole(workspace.require_memory() / _FILE, data)


def _known(workspace: Workspace) -> dict[str, Unseen]:
    path = workspace.memory / _FILE
    try:
        return {str(name): _unseen(each) for name, each in json.loads(path.read_text(encoding="utf-8")).items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    except (ValueError, TypeError, AttributeError, KeyError):
        raise LedgerError(f"{path} is damaged. Delete it: numbers that nobody has seen yet may then change.") from None


def _unseen(stored: Mapping[str, Any]) -> Unseen:
    return Unseen({str(number): int(row) for number, row in stored["rows"].items()}, str(stored["written"]))
