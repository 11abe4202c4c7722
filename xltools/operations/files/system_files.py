"""Which system are workbooks replaced on, and what can it be asked? The thin seam between the protocol and the system.

Invariant: the system is chosen once; whoever works on workbooks asks here, so that tests put another one in its place.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from xltools.operations.files.posix_files import PosixFiles
from xltools.operations.files.windows_files import IN_USE, this_windows, windows_code

RETRY_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)  # about 2.5 s, as long as scanners look into a new file
_ACCESS_DENIED = 5
Answer = TypeVar("Answer")


class SystemFiles(Protocol):
    """What every system is asked."""

    def held(self, path: Path) -> bool | None:
        """True: a program has the file open. False: nobody has, for certain. None: that cannot be told."""

    def read(self, path: Path) -> bytes:
        """All bytes of a file, without being in the way of somebody who saves it."""

    def replace(self, new: Path, old: Path) -> None:
        """Put a file in another one's place, whole or not at all."""

    def put(self, new: Path, name: Path) -> None:
        """Give a file a name, unless somebody else's stands there already."""

    def sync_folder(self, folder: Path) -> None:
        """Bring the names of a folder to the disk, where that needs a call of its own."""

    def started(self, process: int) -> str | None:
        """When a process of this computer began, comparable with itself only; empty if not told, None if it is dead."""


_CHOSEN: SystemFiles = this_windows() if sys.platform == "win32" else PosixFiles()


def system() -> SystemFiles:
    """The system that we run on."""
    return _CHOSEN


def is_running(process: int) -> bool:
    """Whether a process of that number lives on this computer; in doubt it does."""
    return system().started(process) is not None


def in_use(error: OSError) -> bool:
    """Whether somebody else's handle was in the way (Windows 32, 33)."""
    return windows_code(error) in IN_USE


def denied_on_windows(error: OSError) -> bool:
    """Whether Windows denied it (5): a scanner that looks into a file, or a true lack of permission."""
    return windows_code(error) == _ACCESS_DENIED


def patiently(action: Callable[[], Answer]) -> Answer:
    """Do something again while Windows says that a file is in use or denied (5, 32, 33); for about 2.5 seconds.

    Raises:
        OSError: Any other error at once, or the last one of these.
    """
    for pause in RETRY_SECONDS:
        try:
            return action()
        except OSError as error:
            if not (in_use(error) or denied_on_windows(error)):
                raise
        time.sleep(pause)
    return action()
