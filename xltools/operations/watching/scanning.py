"""What stands in a folder right now? The truth that the watcher goes by; events only make it look sooner.

Invariant: a scan reads names and statuses, never contents, and what it could not look into is named, so that nobody
takes it for gone.
"""

import os
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from xltools.operations.folder_names import means
from xltools.operations.importing.inbox import files_in
from xltools.operations.watching.lock_signs import locked_names
from xltools.operations.workspace import may_be_workbook, may_hold_registers


class Signature(NamedTuple):
    """What tells one saved state of a file from another without reading it; `mode` tells a lifted write protection."""

    size: int
    modified_ns: int
    inode: int
    mode: int


class Sight(NamedTuple):
    """One workbook as the scan met it.

    Attributes:
        signature: Its state.
        locked: Whether a lock or owner file stands beside it.
    """

    signature: Signature
    locked: bool


@dataclass(slots=True)
class Scan:
    """One look at a folder.

    Attributes:
        identity: Device and inode of the folder itself; None while it cannot be reached.
        workbooks: By real path; two names of one file count once.
        drops: Files lying in an inbox.
        unseen: Folders that could not be looked into.
    """

    identity: tuple[int, int] | None = None
    workbooks: dict[Path, Sight] = field(default_factory=dict)
    drops: dict[Path, Signature] = field(default_factory=dict)
    unseen: set[Path] = field(default_factory=set)


def scan(folder: Path, memory: Path) -> Scan:
    """Look at all that may be a register below a folder, and at what lies in its inboxes.

    Args:
        folder: Its real path. One that cannot be reached gives a scan without identity.
        memory: What tells the folder from the empty place where a share was mounted: the memory of its workspace.
    """
    found = Scan()
    try:
        memory.stat()
        status = folder.stat()
        _look(folder, found, set())
    except OSError:
        return Scan()
    found.identity = (status.st_dev, status.st_ino)
    return found


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _look(folder: Path, found: Scan, known: set[object]) -> None:
    entries = _entries(folder)
    names = {entry.name for entry in entries}
    workbooks = {name for name in names if may_be_workbook(name)}
    locked = locked_names(names, workbooks)
    for entry in entries:
        if entry.name in workbooks:
            _add_workbook(entry, entry.name in locked, found, known)
        elif _is_folder(entry):
            if means(entry.name, "folders.inbox"):
                found.drops.update(_drops(folder / entry.name))
            elif may_hold_registers(entry.name):
                _look_below(folder / entry.name, found, known)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # one broken entry must not hide the others
        return False


def _look_below(folder: Path, found: Scan, known: set[object]) -> None:
    try:
        _look(folder, found, known)
    except OSError:
        found.unseen.add(folder)


def _add_workbook(entry: os.DirEntry[str], locked: bool, found: Scan, known: set[object]) -> None:
    path = Path(entry.path)
    try:
        if entry.is_symlink():
            path = path.resolve(strict=True)  # the lock of who opens it lies there, and nowhere else
            beside = {each.name for each in _entries(path.parent)}
            locked = path.name in locked_names(beside, {path.name})
        elif not entry.is_file():
            return
        status = path.stat()  # an entry's own is out of date on Windows while somebody has the file open
    except (OSError, RuntimeError):
        return
    same = {unicodedata.normalize("NFC", str(path)), (status.st_dev, status.st_ino)}
    if known.isdisjoint(same):
        found.workbooks[path] = Sight(_signature(status), locked)
    known.update(same)


def _drops(inbox: Path) -> Iterator[tuple[Path, Signature]]:
    for path in files_in(inbox):
        with suppress(OSError):  # taken away meanwhile
            yield path, _signature(path.stat())


def _signature(status: os.stat_result) -> Signature:
    return Signature(status.st_size, status.st_mtime_ns, status.st_ino, status.st_mode)
