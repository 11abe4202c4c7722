"""Windows through a double of its calls: what a folder lies on, and whether files may be made in it."""

import sys
from pathlib import Path, PureWindowsPath

import pytest

from xltools.operations.examining.windows_places import drive_kind, may_add_files, this_windows


class Calls:
    def __init__(self, drive: int = 3, handle: int | None = 7) -> None:
        self.drive, self.handle, self.asked, self.open = drive, handle, [], 0

    def GetDriveTypeW(self, root: str) -> int:
        self.asked.append(root)
        return self.drive

    def CreateFileW(
        self, name: str, access: int, share: int, security: None, disposition: int, flags: int, _: None
    ) -> int | None:
        assert disposition == 3  # what is not there is not made
        assert share == 7  # and nobody is kept out
        if self.handle is not None and self.handle != (1 << 64) - 1:
            self.open += 1
        return self.handle

    def CloseHandle(self, handle: int) -> int:
        assert handle == self.handle
        self.open -= 1
        return 1


@pytest.mark.parametrize(
    ("folder", "drive", "kind"),
    [
        (r"C:\工单", 3, "fixed"),
        (r"Z:\工单", 4, "network"),
        (r"E:\工单", 2, "removable"),
        (r"Q:\工单", 1, ""),
        (r"\\server\share\工单", 3, "network"),
    ],
)
def test_what_a_folder_lies_on(folder: str, drive: int, kind: str) -> None:
    assert drive_kind(Calls(drive), PureWindowsPath(folder)) == kind


def test_a_drive_is_asked_for_by_its_root() -> None:
    calls = Calls()
    drive_kind(calls, PureWindowsPath(r"D:\a\b"))
    assert calls.asked == ["D:\\"]


@pytest.mark.parametrize(("handle", "may"), [(7, True), (None, False), ((1 << 64) - 1, False)])
def test_the_access_list_is_asked_and_let_go(handle: int | None, may: bool) -> None:
    calls = Calls(handle=handle)
    assert may_add_files(calls, Path("somewhere")) is may
    assert calls.open == 0


@pytest.mark.skipif(sys.platform == "win32", reason="this is Windows")
def test_elsewhere_there_is_no_windows() -> None:
    with pytest.raises(OSError, match="Windows"):
        this_windows()
