"""A kernel32.dll for tests: files of this disk, programs that hold them open, and errors that Windows would give."""

import errno
import os
from pathlib import Path

from xltools.operations.files.windows_files import WindowsFiles

FILE_NOT_FOUND, ACCESS_DENIED, SHARING_VIOLATION, NO_SUCH_PROCESS = 2, 5, 32, 87
SHARE_NOTHING, SHARE_ALL = 0, 7


class Kernel32Double:
    """What Windows would do.

    Attributes:
        holders: By path, with what share mode each program holds it open.
        replace_codes: Errors that the next calls of ReplaceFileW end with; 0 for none.
        open_codes: Likewise of CreateFileW.
        processes: By number, when each living process began; None where it may not be asked.
        open_handles: How many handles are open now.
        on_replace: Called before each ReplaceFileW.
    """

    def __init__(self) -> None:
        self.holders: dict[str, list[int]] = {}
        self.replace_codes: list[int] = []
        self.open_codes: list[int] = []
        self.processes: dict[int, int | None] = {}
        self.exit_codes: dict[int, int] = {}
        self.open_handles = 0
        self.on_replace = lambda: None
        self.flags: list[int] = []
        self._error = 0
        self._files: dict[int, int] = {}

    def last_error(self) -> int:
        return self._error

    def _fails(self, code: int) -> int:
        self._error = code
        return 0

    def CreateFileW(
        self, name: str, access: int, share: int, security: None, disposition: int, flags: int, template: None
    ) -> int:
        assert access == 0x80000000
        assert disposition == 3  # what is not there is not made
        code = self.open_codes.pop(0) if self.open_codes else 0
        if not code and not Path(name).exists():
            code = FILE_NOT_FOUND
        if not code and any(share == SHARE_NOTHING or not theirs & 1 for theirs in self.holders.get(name, ())):
            code = SHARING_VIOLATION
        if code:
            self._fails(code)
            return (1 << 64) - 1
        self.open_handles += 1
        handle = os.open(name, os.O_RDONLY)
        self._files[handle] = handle
        return handle

    def ReadFile(self, handle: int, buffer: object, size: int, count: object, overlapped: None) -> int:
        data = os.read(self._files[handle], min(size, 1000))
        buffer[: len(data)] = data  # type: ignore[index]
        count._obj.value = len(data)  # type: ignore[attr-defined]
        return 1

    def CloseHandle(self, handle: int) -> int:
        self.open_handles -= 1
        if handle in self._files:
            os.close(self._files.pop(handle))
        return 1

    def ReplaceFileW(self, old: str, new: str, backup: None, flags: int, exclude: None, reserved: None) -> int:
        self.on_replace()
        self.flags.append(flags)
        code = self.replace_codes.pop(0) if self.replace_codes else 0
        if not code and any(not theirs & 4 for theirs in self.holders.get(old, ())):
            code = SHARING_VIOLATION
        if code in (1176, 1177):
            Path(old).rename(f"{old}~RF1.TMP")  # Windows keeps it under a name of its own
        if code:
            return self._fails(code)
        Path(new).replace(old)
        return 1

    def OpenProcess(self, access: int, inherit: int, process: int) -> int | None:
        if process not in self.processes:
            self._fails(NO_SUCH_PROCESS)
            return None
        if self.processes[process] is None:
            self._fails(ACCESS_DENIED)
            return None
        self.open_handles += 1
        return 1_000_000 + process

    def GetExitCodeProcess(self, handle: int, code: object) -> int:
        code._obj.value = self.exit_codes.get(handle - 1_000_000, 259)  # type: ignore[attr-defined]
        return 1

    def GetProcessTimes(self, handle: int, created: object, *others: object) -> int:
        moment = self.processes[handle - 1_000_000]
        assert moment is not None
        created._obj.dwHighDateTime, created._obj.dwLowDateTime = divmod(moment, 1 << 32)  # type: ignore[attr-defined]
        return 1


class _Windows(WindowsFiles):
    """On this disk a rename would go over what stands there; on Windows it does not."""

    def put(self, new: Path, name: Path) -> None:
        if name.exists():
            raise FileExistsError(errno.EEXIST, "File exists", str(name))
        super().put(new, name)


def windows(calls: Kernel32Double) -> WindowsFiles:
    return _Windows(calls, calls.last_error)
