"""What of a folder's registers was read already? Facts, kept by the contents that they came from.

Invariant: the store can be thrown away at any time; it holds nothing that is not in a register, and nothing unmasked.
"""

import hashlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from xltools import __version__
from xltools.errors import XltoolsError
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.files.whole_files import write_whole
from xltools.operations.workspace import Workspace
from xltools.reports.extraction.register_facts import RegisterFacts
from xltools.reports.extraction.storing import loaded, stored

_FOLDER = "facts"
_KEPT_AT_MOST = 5000


class FactsStore:
    """The facts of one workspace's registers, by contents."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def find(self, key: str) -> RegisterFacts | None:
        """The facts stored under a key; None where there are none, or none that can be understood."""
        try:
            return loaded(self._file(key).read_bytes())
        except OSError:
            return None

    def keep(self, key: str, facts: RegisterFacts) -> None:
        """Store facts; where the folder cannot be written they are read again the next time."""
        with suppress(XltoolsError):
            self._workspace.require_memory()
            write_whole(self._file(key), stored(facts))

    def forget_others(self, keys: Collection[str]) -> None:
        """Drop what was not asked for, the oldest first, once there is a great deal."""
        with suppress(OSError):
            files = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
            others = [path for path in files if path.stem not in keys]
            for path in others[: max(0, len(files) - max(_KEPT_AT_MOST, 2 * len(keys)))]:
                path.unlink()

    @property
    def _folder(self) -> Path:
        return self._workspace.memory / _FOLDER

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"


def facts_key(file: str, sha256: str, definition: RegisterDefinition) -> str:
    """Where the facts of a register are stored: the same contents, read by the same definition and version."""
    parts = (__version__, file, sha256, definition.model_dump_json())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
