"""On what a folder lies, as the tables of Linux and macOS tell it."""

from pathlib import PurePosixPath

import pytest

from xltools.operations.examining.file_systems import is_shared, linux_kind, mac_kind

LINUX = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/share rw,relatime - cifs //server/a rw,vers=3.0
31 22 0:41 / /mnt/share/local rw - xfs /dev/sdb1 rw
32 22 0:42 / /mnt/with\040blank rw shared:4 master:1 - nfs4 server:/x rw
33 22 0:43 / /tmp rw - tmpfs tmpfs rw
34 22 0:44 / /over rw - ext4 /dev/sdc1 rw
35 34 0:45 / /over rw - fuse.sshfs me@there:/ rw
a line that is none
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@server/Share%20A on /Volumes/Share A (smbfs, nodev, nosuid, mounted by me)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/a/工单", "ext4"),
        ("/mnt/share/工单", "cifs"),
        ("/mnt/shared", "ext4"),
        ("/mnt/share/local/工单", "xfs"),
        ("/mnt/with blank/x", "nfs4"),
        ("/tmp/x", "tmpfs"),
        ("/over/x", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_counts(folder: str, kind: str) -> None:
    assert linux_kind(LINUX, PurePosixPath(folder)) == kind


@pytest.mark.parametrize(("folder", "kind"), [("/Users/a", "apfs"), ("/Volumes/Share A/x", "smbfs")])
def test_so_it_does_on_a_mac(folder: str, kind: str) -> None:
    assert mac_kind(MAC, PurePosixPath(folder)) == kind


def test_a_table_that_is_not_there_tells_nothing() -> None:
    assert linux_kind("", PurePosixPath("/a")) == mac_kind("", PurePosixPath("/a")) == ""


@pytest.mark.parametrize(
    ("kind", "shared"),
    [("cifs", True), ("smb3", True), ("smbfs", True), ("nfs", True), ("nfs4", True), ("fuse.sshfs", True), ("9p", True),
     ("network", True), ("davfs", True), ("ext4", False), ("apfs", False), ("fixed", False), ("", False),
     ("fuseblk", False), ("tmpfs", False), ("overlay", False)],
)  # fmt: skip
def test_shares_are_told_from_disks(kind: str, shared: bool) -> None:
    assert is_shared(kind) is shared
