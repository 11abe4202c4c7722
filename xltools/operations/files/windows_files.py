"""How does Windows tell whether a workbook is open, read it without being in the way, and replace it?

Invariant: nothing is opened for longer than it takes, and nothing in a way that makes somebody else's save fail.
(clients.md, sections 1 and 4; Microsoft's documentation of CreateFileW and ReplaceFileW.)
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import wintypes
from pathlib import Path
from typing import Protocol

_READING, _QUERY_PROCESS = 0x80000000, 0x1000  # GENERIC_READ, PROCESS_QUERY_LIMITED_INFORMATION
_SHARE_NOTHING, _SHARE_ALL = 0, 1 | 2 | 4  # FILE_SHARE_READ, _WRITE, _DELETE
_OPEN_EXISTING, _NORMAL, _WRITE_THROUGH = 3, 0x80, 1
_NO_HANDLE = ctypes.c_void_p(-1).value
_NO_SUCH_PROCESS, _STILL_ACTIVE = 87, 259
_SHARING, _CANNOT_REMOVE_REPLACED = 32, 1175
IN_USE = frozenset({_SHARING, 33})  # sharing and lock violation
_UNSUPPORTED = frozenset({1, 50, 87, 120})  # invalid function or parameter, not supported, not implemented
_HALF_DONE = frozenset({1176, 1177})
_CHUNK = 1 << 20
_ERRNO = {
    2: errno.ENOENT, 3: errno.ENOENT, 5: errno.EACCES, 32: errno.EACCES, 33: errno.EACCES, 39: errno.ENOSPC,
    112: errno.ENOSPC, 19: errno.EROFS, 206: errno.ENAMETOOLONG,
}  # fmt: skip


class HalfReplacedError(OSError):
    """The old file went from its name, and the new one did not come (1176, 1177); whoever replaces must settle it."""


class Kernel32(Protocol):
    """The calls of kernel32.dll that are made here; tests put their own in its place."""

    CreateFileW: Callable[..., int | None]
    ReadFile: Callable[..., int]
    CloseHandle: Callable[..., int]
    ReplaceFileW: Callable[..., int]
    OpenProcess: Callable[..., int | None]
    GetExitCodeProcess: Callable[..., int]
    GetProcessTimes: Callable[..., int]


class WindowsFiles:
    """What Windows is asked to do."""

    def __init__(self, calls: Kernel32, last_error: Callable[[], int]) -> None:
        self._calls, self._last_error = calls, last_error

    def held(self, path: Path) -> bool | None:
        """Whether a program has the file open: asked by opening it while sharing nothing, closed at once."""
        try:
            with self._opened(path, _SHARE_NOTHING):
                return False
        except OSError as error:
            return True if windows_code(error) in IN_USE else None

    def read(self, path: Path) -> bytes:
        """All bytes of a file; meanwhile others may write, rename and delete it, as Excel does when it saves.

        Raises:
            OSError: As for `open`, with `winerror`.
        """
        buffer, count, chunks = ctypes.create_string_buffer(_CHUNK), wintypes.DWORD(), list[bytes]()
        with self._opened(path, _SHARE_ALL) as handle:
            while True:
                if not self._calls.ReadFile(handle, buffer, _CHUNK, ctypes.byref(count), None):
                    raise _system_error(self._last_error(), path)
                if not count.value:
                    return b"".join(chunks)
                chunks.append(buffer.raw[: count.value])

    def replace(self, new: Path, old: Path) -> None:
        """Put a file in another one's place; access list, streams and time of creation are the old one's.

        Raises:
            HalfReplacedError: The old one is gone from its name.
            OSError: Nothing was changed.
        """
        if self._calls.ReplaceFileW(str(old), str(new), None, _WRITE_THROUGH, None, None):
            return
        code = self._last_error()
        if code in _UNSUPPORTED:  # by the file system or the server
            new.replace(old)
        elif code in _HALF_DONE:
            raise HalfReplacedError(errno.EIO, f"replaced by half, system error {code}", str(old))
        else:
            raise _system_error(_SHARING if code == _CANNOT_REMOVE_REPLACED else code, old)

    def put(self, new: Path, name: Path) -> None:
        """Give a file a name that is free: Windows renames onto no other file.

        Raises:
            FileExistsError: The name is taken.
            OSError: As for `os.rename`.
        """
        new.rename(name)

    def sync_folder(self, folder: Path) -> None:
        """Nothing: a folder is on the disk with its files."""

    def started(self, process: int) -> str | None:
        """When a process began, in Windows' own count; empty where it may not be asked, None where there is none."""
        handle = self._calls.OpenProcess(_QUERY_PROCESS, 0, process)
        if not handle:
            return None if self._last_error() == _NO_SUCH_PROCESS else ""
        code, times = wintypes.DWORD(), [wintypes.FILETIME() for _ in range(4)]
        try:
            if self._calls.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != _STILL_ACTIVE:
                return None
            if not self._calls.GetProcessTimes(handle, *map(ctypes.byref, times)):
                return ""
        finally:
            self._calls.CloseHandle(handle)
        return f"{times[0].dwHighDateTime << 32 | times[0].dwLowDateTime}"

    @contextmanager
    def _opened(self, path: Path, share: int) -> Iterator[int]:
        handle = self._calls.CreateFileW(str(path), _READING, share, None, _OPEN_EXISTING, _NORMAL, None)
        if handle is None or handle == _NO_HANDLE:
            raise _system_error(self._last_error(), path)
        try:
            yield handle
        finally:
            self._calls.CloseHandle(handle)


def windows_code(error: OSError) -> int | None:
    """The system's own error number; None where the error is none of Windows'."""
    code = getattr(error, "winerror", None)
    return code if isinstance(code, int) else None


def _system_error(code: int, path: Path) -> OSError:
    """An error as Python itself would raise it."""
    number = _ERRNO.get(code, errno.EIO)
    error = OSError(number, os.strerror(number), str(path))
    setattr(error, "winerror", code)  # noqa: B010 - elsewhere than on Windows the class has no such name
    return error


def this_windows() -> WindowsFiles:
    """The system that we run on.

    Raises:
        OSError: It is not Windows.
    """
    if sys.platform != "win32":
        raise OSError(errno.ENOSYS, "this is not Windows")
    calls = ctypes.WinDLL("kernel32", use_last_error=True)
    handle, text, number = wintypes.HANDLE, wintypes.LPCWSTR, wintypes.DWORD
    calls.CreateFileW.argtypes = (text, number, number, ctypes.c_void_p, number, number, handle)
    calls.ReadFile.argtypes = (handle, ctypes.c_void_p, number, ctypes.c_void_p, ctypes.c_void_p)
    calls.ReplaceFileW.argtypes = (text, text, text, number, ctypes.c_void_p, ctypes.c_void_p)
    calls.OpenProcess.argtypes = (number, wintypes.BOOL, number)
    calls.GetExitCodeProcess.argtypes = (handle, ctypes.c_void_p)
    calls.GetProcessTimes.argtypes = (handle, *(ctypes.c_void_p,) * 4)
    calls.CloseHandle.argtypes = (handle,)
    calls.CreateFileW.restype = calls.OpenProcess.restype = handle
    return WindowsFiles(calls, ctypes.get_last_error)
