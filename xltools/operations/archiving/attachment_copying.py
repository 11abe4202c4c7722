"""How is an attachment copied that somebody may be saving right now? Again, until it stood still meanwhile.

Invariant: what is copied is what the file held at one moment, and the checksum is of these very bytes.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

_TIMES = 3
_BLOCK = 1024 * 1024


class UncopiedError(Exception):
    """A file could not be copied as it should; its text says why, in English."""


def copy_file(source: Path, target: Path) -> tuple[int, str]:
    """Copy a file; the copy keeps its time.

    Returns:
        How many bytes it has, and its SHA-256.

    Raises:
        UncopiedError: It cannot be read, or somebody writes into it all the time.
        OSError: The copy cannot be written.
    """
    for _ in range(_TIMES):
        before = _status(source)
        size, sha256 = _copied(source, target)
        after = _status(source)
        if _signature(before) == _signature(after) and size == after.st_size:
            with suppress(OSError):
                os.utime(target, ns=(after.st_atime_ns, after.st_mtime_ns))
            return size, sha256
    raise UncopiedError(f"{source.name} changes all the time. Close it, then archive again.")


def _copied(source: Path, target: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    try:
        opened = source.open("rb")
    except OSError as error:
        raise _unreadable(source, error) from None
    with opened, target.open("wb") as copy:
        while True:
            try:
                block = opened.read(_BLOCK)
            except OSError as error:
                raise _unreadable(source, error) from None
            if not block:
                return size, digest.hexdigest()
            digest.update(block)
            copy.write(block)
            size += len(block)


def _status(source: Path) -> os.stat_result:
    try:
        return source.stat()
    except OSError as error:
        raise _unreadable(source, error) from None


def _signature(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _unreadable(source: Path, error: OSError) -> UncopiedError:
    return UncopiedError(f"{source.name} could not be read ({error.strerror}). Check it, then archive again.")
