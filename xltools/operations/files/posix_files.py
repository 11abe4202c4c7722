"""How does a POSIX system tell whether a workbook is locked, read it, and replace it?

Invariant: nothing here takes or breaks a lock of somebody else. (clients.md, sections 1 and 4.)
"""

import errno
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_STARTED = 19  # of the fields of /proc/…/stat behind the name: clock ticks from the start of the computer
_DEAD = {"Z", "X"}
_WITHOUT_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class PosixFiles:
    """What a POSIX system is asked to do."""

    def held(self, path: Path) -> bool | None:
        """Whether another process holds a lock on the file; that none does, does not prove that nobody has it open."""
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a named pipe would keep us waiting
        except OSError:
            return None
        try:
            return True if _locked(handle) else None
        except OSError:  # file systems without locks
            return None
        finally:
            os.close(handle)

    def read(self, path: Path) -> bytes:
        """All bytes of a file; errors as for `open`."""
        return path.read_bytes()

    def replace(self, new: Path, old: Path) -> None:
        """Put a file in another one's place, in one step; errors as for `os.replace`."""
        new.replace(old)

    def put(self, new: Path, name: Path) -> None:
        """Give a file a name that is free, with all that stands in it.

        Raises:
            FileExistsError: The name is taken.
            OSError: As for `os.link`.
        """
        try:
            os.link(new, name)
        except OSError as error:
            if error.errno not in _WITHOUT_LINKS:
                raise
            with name.open("xb") as file:
                file.write(new.read_bytes())
        with suppress(OSError):  # it stands under the new name; the old one is swept up later
            new.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Bring the names of a folder to the disk.

        Raises:
            OSError: The file system has no such call.
        """
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def started(self, process: int) -> str | None:
        """When a process began, as Linux counts; empty where that is not told, None where there is no such process."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return None
        except OSError:  # it is somebody else's, and lives
            pass
        try:
            status = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].decode().split()
        except (OSError, UnicodeDecodeError):
            return ""
        if not status or status[0] in _DEAD:
            return None if status else ""
        return status[_STARTED] if len(status) > _STARTED else ""


def _locked(handle: int) -> bool:
    """Ask who would be in the way of a lock for writing, without taking one."""
    if sys.platform == "win32":
        return False
    if sys.platform == "linux":
        asked = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        return bool(struct.unpack("hhqqi", fcntl.fcntl(handle, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK)
    asked = struct.pack("qqihh", 0, 0, 0, fcntl.F_WRLCK, os.SEEK_SET)
    return bool(struct.unpack("qqihh", fcntl.fcntl(handle, fcntl.F_GETLK, asked))[3] != fcntl.F_UNLCK)
