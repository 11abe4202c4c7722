"""What has been done by the clock already? Remembered beside the registers, folder by folder.

Invariant: a memory that is damaged is started anew and looks back one month, so that a report that was due is made
late, and not never.
"""

import json
from datetime import date, datetime
from pathlib import Path

from pydantic import Field, NaiveDatetime, ValidationError

from xltools.model.field import Strict
from xltools.model.period import Period
from xltools.operations.files.stored_json import stored_json
from xltools.operations.files.whole_files import write_whole
from xltools.operations.passes.attending import Attendance
from xltools.operations.workspace import Workspace

_FILE = "clock.json"
_KEPT_REPORTS = 12


class ReportState(Strict):
    """How far one report has got.

    Attributes:
        again_on: The day on which it is made for the last time.
        finished: It was made on that day or later.
        sent: Checksum of the workbook that was sent last; "" before that.
    """

    again_on: date
    finished: bool = False
    sent: str = ""


class Rest(Strict):
    """A register that needs no look while nobody saves it.

    Attributes:
        size: Its size when it was looked at.
        modified: Its time of modification then, in nanoseconds.
        until: When it is looked at all the same; None while time alone has nothing to say about it.
        what: What became of it then; one that is open rests while somebody has it open.
        sentence: Why it could not be written, where it could not.
    """

    size: int
    modified: int
    until: NaiveDatetime | None = None
    what: Attendance = Attendance.IDLE
    sentence: str = ""


class TickMemory(Strict):
    """What is remembered of one folder.

    Attributes:
        first_month: The first day of the month from which on reports are made.
        last: The latest tick.
        full_hour: The hour in which everything was written last.
        behind_since: When a clock that stands before ``last`` was first met; None while it does not.
        reports: By period.
        resting: By register name.
        archived: By register name, how it stood when its cases were looked at for the archive.
        archive_left: Registers with cases that a tick left to the next one.
    """

    first_month: date
    last: NaiveDatetime
    full_hour: NaiveDatetime | None = None
    behind_since: NaiveDatetime | None = None
    reports: dict[str, ReportState] = Field(default_factory=dict)
    resting: dict[str, Rest] = Field(default_factory=dict)
    archived: dict[str, Rest] = Field(default_factory=dict)
    archive_left: tuple[str, ...] = ()

    def with_report(self, period: Period, state: ReportState) -> "TickMemory":
        """The same after a report; those of long ago are forgotten."""
        kept = [(key, each) for key, each in self.reports.items() if key != period.key][1 - _KEPT_REPORTS :]
        return self.model_copy(update={"reports": {**dict(kept), period.key: state}})


class _Folders(Strict):
    folders: dict[str, TickMemory] = Field(default_factory=dict)


def recall_ticks(workspace: Workspace, folder: Path, now: datetime) -> tuple[TickMemory, str]:
    """What is remembered of a folder.

    Args:
        workspace: The workspace that it belongs to.
        folder: The folder, links resolved.
        now: The moment, naive local time: the first tick of a folder that nothing is remembered of.

    Returns:
        The memory; and what there is to say where it could not be read, in English, one line.
    """
    month = Period.month(now.year, now.month)
    try:
        known = _read(workspace).folders.get(workspace.register_id(folder))
        return known or TickMemory(first_month=month.start, last=now), ""
    except FileNotFoundError:
        return TickMemory(first_month=month.start, last=now), ""
    except (OSError, ValueError, ValidationError):
        said = f"{workspace.memory / _FILE} is damaged; it is started anew. Reports are sent once all the same."
        return TickMemory(first_month=month.previous().start, last=now), said


def remember_ticks(workspace: Workspace, folder: Path, memory: TickMemory) -> None:
    """Keep it.

    Raises:
        ReadOnlyWorkbookError: It cannot be written.
    """
    try:
        known = _read(workspace)
    except (OSError, ValueError, ValidationError):
        known = _Folders()
    folders = {**known.folders, workspace.register_id(folder): memory}
    workspace.require_memory()
    document = _Folders(folders=folders).model_dump()
    data = json.dumps(document, indent=1, default=str).encode("ascii")  # file names may be no Unicode
    write_whole(workspace.memory / _FILE, data)


def _read(workspace: Workspace) -> _Folders:
    return _Folders.model_validate(stored_json((workspace.memory / _FILE).read_bytes()))
