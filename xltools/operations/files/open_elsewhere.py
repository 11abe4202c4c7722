"""Has somebody a workbook open? Asked of the files that Excel, WPS and LibreOffice leave beside it, and of the system.

Invariant: any sign of somebody counts, whatever its age, unless the system proves that nobody has it open; nobody's
lock is ever removed, but our own that a killed xltools of this very computer left behind.
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError, VanishedError, WorkbookBusyError
from xltools.language.one_line import one_line
from xltools.operations.files.left_behind import is_left_behind, lock_text, remove_left_behind
from xltools.operations.files.system_files import RETRY_SECONDS, system
from xltools.operations.files.whole_files import write_new

_HELD: set[Path] = set()  # locks of this very process
_OWNER_NAME_BYTES = 55  # of Excel's owner file: length, name in the ANSI code page, then UTF-16 from here on
_LONGEST_NAME = 60
_LOCK_PREFIX, _OWNER_PREFIX = ".~lock.", "~$"
_SCANNER_LOOKS = RETRY_SECONDS[:4]  # how long a held file without any other sign may be a scanner's


def refuse_if_open(path: Path) -> None:
    """Stop where somebody has the workbook open.

    On Windows the system's word is worth more than an owner file, which stays after a crash or a lost connection.

    Raises:
        WorkbookBusyError: Names who, as far as the lock tells.
    """
    signs = [lock for lock in _locks(path) if lock not in _HELD and not is_left_behind(lock)]
    owners = [lock for lock in signs if lock.name.startswith(_OWNER_PREFIX)]
    if len(signs) > len(owners):
        sure = next(lock for lock in signs if lock not in owners)
        raise WorkbookBusyError(path, f"{_owner(sure)}, says {sure.name}")
    held = _held(path, () if owners else _SCANNER_LOOKS)
    if owners and held is not False:
        raise WorkbookBusyError(path, f"{_owner(owners[0])}, says {owners[0].name}")
    if held:
        raise WorkbookBusyError(path, "by somebody, says the system")


def _held(path: Path, pauses: tuple[float, ...]) -> bool | None:
    """What the system says; where it says that somebody has it open, asked again after each of the pauses."""
    for pause in pauses:
        held = system().held(path)
        if not held:
            return held
        time.sleep(pause)
    return system().held(path)


def _locks(path: Path) -> Iterator[Path]:
    name, folder = path.name, path.parent
    yield from (
        lock
        for lock in (folder / f"{_LOCK_PREFIX}{name}#", folder / f"{_OWNER_PREFIX}{name}", folder / f".~{name}")
        if _stands(lock)
    )
    for dropped in (1, 2):  # Word and WPS on Linux drop the first characters of longer names
        shorter = name[dropped:]
        if not _stands(folder / shorter):
            yield from (
                lock for lock in (folder / f"{_OWNER_PREFIX}{shorter}", folder / f".~{shorter}") if _stands(lock)
            )


def _stands(path: Path) -> bool:
    """Whether something of that name is there; a name too long for the file system never is."""
    return os.path.lexists(path)


def _owner(lock: Path) -> str:
    try:
        data = system().read(lock)[:4096]
    except OSError:
        return "by somebody"
    if lock.name.startswith(_LOCK_PREFIX):
        return _by(data.decode("utf-8", "replace").split(",")[0].replace("\\", ""))
    wide = data[_OWNER_NAME_BYTES:]
    length = int.from_bytes(wide[:2], "little")
    return _by(wide[2 : 2 + 2 * length].decode("utf-16-le", "replace"))


def _by(name: str) -> str:
    """The name as it may stand in a line: anybody can write into a lock what he likes."""
    return "by " + (one_line(name)[:_LONGEST_NAME].strip() or "somebody")


@contextmanager
def own_lock(path: Path, now: datetime) -> Iterator[None]:
    """Hold LibreOffice's own lock name while a workbook is replaced, so that nobody opens it in between.

    Raises:
        WorkbookBusyError: Somebody was quicker.
        VanishedError, ReadOnlyWorkbookError: The folder is gone, or nothing can be written in it.
    """
    lock = path.parent / f"{_LOCK_PREFIX}{path.name}#"
    if lock in _HELD:
        raise WorkbookBusyError(path, f"{_owner(lock)}, says {lock.name}")
    if is_left_behind(lock):
        with suppress(OSError):
            remove_left_behind(lock)
    text = lock_text(now)
    _HELD.add(lock)  # before it stands: another thread must not take it for a dead one's
    try:
        taken = _taken(lock, text, path)
        try:
            yield
        finally:
            if taken:
                _release(lock, text)
    finally:
        _HELD.discard(lock)


def _taken(lock: Path, text: bytes, path: Path) -> bool:
    """Whether the lock stands now; not where its name is too long for the folder: the other checks must do then.

    It comes with its text: one that a kill left empty would be nobody's, and stand for ever.
    """
    try:
        write_new(lock, text)
    except FileExistsError:
        raise WorkbookBusyError(path, f"{_owner(lock)}, says {lock.name}") from None
    except FileNotFoundError:
        raise VanishedError(path) from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise ReadOnlyWorkbookError(
            f"nothing can be written beside {path.name} ({error.strerror}). "
            "Make room on the disk and check the permissions; nothing was changed."
        ) from None
    return True


def _release(lock: Path, text: bytes) -> None:
    with suppress(OSError):
        if system().read(lock) == text:
            lock.unlink()
