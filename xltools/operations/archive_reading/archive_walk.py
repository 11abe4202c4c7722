"""Where do the copies of an archive stand, and what lies there that no line of its catalogue names?

Invariant: everything below the archive's folder is either found as a copy that a line names, or told; but for what the
tool itself keeps there, and what systems leave in every folder that somebody looks into.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from xltools.operations.archive_reading.faults import Damage, Fault
from xltools.operations.archive_reading.folder_contents import entries_of, is_dropping, plain_path
from xltools.operations.archive_reading.index_file import is_index
from xltools.operations.archiving.archive_names import alike
from xltools.operations.archiving.catalogue import LOCK_NAME, TEMPORARY_PREFIX, is_catalogue
from xltools.operations.archiving.manifest import is_manifest

_LINES, _HEAD = ".jsonl", ".head"
_UNLISTED = "if it is whole, the next archive run takes it over"
_LEFT_BEHIND = "by a run that was killed, or one is under way; the next run sees to it"


@dataclass(frozen=True, slots=True)
class ArchiveWalk:
    """What was found.

    Attributes:
        found: Where the copies are, by `alike`.
        faults: What no line names.
    """

    found: Mapping[str, Path]
    faults: tuple[Fault, ...]


def walk_archive(root: Path, folders: Collection[str]) -> ArchiveWalk:
    """Look through an archive's folders.

    Args:
        root: The archive.
        folders: What its lines name, by `alike`.
    """
    walk = _Walk(folders)
    faults = tuple(walk.through(root, ""))
    return ArchiveWalk(walk.found, faults)


class _Walk:
    """An archive, being looked through."""

    def __init__(self, folders: Collection[str]) -> None:
        self._folders = folders
        self.found: dict[str, Path] = {}

    def through(self, folder: Path, name: str) -> Iterator[Fault]:
        """What is wrong in a folder that is no copy itself."""
        try:
            entries = entries_of(folder)
        except OSError as error:
            yield Fault(Damage.UNREADABLE, name or ".", detail=error.strerror or "")
            return
        if name and any(is_manifest(entry.name) for entry in entries):
            yield Fault(Damage.FOLDER_UNLISTED, name, detail=_UNLISTED)
            return
        for entry in entries:
            below = plain_path(f"{name}/{entry.name}" if name else entry.name)
            if not name and entry.name.startswith(TEMPORARY_PREFIX):
                yield Fault(Damage.LEFT_BEHIND, below, detail=_LEFT_BEHIND)
            elif entry.is_dir(follow_symlinks=False):
                key = alike(below)
                if key in self._folders and key not in self.found:
                    self.found[key] = Path(entry.path)
                else:
                    yield from self.through(Path(entry.path), below)
            elif not _belongs(below) and not is_dropping(below):
                yield Fault(Damage.FILE_EXTRA, below)


def _belongs(name: str) -> bool:
    """Whether a file of the archive's own has that name."""
    path = PurePosixPath(name)
    is_head = path.suffix == _HEAD and is_catalogue(str(path.with_suffix(_LINES)))
    return name == LOCK_NAME or is_catalogue(name) or is_head or is_index(name)
