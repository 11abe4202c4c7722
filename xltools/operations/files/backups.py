"""Which versions of a workbook are kept, and where is the one with these bytes?

Invariant: what is kept is whole, and the version made last is never the one that goes.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xltools.operations.files.left_behind import written_temporary

_LATEST = 20
_DAYS = 30
_SIGNS = 12  # of the checksum, in the name
_NAME = re.compile(r"(\d{8}-\d{6})-([0-9a-f]{12})\..+")
_MOMENT = "%Y%m%d-%H%M%S"
_APART_NS = 1_000_000  # file systems round; where two times fall together the names decide


@dataclass(frozen=True, slots=True)
class Version:
    """A workbook as it was before a write.

    Attributes:
        path: Where it is kept.
        moment: The moment of the pass that replaced it, as its clock said.
        sha12: The first signs of its checksum.
    """

    path: Path
    moment: datetime
    sha12: str


def keep_version(folder: Path, of: Path, data: bytes, sha256: str, now: datetime) -> Path:
    """Keep a version; older ones go, but for the last 20 and the first one of each of the last 30 days that have any.

    Args:
        folder: Where the versions of this workbook are kept; made if need be.
        of: The workbook, for suffix and permissions.
        data: Its bytes.
        sha256: Their checksum.
        now: The moment of the pass.

    Returns:
        The version, synced to disk.

    Raises:
        OSError: It cannot be kept; nothing else was touched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now.strftime(_MOMENT)}-{sha256[:_SIGNS]}{of.suffix}"
    before = [(made, version) for made, version in _made(folder) if version.path != path]
    temporary = written_temporary(folder, data)
    try:
        shutil.copymode(of, temporary)
        _place_behind(temporary, max((made for made, _ in before), default=0))
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()
    last = Version(path, now.replace(microsecond=0), sha256[:_SIGNS])
    for old in superfluous([*(version for _, version in before), last]):
        with suppress(OSError):
            old.path.unlink()
    return path


def kept_versions(folder: Path) -> list[Version]:
    """The versions in a folder, in the order in which they were made, oldest first, whatever the clock said.

    Raises:
        OSError: The folder cannot be read; one that is not there holds none.
    """
    return [version for _, version in _made(folder)]


def backup_of(folder: Path, sha256: str) -> Path | None:
    """The version whose bytes have that checksum; None if there is none, or it was damaged."""
    for version in reversed(kept_versions(folder)):
        if sha256.startswith(version.sha12):
            with suppress(OSError):
                if hashlib.sha256(version.path.read_bytes()).hexdigest() == sha256:
                    return version.path
    return None


def superfluous(versions: Sequence[Version]) -> list[Version]:
    """What need not be kept of versions in the order in which they were made."""
    firsts: dict[date, Version] = {}
    for version in versions:
        firsts.setdefault(version.moment.date(), version)
    kept = {firsts[day].path for day in sorted(firsts)[-_DAYS:]} | {version.path for version in versions[-_LATEST:]}
    return [version for version in versions if version.path not in kept]


def _made(folder: Path) -> list[tuple[int, Version]]:
    """The versions with the time at which they were made, in nanoseconds; what else lies there is passed over."""
    made = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            match = _NAME.fullmatch(entry.name)
            with suppress(ValueError, FileNotFoundError):  # no moment: somebody's own file
                if match is not None:
                    moment = datetime.strptime(match[1], _MOMENT)
                    made.append((entry.stat().st_mtime_ns, Version(Path(entry.path), moment, match[2])))
    return sorted(made, key=lambda each: (each[0], each[1].path.name))


def _place_behind(new: Path, latest: int) -> None:
    """Its time is later than all others': the order in which versions were made outlives a clock that steps back."""
    with suppress(OSError):
        made = max(new.stat().st_mtime_ns, latest + _APART_NS)
        os.utime(new, ns=(made, made))
