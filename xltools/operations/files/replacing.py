"""How does a workbook on disk become the new one? Read once, replaced whole or not at all.

Invariant: at every moment the old or the new file stands under the name; a save by somebody else always wins.
"""

import hashlib
import os
import shutil
import stat
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xltools.errors import (
    ChangedSinceReadError,
    NoFolderError,
    PathTooLongError,
    ReadOnlyWorkbookError,
    UnreadableWorkbookError,
    UnsafeWorkbookError,
    VanishedError,
    WorkbookBusyError,
)
from xltools.operations.files.backups import backup_of, keep_version
from xltools.operations.files.left_behind import sweep_left_behind, written_temporary
from xltools.operations.files.open_elsewhere import own_lock, refuse_if_open
from xltools.operations.files.swapping import swap
from xltools.operations.files.system_files import RETRY_SECONDS, in_use, patiently, system

MAXIMUM_BYTES = 256 * 1024 * 1024
MAXIMUM_PATH = 218  # characters that Excel opens, folders included (Microsoft, KB 271513)
_LONGEST_GAP = 0.2  # seconds: Excel takes the old file away before it renames the new one
_SETTLING_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workbook as it was read.

    Attributes:
        path: The real file, links resolved.
        data: Its bytes.
        sha256: Their checksum.
        modified: Its time of modification, in seconds.
    """

    path: Path
    data: bytes
    sha256: str
    modified: float


def real_path(path: Path) -> Path:
    """The file behind links.

    Raises:
        VanishedError: There is none.
    """
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError):
        raise VanishedError(path) from None


def real_folder(path: Path) -> Path:
    """The folder behind links; raises VanishedError, or NoFolderError for anything else of that name."""
    real = real_path(path)
    if not real.is_dir():
        raise NoFolderError(path)
    return real


def read_snapshot(path: Path) -> Snapshot:
    """Read a workbook whole, at a moment when nobody is writing it.

    Raises:
        VanishedError, UnsafeWorkbookError, ReadOnlyWorkbookError: Not there, too large, not permitted.
        WorkbookBusyError: It would not keep still.
    """
    for pause in RETRY_SECONDS:
        try:
            if (snapshot := _still(path)) is not None:
                return snapshot
        except VanishedError:
            if pause > _LONGEST_GAP or path.exists():  # a folder, or a pipe
                raise
        time.sleep(pause)
    raise WorkbookBusyError(path, "it is being saved")


def _still(path: Path) -> Snapshot | None:
    """The workbook, unless it changed while it was read."""
    before = _status(path)
    if before.st_size > MAXIMUM_BYTES:
        size = f"the workbook has {before.st_size / 2**20:.0f} MB, more than {MAXIMUM_BYTES / 2**20:.0f}"
        raise UnsafeWorkbookError(size, "Split the register, for instance by year.")
    data, after = _bytes_of(path), _status(path)
    if _signature(before) != _signature(after) or len(data) != after.st_size:
        return None
    return Snapshot(path, data, hashlib.sha256(data).hexdigest(), after.st_mtime)


def _bytes_of(path: Path) -> bytes:
    try:
        return patiently(lambda: system().read(path))
    except FileNotFoundError:
        raise VanishedError(path) from None
    except PermissionError as error:
        if in_use(error):
            raise WorkbookBusyError(path, "by a program that lets nobody else read it") from None
        raise ReadOnlyWorkbookError(f"{path.name} may not be read. Ask for permission to the file.") from None
    except OSError as error:
        raise UnreadableWorkbookError(
            f"{path.name} could not be read ({error.strerror}). Check the disk or the connection, then try again."
        ) from None


def _status(path: Path) -> os.stat_result:
    try:
        status = path.stat()
    except OSError:
        raise VanishedError(path) from None
    if not stat.S_ISREG(status.st_mode):
        raise VanishedError(path)
    return status


def _signature(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def refuse_if_not_replaceable(path: Path) -> None:
    """Stop before any work where the file could not be replaced safely.

    Raises:
        PathTooLongError: Excel could not open what would stand there.
        ReadOnlyWorkbookError: The file or folder is read-only, or has further hard links, which replacing would part.
        WorkbookBusyError: Somebody has it open.
    """
    if len(str(path)) > MAXIMUM_PATH:
        raise PathTooLongError(path, MAXIMUM_PATH)
    status = _status(path)
    if status.st_nlink > 1 and not (sweep_left_behind(path.parent) and _status(path).st_nlink == 1):
        raise ReadOnlyWorkbookError(
            f"{path.name} stands in several folders at once (hard links), which replacing it would part. "
            "Keep one of them and make the others shortcuts."
        )
    if not status.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise ReadOnlyWorkbookError(f"{path.name} is read-only. Remove the write protection, or refresh a copy.")
    if not os.access(path.parent, os.W_OK):
        raise ReadOnlyWorkbookError(f"the folder {path.parent} is read-only. Ask for permission to write there.")
    refuse_if_open(path)


def replace_workbook(
    snapshot: Snapshot, data: bytes, now: datetime, *, backups: Path, hold_seconds: float, lasting: bool = True
) -> None:
    """Put new bytes in the place of what was read, unless anybody touched it since.

    Args:
        snapshot: What was read.
        data: What shall stand there.
        now: The moment of the pass, for the names of lock and backup.
        backups: Folder for the bytes that are replaced.
        hold_seconds: How long to keep the lock afterwards: whoever opened the old bytes just before meets it.
        lasting: Whether the copy of what is replaced stays; if not, it goes once the new bytes stand there.

    Raises:
        ChangedSinceReadError, WorkbookBusyError: Somebody saved or opened it; nothing was changed.
        ReadOnlyWorkbookError: It cannot be written there.
    """
    path = snapshot.path
    with own_lock(path, now):
        _refuse_if_touched(snapshot)
        had, kept = backup_of(backups, snapshot.sha256), _kept(snapshot, backups, now)
        temporary = _written_beside(path, data)
        try:
            _move_on(temporary, snapshot.modified)
            swap(temporary, path, lambda: _refuse_if_touched(snapshot), snapshot.data, kept)
        finally:
            with suppress(OSError):
                temporary.unlink()
        with suppress(OSError):  # the new file stands there already; this only hastens it to the disk
            system().sync_folder(path.parent)
        refuse_if_changed(replace(snapshot, data=data))
        if not lasting and kept != had:
            with suppress(OSError):
                kept.unlink()
        time.sleep(hold_seconds)


def refuse_if_changed(snapshot: Snapshot) -> None:
    """Stop where the file is not what was read any more.

    Raises:
        ChangedSinceReadError, VanishedError: Somebody saved it, or it is gone.
        WorkbookBusyError, ReadOnlyWorkbookError, UnreadableWorkbookError: It cannot be read any more.
    """
    if _bytes_of(snapshot.path) != snapshot.data:
        raise ChangedSinceReadError(snapshot.path)


def _refuse_if_touched(snapshot: Snapshot) -> None:
    refuse_if_open(snapshot.path)
    refuse_if_changed(snapshot)


def _kept(snapshot: Snapshot, folder: Path, now: datetime) -> Path:
    try:
        return keep_version(folder, snapshot.path, snapshot.data, snapshot.sha256, now)
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"no copy of {snapshot.path.name} could be kept in {folder} ({error.strerror}). "
            "Make room on the disk and check the permissions; the workbook is untouched."
        ) from None


def _written_beside(path: Path, data: bytes) -> Path:
    """The new bytes in the same folder, synced, with the old file's mode, owner and (POSIX) extended attributes."""
    try:
        temporary = written_temporary(path.parent, data)
        try:
            _take_after(temporary, path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"{path.name} could not be written ({error.strerror}). "
            "Make room on the disk and check the permissions; the old file is untouched."
        ) from None
    return temporary


def _take_after(temporary: Path, path: Path) -> None:
    shutil.copystat(path, temporary)
    if hasattr(os, "chown"):
        status = path.stat()
        with suppress(PermissionError):
            os.chown(temporary, status.st_uid, status.st_gid)


def _move_on(temporary: Path, modified: float) -> None:
    """A new time, at least two whole seconds on: programs compare seconds to notice that a file is another one."""
    moment = max(time.time(), float(int(modified)) + _SETTLING_SECONDS)
    with suppress(PermissionError):
        os.utime(temporary, (moment, moment))
