"""What becomes of one register when somebody saved it, or when time went on? For the watcher and the clock.

Invariant: whatever stops one register is an answer, not an exception, so that no other register waits for it.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from xltools.errors import (
    ChangedSinceReadError,
    NotARegisterError,
    VanishedError,
    WorkbookBusyError,
    XltoolsError,
)
from xltools.operations.passes.pass_order import HOLD_SECONDS, Cause, PassOrder
from xltools.operations.passes.refresh import RefreshResult, refresh


class Attendance(StrEnum):
    """What became of it."""

    WRITTEN = "written"
    IDLE = "idle"  # nothing to write
    WAITING = "waiting"  # somebody has it open: what could be done without writing was done
    AGAIN = "again"  # it was saved meanwhile, or is half written: soon once more
    UNUSABLE = "unusable"  # it can't be worked with until somebody changes something
    NO_REGISTER = "no register"


class Attended(NamedTuple):
    """The answer.

    Attributes:
        path: The register.
        what: What became of it.
        sentence: Why, where it could not be written; in English, one line.
        result: What the pass found and did, where there was one.
        sha256: Checksum of the contents that were attended to, as they stand now; "" where nothing could be read.
    """

    path: Path
    what: Attendance
    sentence: str = ""
    result: RefreshResult | None = None
    sha256: str = ""


def attend(
    path: Path, now: datetime, cause: Cause, *, full: bool = True, hold_seconds: float = HOLD_SECONDS
) -> Attended:
    """Refresh one register as far as that can be done now.

    Args:
        path: The register.
        now: The moment.
        cause: Why; stands in the journal.
        full: Write even where only the time that is left changed.
        hold_seconds: How long our lock is kept after the replacement.
    """
    order = PassOrder(cause, hold_seconds=hold_seconds, while_open=True, only_if_due=not full)
    try:
        result = refresh(path, now, order=order)
    except XltoolsError as error:
        return Attended(path, _what_stopped(error), str(error))
    if result.waiting is not None:
        return Attended(
            path, Attendance.WAITING, f"{path.name} is open ({result.waiting.owner})", result, result.sha256
        )
    return Attended(path, Attendance.WRITTEN if result.written else Attendance.IDLE, "", result, result.sha256)


def _what_stopped(error: XltoolsError) -> Attendance:
    if isinstance(error, WorkbookBusyError | ChangedSinceReadError | VanishedError):
        return Attendance.AGAIN
    if type(error) is NotARegisterError:
        return Attendance.NO_REGISTER
    return Attendance.UNUSABLE
