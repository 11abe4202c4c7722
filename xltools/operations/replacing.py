"""How does a workbook on disk become the new one? Read once, replaced whole or not at all.

Invariant: at every moment the old or the new file stands under the name; a save by somebody else always wins.
"""

import hashlib
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xltools.errors import (
    ChangedSinceReadError,
    ReadOnlyWorkbookError,
    UnreadableWorkbookError,
    UnsafeWorkbookError,
    VanishedError,
    WorkbookBusyError,
)
from xltools.operations.open_elsewhere import TEMPORARY_PREFIX, own_lock, refuse_if_open

MAXIMUM_BYTES = 256 * 1024 * 1024
_KEPT_BACKUPS = 20
_SETTLING_SECONDS = 2.0
_SHARING_VIOLATIONS = {5, 32, 33}  # Windows: access denied while a scanner looks, sharing and lock violation
_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)


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


def read_snapshot(path: Path) -> Snapshot:
    """Read a workbook whole, at a moment when nobody is writing it.

    Raises:
        VanishedError, UnsafeWorkbookError, ReadOnlyWorkbookError: Not there, too large, not permitted.
        WorkbookBusyError: It would not keep still.
    """
    for pause in _RETRY_SECONDS:
        before = _status(path)
        if before.st_size > MAXIMUM_BYTES:
            size = f"the workbook has {before.st_size / 2**20:.0f} MB, more than {MAXIMUM_BYTES / 2**20:.0f}"
            raise UnsafeWorkbookError(size, "Split the register, for instance by year.")
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise VanishedError(path) from None
        except PermissionError as error:
            if getattr(error, "winerror", None) in _SHARING_VIOLATIONS - {5}:
                raise WorkbookBusyError(path, "by a program that lets nobody else read it") from None
            raise ReadOnlyWorkbookError(f"{path.name} may not be read. Ask for permission to the file.") from None
        except OSError as error:
            raise UnreadableWorkbookError(
                f"{path.name} could not be read ({error.strerror}). Check the disk or the connection, then try again."
            ) from None
        after = _status(path)
        if _signature(before) == _signature(after) and len(data) == after.st_size:
            return Snapshot(path, data, hashlib.sha256(data).hexdigest(), after.st_mtime)
        time.sleep(pause)
    raise WorkbookBusyError(path, "it is being saved")


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
        ReadOnlyWorkbookError: The file or folder is read-only, or has further hard links, which replacing would part.
        WorkbookBusyError: Somebody has it open.
    """
    status = _status(path)
    if status.st_nlink > 1:
        raise ReadOnlyWorkbookError(
            f"{path.name} stands in several folders at once (hard links), which replacing it would part. "
            "Keep one of them and make the others shortcuts."
        )
    if not status.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise ReadOnlyWorkbookError(f"{path.name} is read-only. Remove the write protection, or refresh a copy.")
    if not os.access(path.parent, os.W_OK):
        raise ReadOnlyWorkbookError(f"the folder {path.parent} is read-only. Ask for permission to write there.")
    refuse_if_open(path)


def replace_workbook(snapshot: Snapshot, data: bytes, now: datetime, *, backups: Path, hold_seconds: float) -> None:
    """Put new bytes in the place of what was read, unless anybody touched it since.

    Args:
        snapshot: What was read.
        data: What shall stand there.
        now: The moment of the pass, for the names of lock and backup.
        backups: Folder for the bytes that are replaced.
        hold_seconds: How long to keep the lock afterwards: whoever opened the old bytes just before meets it.

    Raises:
        ChangedSinceReadError, WorkbookBusyError: Somebody saved or opened it; nothing was changed.
        ReadOnlyWorkbookError: It cannot be written there.
    """
    path = snapshot.path
    with own_lock(path, now):
        refuse_if_changed(snapshot)
        _back_up(snapshot, backups, now)
        temporary = _written_beside(path, data)
        try:
            _move_on(temporary, snapshot.modified)
            refuse_if_changed(snapshot)
            _swap(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink()
        with suppress(OSError):  # the new file stands there already; this only hastens it to the disk
            _sync_folder(path.parent)
        refuse_if_changed(replace(snapshot, data=data))
        time.sleep(hold_seconds)


def refuse_if_changed(snapshot: Snapshot) -> None:
    """Stop where the file is not what was read any more.

    Raises:
        ChangedSinceReadError, VanishedError: Somebody saved it, or it is gone.
    """
    try:
        current = snapshot.path.read_bytes()
    except OSError:
        raise VanishedError(snapshot.path) from None
    if current != snapshot.data:
        raise ChangedSinceReadError(snapshot.path)


def _back_up(snapshot: Snapshot, folder: Path, now: datetime) -> None:
    backup = folder / f"{now:%Y%m%d-%H%M%S}-{snapshot.sha256[:12]}{snapshot.path.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not backup.exists() or backup.stat().st_size != len(snapshot.data):  # cut short by a crash
            _write_backup(backup, snapshot.data)
            shutil.copymode(snapshot.path, backup)
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"no copy of {snapshot.path.name} could be kept in {folder} ({error.strerror}). "
            "Make room on the disk and check the permissions; the workbook is untouched."
        ) from None
    kept = sorted(folder.iterdir(), key=lambda each: (each == backup, each.stat().st_mtime_ns, each.name))
    for old in kept[:-_KEPT_BACKUPS]:
        with suppress(OSError):
            old.unlink()


def _write_backup(backup: Path, data: bytes) -> None:
    """Whole or not at all: half a copy would be taken for one."""
    try:
        with backup.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            backup.unlink()
        raise


def _written_beside(path: Path, data: bytes) -> Path:
    """The new bytes in the same folder, synced, with the old file's mode, owner and (POSIX) extended attributes."""
    try:
        handle, name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}{os.getpid()}-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"nothing can be written beside {path.name} ({error.strerror}). Check the disk and permissions."
        ) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copystat(path, temporary)
        if hasattr(os, "chown"):
            status = path.stat()
            with suppress(PermissionError):
                os.chown(temporary, status.st_uid, status.st_gid)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise ReadOnlyWorkbookError(
            f"{path.name} could not be written ({error.strerror}). Make room on the disk; the old file is untouched."
        ) from None
    return temporary


def _move_on(temporary: Path, modified: float) -> None:
    """A new time, at least two whole seconds on: programs compare seconds to notice that a file is another one."""
    moment = max(time.time(), float(int(modified)) + _SETTLING_SECONDS)
    with suppress(PermissionError):
        os.utime(temporary, (moment, moment))


def _swap(temporary: Path, path: Path) -> None:
    for pause in (*_RETRY_SECONDS, None):
        try:
            temporary.replace(path)
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING_VIOLATIONS:
                raise ReadOnlyWorkbookError(f"{path.name} could not be replaced ({error.strerror}).") from None
            if pause is None:
                raise WorkbookBusyError(path, "by a program that keeps others from writing") from None
            time.sleep(pause)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """POSIX: the new name is on disk only once its folder is; Windows has no such call."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
