"""How does a report get its place on the disk? Left alone where nothing changed, put beside what people worked on.

Invariant: a file that somebody changed since we wrote it is never replaced; what is replaced is kept in the backups.
"""

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import NamedTuple

from xltools.errors import VanishedError
from xltools.operations.files.replacing import read_snapshot, refuse_if_not_replaceable, replace_workbook
from xltools.operations.files.whole_files import write_whole


class Placing(StrEnum):
    """What became of a report."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    BESIDE = "beside"  # the file of that name was changed by people; ours stands beside it


class Placed(NamedTuple):
    """A report on the disk."""

    path: Path
    placing: Placing
    sha256: str


def place_report(path: Path, data: bytes, ours: Collection[str], now: datetime, backups: Path) -> Placed:
    """Put a report where it belongs.

    Args:
        path: Where it belongs; its folder is made if need be.
        data: The file.
        ours: Checksums of what earlier makings wrote: a file that has none of them was changed by people.
        now: For the name of the backup.
        backups: Folder for what is replaced.

    Raises:
        WorkbookBusyError: Somebody has it open.
        ReadOnlyWorkbookError: It cannot be written there.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    for candidate in _names(path):
        if not candidate.exists():
            write_whole(candidate, data)
            return Placed(candidate, Placing.WRITTEN if candidate == path else Placing.BESIDE, sha256)
        there = read_snapshot(candidate)
        if there.data == data:
            return Placed(candidate, Placing.UNCHANGED, sha256)
        if there.sha256 in ours:
            refuse_if_not_replaceable(candidate)
            replace_workbook(there, data, now, backups=backups, hold_seconds=0)
            return Placed(candidate, Placing.WRITTEN if candidate == path else Placing.BESIDE, sha256)
    raise VanishedError(path)


def _names(path: Path) -> Iterator[Path]:
    """Where it belongs, and where it may stand instead."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")
