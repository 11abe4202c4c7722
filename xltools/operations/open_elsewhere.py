"""Has somebody a workbook open? The lock and owner files that Excel, WPS and LibreOffice leave beside it.

Invariant: any sign of somebody counts, whatever its age; nobody's lock is ever removed, but our own that a killed
xltools of this very computer left behind.
"""

import ctypes
import getpass
import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError, WorkbookBusyError

TEMPORARY_PREFIX = ".~xlt-"  # of the new bytes while they are written; our process's number follows
_OUR_NAME = "xltools"
_MAY_QUERY, _NO_SUCH_PROCESS, _STILL_ACTIVE = 0x1000, 87, 259  # of the Windows API
_HELD: set[Path] = set()  # locks of this very process
_OWN_MARK = "file:///xltools/"  # the fifth field, where LibreOffice names its profile: we put our process behind it
_OWNER_NAME_BYTES = 55  # of Excel's owner file: length, name in the ANSI code page, then UTF-16 from here on


def refuse_if_open(path: Path) -> None:
    """Stop where somebody has the workbook open.

    Raises:
        WorkbookBusyError: Names who, as far as the lock tells.
    """
    for lock in _foreign_locks(path):
        if not _is_left_behind(lock):
            raise WorkbookBusyError(path, f"{_owner(lock)}, says {lock.name}")


def _foreign_locks(path: Path) -> Iterator[Path]:
    name, folder = path.name, path.parent
    yield from (
        lock for lock in (folder / f".~lock.{name}#", folder / f"~${name}", folder / f".~{name}") if _stands(lock)
    )
    for dropped in (1, 2):  # Word and WPS on Linux drop the first characters of longer names
        shorter = name[dropped:]
        if not _stands(folder / shorter):
            yield from (lock for lock in (folder / f"~${shorter}", folder / f".~{shorter}") if _stands(lock))


def _stands(path: Path) -> bool:
    """Whether something of that name is there; a name too long for the file system never is."""
    return os.path.lexists(path)


def _is_left_behind(lock: Path) -> bool:
    """Whether a killed xltools of this computer left that lock; in doubt it did not."""
    try:
        fields = lock.read_bytes()[:4096].decode("utf-8").strip().rstrip(";").split(",")
    except (OSError, UnicodeDecodeError):
        return False
    if len(fields) != 5 or fields[0] != _OUR_NAME or fields[2] != _host() or not fields[4].startswith(_OWN_MARK):
        return False
    process = fields[4].removeprefix(_OWN_MARK)
    if not re.fullmatch(r"[1-9][0-9]{0,8}", process) or lock in _HELD:
        return False
    return int(process) == os.getpid() or not is_running(int(process))


def is_running(process: int) -> bool:
    """Whether a process of that number lives on this computer; in doubt it does."""
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def _is_running_on_windows(process: int) -> bool:
    if sys.platform != "win32":
        return True
    system = ctypes.WinDLL("kernel32", use_last_error=True)
    system.OpenProcess.restype = ctypes.c_void_p
    handle = system.OpenProcess(_MAY_QUERY, False, process)
    if not handle:
        return ctypes.get_last_error() != _NO_SUCH_PROCESS
    code = ctypes.c_ulong()
    known = system.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(code))
    system.CloseHandle(ctypes.c_void_p(handle))
    return not known or code.value == _STILL_ACTIVE


def _remove_left_behind(lock: Path) -> None:
    """Take away a dead pass's lock, and the temporary files that it was writing."""
    process = lock.read_bytes().decode().strip().rstrip(";").rpartition("/")[2]
    for temporary in lock.parent.glob(f"{TEMPORARY_PREFIX}{process}-*.tmp"):
        temporary.unlink()
    lock.unlink()


def _owner(lock: Path) -> str:
    try:
        data = lock.read_bytes()[:4096]
    except OSError:
        return "by somebody"
    if lock.name.startswith(".~lock."):
        return "by " + (data.decode("utf-8", "replace").split(",")[0].replace("\\", "").strip() or "somebody")
    wide = data[_OWNER_NAME_BYTES:]
    length = int.from_bytes(wide[:2], "little")
    return "by " + (wide[2 : 2 + 2 * length].decode("utf-16-le", "replace").strip(" \0") or "somebody")


@contextmanager
def own_lock(path: Path, now: datetime) -> Iterator[None]:
    """Hold LibreOffice's own lock name while a workbook is replaced, so that nobody opens it in between.

    Raises:
        WorkbookBusyError: Somebody was quicker.
    """
    lock = path.parent / f".~lock.{path.name}#"
    if _is_left_behind(lock):
        with suppress(OSError):
            _remove_left_behind(lock)
    text = f"{_OUR_NAME},{_user()},{_host()},{now:%d.%m.%Y %H:%M},{_OWN_MARK}{os.getpid()};".encode()
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        raise WorkbookBusyError(path, f"{_owner(lock)}, says {lock.name}") from None
    except OSError:  # a name too long for a lock beside it: the other checks must do
        yield
        return
    _fill(handle, text, lock, path)
    _HELD.add(lock)
    try:
        yield
    finally:
        _HELD.discard(lock)
        with suppress(OSError):
            if lock.read_bytes() == text:
                lock.unlink()


def _fill(handle: int, text: bytes, lock: Path, path: Path) -> None:
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
    except OSError as error:
        with suppress(OSError):
            lock.unlink()
        raise ReadOnlyWorkbookError(
            f"nothing can be written beside {path.name} ({error.strerror}). Make room on the disk; nothing was changed."
        ) from None


def _user() -> str:
    try:
        return getpass.getuser().replace(",", " ")
    except (OSError, KeyError, ImportError):
        return _OUR_NAME


def _host() -> str:
    return socket.gethostname().replace(",", " ")
