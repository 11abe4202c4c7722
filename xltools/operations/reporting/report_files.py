"""How does a report get its place on the disk? Left alone where nothing changed, put beside what people worked on.

Invariant: a file that somebody changed since we wrote it is never replaced; what is replaced is kept in the backups.
"""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from xltools.errors import VanishedError
from xltools.operations.files.replacing import read_snapshot, refuse_if_not_replaceable, replace_workbook
from xltools.operations.files.whole_files import write_whole
from xltools.operations.folder_names import standing_or_new
from xltools.operations.reporting.report_memory import ReportMemory, remember
from xltools.operations.workspace import Workspace
from xltools.reports.file_names import numbered_names


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
    for candidate in map(path.with_name, numbered_names(path.name)):  # where it belongs, or may stand instead
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


def place_reports(
    workspace: Workspace, folder: Path, name: str, contents: Mapping[str, bytes], memory: ReportMemory, now: datetime
) -> tuple[Placed, ...]:
    """Put all files of a report where they belong, and remember them as ours.

    Args:
        workspace: Remembers them, and keeps what is replaced.
        folder: Where they belong; made if need be.
        name: Of the files without suffix; under it they are remembered.
        contents: By suffix.
        memory: What is remembered of the report.
        now: For the names of backups.

    Raises:
        WorkbookBusyError: Somebody has one of them open.
        LedgerError, ReadOnlyWorkbookError: They cannot be written, or not be remembered.
    """
    known = memory.with_files([hashlib.sha256(content).hexdigest() for content in contents.values()])
    remember(workspace, name, known)  # before they stand there: a crash in between must not make them strangers
    backups = reports_folder(workspace.backups)
    return tuple(
        place_report(folder / f"{name}{suffix}", content, known.files, now, backups)
        for suffix, content in contents.items()
    )


def reports_folder(folder: Path) -> Path:
    """The folder of reports below a folder: the one that stands there, else one in the spoken language."""
    return standing_or_new(folder, "folders.reports")
