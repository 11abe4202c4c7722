"""How do some copies get into their places together? _Written, synced, renamed, and only then told to the catalogue.

Syncing is what takes the time: for many files at once a disk needs hardly longer than for one.

Invariant: what stands in its place is whole and on the disk, whatever ends the run; what stood there stays.
"""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from xltools.errors import XltoolsError
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.archive_plan import PlannedCopy, Skipped
from xltools.operations.archiving.attachment_copying import UncopiedError
from xltools.operations.archiving.catalogue import add_versions
from xltools.operations.archiving.temporary_folder import make_temporary_folder, remove_temporary_folder
from xltools.operations.archiving.version_writing import Source, write_version
from xltools.operations.files.system_files import patiently, system

MOST_COPIES, MOST_BYTES = 64, 256 * 1024 * 1024
_THREADS = 8  # wait for the disk, nothing else
_TAKEN = "something was put where it belongs just now. Archive again."
_HELD = "its folder could not be put into its place ({why}). Close what holds files of it, then archive again."
_DISK = {errno.ENOSPC, errno.EROFS, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}  # in the way of all others too
_Written = tuple[Path, ArchivedVersion]


def batches(copies: Iterable[PlannedCopy]) -> Iterator[list[PlannedCopy]]:
    """Copies that are put into their places together."""
    batch, size = list[PlannedCopy](), 0
    for copy in copies:
        if batch and (len(batch) == MOST_COPIES or size + copy.size > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(copy)
        size += copy.size
    if batch:
        yield batch


class Batch:
    """One batch, being made.

    Attributes:
        made: What stands in its place and in the catalogue.
        skipped: What could not be made, and why.
    """

    def __init__(self, root: Path, source: Source) -> None:
        self._root, self._source = root, source
        self.made: list[ArchivedVersion] = []
        self.skipped: list[Skipped] = []

    def carry_out(self, copies: Sequence[PlannedCopy]) -> Iterator[None]:
        """Make the copies, one a step; after the last step they stand in their places.

        Raises:
            OSError: The disk is full or cannot be written; what stands in its place stays.
        """
        temporary = make_temporary_folder(self._root, [copy.folder for copy in copies])
        placed: list[ArchivedVersion] = []
        try:
            written = list[_Written]()
            for place, copy in enumerate(copies):
                written += self._written(copy, temporary / str(place))
                yield
            _sync(temporary)
            for folder, version in written:
                placed += self._placed(folder, version)
            _sync_parents(self._root, placed)
            add_versions(self._root, placed)
            self.made, placed = placed, []
        finally:
            if not placed:  # else the next run finds there what stands in its place without a line
                remove_temporary_folder(temporary)

    def _written(self, copy: PlannedCopy, folder: Path) -> Iterator[_Written]:
        try:
            yield folder, write_version(self._source, copy, folder)
        except (XltoolsError, UncopiedError) as error:
            remove_temporary_folder(folder)
            self.skipped.append(Skipped(copy.case.number, str(error)))

    def _placed(self, folder: Path, version: ArchivedVersion) -> Iterator[ArchivedVersion]:
        target = self._root / version.folder
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(target):
                self.skipped.append(Skipped(version.case.number, _TAKEN))
                return
            patiently(lambda: folder.rename(target))
        except OSError as error:
            if error.errno in _DISK:
                raise
            self.skipped.append(Skipped(version.case.number, _HELD.format(why=error.strerror)))
        else:
            yield version


def _sync(folder: Path) -> None:
    """Bring all files and folders below a folder to the disk."""
    files, folders = [], []
    for place, _, names in os.walk(folder):
        folders.append(Path(place))
        files += [Path(place, name) for name in names]
    with ThreadPoolExecutor(_THREADS) as threads:
        list(threads.map(_sync_file, files))
        list(threads.map(_sync_folder, folders))


def _sync_parents(root: Path, placed: Iterable[ArchivedVersion]) -> None:
    """Bring the names of the new folders to the disk, up to the archive's own."""
    parents = {parent for version in placed for parent in (root / version.folder).parents}
    for parent in parents:
        if parent == root or root in parent.parents:
            _sync_folder(parent)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:  # Windows syncs only what may be written
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # file systems without such a call
        system().sync_folder(folder)
