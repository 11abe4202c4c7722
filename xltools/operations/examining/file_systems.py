"""On what kind of file system does a folder lie, and does it tell of changes that other computers make there?

Told by the table of what is mounted (Linux: ``/proc/self/mountinfo``, see proc(5); macOS: ``mount``). Invariant: what
cannot be told is "", and is taken for an ordinary disk.
"""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

MEMORY = "tmpfs"
_SECONDS = 5
_MOUNTED = re.compile(r"\S+ \S+ \S+ \S+ (?P<place>\S+) .*? - (?P<kind>\S+) ")
_MOUNTED_ON_A_MAC = re.compile(r".+? on (?P<place>/.*) \((?P<kind>\w+)[,)]")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_SHARED = re.compile(
    r"network|cifs|smb\d?|smbfs|nfs\d?|afpfs|webdav|davfs|ncpfs|ceph|glusterfs|lustre|afs|9p|drvfs|virtiofs|vboxsf|prl_fs|"
    r"fuse\.(?!.*(block|ext|ntfs|exfat|encfs|gocryptfs|portal|gvfsd|lxcfs)).+|macfuse|osxfuse"
)


def is_shared(kind: str) -> bool:
    """Whether files change there without this computer being told: shares, and folders of a host or a store."""
    return _SHARED.fullmatch(kind) is not None


def linux_kind(mounts: str, folder: PurePosixPath) -> str:
    """The kind of file system that a folder lies on.

    Args:
        mounts: What stands in ``/proc/self/mountinfo``.
        folder: Its real path.
    """
    found = (match for line in mounts.splitlines() if (match := _MOUNTED.match(line)))
    return _nearest(((_plain(match["place"]), match["kind"]) for match in found), folder)


def mac_kind(mounts: str, folder: PurePosixPath) -> str:
    """The same from what ``mount`` prints on macOS."""
    found = (match for line in mounts.splitlines() if (match := _MOUNTED_ON_A_MAC.match(line)))
    return _nearest(((match["place"], match["kind"]) for match in found), folder)


def linux_mounts() -> str:
    """What is mounted here; "" where that is not told."""
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def mac_mounts() -> str:
    """What is mounted on a Mac; "" where that is not told."""
    try:
        told = subprocess.run(["/sbin/mount"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.decode("utf-8", "surrogateescape")


def _nearest(mounted: Iterable[tuple[str, str]], folder: PurePosixPath) -> str:
    """Of what is mounted above a folder, that with the longest path; of equal ones the last hides the others."""
    above = [(len(place), kind) for place, kind in mounted if folder.is_relative_to(place)]
    longest = max((length for length, _ in above), default=0)
    return next((kind for length, kind in reversed(above) if length == longest), "")


def _plain(place: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 8)), place)
