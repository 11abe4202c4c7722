"""How do several of us wait for each other? A lock on a file of the memory, held while something is done.

Invariant: it is let go whatever happens; who waits too long is told what it waits for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from xltools.errors import LedgerError, WorkbookBusyError


@contextmanager
def one_at_a_time(lock_file: Path, seconds: float, path: Path, who: str) -> Iterator[None]:
    """Hold the lock.

    Args:
        lock_file: The lock's file, in a folder that is there.
        seconds: How long to wait for it.
        path: What is worked on, to be named where the wait was too long.
        who: Who else may hold it: "another xltools is …".

    Raises:
        WorkbookBusyError: Somebody else held it all the time.
        LedgerError: The file cannot be written.
    """
    lock = FileLock(lock_file, timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise WorkbookBusyError(path, who) from None
    except OSError as error:
        raise LedgerError(
            f"{lock_file} cannot be written ({error.strerror}). Check the disk and the folder's permissions."
        ) from None
    try:
        yield
    finally:
        lock.release()
