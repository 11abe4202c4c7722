"""Which folders of the archive are free? Asked of the catalogue, of the plan so far and of what stands on the disk.

Invariant: a folder is free only if none is there that Windows or macOS would take for it.
"""

from collections.abc import Iterable
from pathlib import Path

from xltools.operations.archiving.archive_names import alike


class FreeFolders:
    """The folders of one archive; each of them is looked into once."""

    def __init__(self, root: Path, taken: Iterable[str]) -> None:
        """Look at nothing yet.

        Args:
            root: The archive.
            taken: Folders that the catalogue knows, wherever they may be by now; from the root, with "/".
        """
        self._root = root
        self._taken = {alike(folder) for folder in taken}
        self._names: dict[str, dict[str, str]] = {}

    def as_it_stands(self, parent: str, name: str) -> str:
        """How a folder is written that is there already, or was asked for before; else as it is asked for now."""
        return self._names_in(parent).setdefault(alike(name), name)

    def is_free(self, folder: str) -> bool:
        """Whether nothing stands there, and nothing is going to."""
        parent, _, name = folder.rpartition("/")
        return alike(folder) not in self._taken and alike(name) not in self._names_in(parent)

    def take(self, folder: str) -> None:
        """It is not free any more."""
        self._taken.add(alike(folder))

    def _names_in(self, parent: str) -> dict[str, str]:
        if parent not in self._names:
            self._names[parent] = {alike(name): name for name in _listed(self._root / parent)}
        return self._names[parent]


def _listed(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:  # not there yet; whatever else is in the way shows when something is put there
        return []
