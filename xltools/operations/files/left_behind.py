"""What stands beside a workbook only while we work on it, and what of that did a killed xltools leave behind?

Invariant: only what was certainly made by a dead xltools of this very computer is ever removed; in doubt it stays.
"""

import hashlib
import os
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.operations.files.system_files import is_running, system
from xltools.operations.user_name import user_name

_OWN_MARK = "file:///xltools/"  # where LibreOffice names its profile: our process stands behind it, and when it began
_LONGEST_LOCK = 4096
_PROCESS = re.compile(r"([1-9][0-9]{0,8})(?:/([0-9]*))?")


def _host() -> str:
    return socket.gethostname().replace(",", " ")


def _temporary_prefix() -> str:
    return f".~xlt-{hashlib.sha256(_host().encode()).hexdigest()[:8]}-"


TEMPORARY_PREFIX = _temporary_prefix()  # of new bytes while they are written; our process's number follows
_TEMPORARY = re.compile(rf"{re.escape(TEMPORARY_PREFIX)}([1-9][0-9]*)-.*\.tmp")
_LOCK = re.compile(r"\.~lock\..*#", re.DOTALL)


class _Maker(NamedTuple):
    """The xltools that made a lock: its process and, where that is known, when it began."""

    process: int
    started: str


def lock_text(now: datetime) -> bytes:
    """What we write into a lock, in LibreOffice's five fields: name, user, computer, time, process."""
    user, process = user_name("xltools").replace(",", " "), os.getpid()
    mark = f"{_OWN_MARK}{process}/{system().started(process) or ''}"
    return f"{text('folders.lock_owner')},{user},{_host()},{now:%d.%m.%Y %H:%M},{mark};".encode()


def written_temporary(folder: Path, data: bytes) -> Path:
    """Bytes in a new file of this folder, whole and synced, for nobody else to read.

    Raises:
        OSError: They cannot be written; nothing is left of them.
    """
    handle, name = tempfile.mkstemp(prefix=f"{TEMPORARY_PREFIX}{os.getpid()}-", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


def is_left_behind(lock: Path) -> bool:
    """Whether a dead xltools of this computer made that lock.

    Our own process counts as dead here: whoever asks knows which locks he holds.
    """
    maker = _maker(lock)
    if maker is None:
        return False
    return maker.process == os.getpid() or _is_dead(maker)


def remove_left_behind(lock: Path) -> None:
    """Take away a dead pass's lock, and before it the new bytes that it was writing beside it.

    Raises:
        OSError: It cannot be removed.
    """
    maker = _maker(lock)
    if maker is not None:
        for temporary in lock.parent.glob(f"{TEMPORARY_PREFIX}{maker.process}-*.tmp"):
            temporary.unlink()
        lock.unlink()


def left_behind_in(folder: Path) -> Iterator[Path]:
    """What dead passes left in a tree of folders: temporary files and locks; nothing of this very process."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if _is_dead_temporary(name) or (_LOCK.fullmatch(name) and _is_dead_lock(path)):
                yield path


def sweep_left_behind(folder: Path) -> list[Path]:
    """Remove what dead passes left in a tree of folders (clients.md, section 4, step 12).

    Returns:
        What was removed; what could not be is passed over.
    """
    removed = []
    for path in left_behind_in(folder):
        with suppress(OSError):
            path.unlink()
            removed.append(path)
    return sorted(removed)


def _is_dead_temporary(name: str) -> bool:
    match = _TEMPORARY.fullmatch(name)
    return match is not None and not is_running(int(match[1]))


def _is_dead_lock(path: Path) -> bool:
    maker = _maker(path)
    return maker is not None and _is_dead(maker)


def _is_dead(maker: _Maker) -> bool:
    """A process that began at another moment only got the same number."""
    started = system().started(maker.process)
    return started is None or bool(started and maker.started and started != maker.started)


def _maker(lock: Path) -> _Maker | None:
    """Who made a lock, if that was an xltools of this computer."""
    try:
        fields = system().read(lock)[:_LONGEST_LOCK].decode("utf-8").strip().rstrip(";").split(",")
    except (OSError, UnicodeDecodeError):
        return None
    if len(fields) != 5 or fields[2] != _host() or not fields[4].startswith(_OWN_MARK):
        return None
    match = _PROCESS.fullmatch(fields[4].removeprefix(_OWN_MARK))
    return None if match is None else _Maker(int(match[1]), match[2] or "")
