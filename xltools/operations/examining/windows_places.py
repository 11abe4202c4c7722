"""What does Windows say of a folder: does it lie on another computer, and may files be made in it?

Invariant: nothing is made to find that out; Windows checks the right when the folder is opened, and it is closed again.
(Microsoft's documentation of GetDriveTypeW and CreateFileW, "Directories".)
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from pathlib import Path, PureWindowsPath
from typing import Protocol

NETWORK = "network"
_KINDS = {2: "removable", 3: "fixed", 4: NETWORK, 5: "cd", 6: "memory"}
_ADD_FILE, _SHARE_ALL, _OPEN_EXISTING, _FOLDERS_TOO = 0x2, 1 | 2 | 4, 3, 0x02000000
_NO_HANDLE = ctypes.c_void_p(-1).value


class PlaceCalls(Protocol):
    """The calls of kernel32.dll that are made here; tests put their own in its place."""

    GetDriveTypeW: Callable[..., int]
    CreateFileW: Callable[..., int | None]
    CloseHandle: Callable[..., int]


def drive_kind(calls: PlaceCalls, folder: PureWindowsPath) -> str:
    """``network``, ``fixed``, ``removable`` …; "" where Windows does not know."""
    if folder.drive.startswith("\\\\"):
        return NETWORK
    return _KINDS.get(calls.GetDriveTypeW(folder.anchor), "")


def may_add_files(calls: PlaceCalls, folder: Path) -> bool:
    """Whether the access list of a folder lets us make files in it; what `os.access` does not look at."""
    handle = calls.CreateFileW(str(folder), _ADD_FILE, _SHARE_ALL, None, _OPEN_EXISTING, _FOLDERS_TOO, None)
    if handle is None or handle == _NO_HANDLE:
        return False
    calls.CloseHandle(handle)
    return True


def this_windows() -> PlaceCalls:
    """The system that we run on.

    Raises:
        OSError: It is not Windows.
    """
    if sys.platform != "win32":
        raise OSError("this is not Windows")
    calls = ctypes.WinDLL("kernel32", use_last_error=True)
    handle, text, number = wintypes.HANDLE, wintypes.LPCWSTR, wintypes.DWORD
    calls.GetDriveTypeW.argtypes, calls.GetDriveTypeW.restype = (text,), wintypes.UINT
    calls.CreateFileW.argtypes = (text, number, number, ctypes.c_void_p, number, number, handle)
    calls.CreateFileW.restype = handle
    calls.CloseHandle.argtypes = (handle,)
    return calls
