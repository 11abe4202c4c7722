"""Has somebody a workbook open? The lock and owner files that Excel, WPS and LibreOffice leave beside it.

Invariant: any sign of somebody counts, whatever its age; nobody's lock is ever removed.
"""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from xltools.errors import WorkbookBusyError

_OUR_NAME = "xltools"
_OWNER_NAME_BYTES = 55  # of Excel's owner file: length, name in the ANSI code page, then UTF-16 from here on


def refuse_if_open(path: Path) -> None:
    """Stop where somebody has the workbook open.

    Raises:
        WorkbookBusyError: Names who, as far as the lock tells.
    """
    for lock in _foreign_locks(path):
        raise WorkbookBusyError(path, f"{_owner(lock)}, says {lock.name}")


def _foreign_locks(path: Path) -> Iterator[Path]:
    name, folder = path.name, path.parent
    yield from (
        lock for lock in (folder / f".~lock.{name}#", folder / f"~${name}", folder / f".~{name}") if lock.exists()
    )
    for dropped in (1, 2):  # Word and WPS on Linux drop the first characters of longer names
        shorter = name[dropped:]
        if not (folder / shorter).exists():
            yield from (lock for lock in (folder / f"~${shorter}", folder / f".~{shorter}") if lock.exists())


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
    text = f"{_OUR_NAME},{_user()},{socket.gethostname()},{now:%d.%m.%Y %H:%M},file:///xltools;".encode()
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        raise WorkbookBusyError(path, f"{_owner(lock)}, says {lock.name}") from None
    except OSError:  # a name too long for a lock beside it: the other checks must do
        yield
        return
    with os.fdopen(handle, "wb") as file:
        file.write(text)
    try:
        yield
    finally:
        with suppress(OSError):
            if lock.read_bytes() == text:
                lock.unlink()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return _OUR_NAME
