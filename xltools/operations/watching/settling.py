"""Which workbook is to be attended now, and why?

A pure machine: scans, answers and monotonic seconds in, the next due workbook out. Invariant: a workbook is due only
for a cause (contents that were never attended and stand still, or a lock that kept something from being written), and
no workbook's trouble moves the moment at which another one is due.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xltools.operations.passes.attending import Attendance
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching.scanning import Sight, Signature

UNLOCKED_SECONDS = 1.5  # bridges the 1.2 ms for which LibreOffice's lock is gone while it saves (clients.md, section 1)
RETRY_SECONDS = 20.0  # as the lock watchers of other sync clients do (clients.md, section 4)
_RETRY_SHARE = 5  # a register whose pass is slow is retried so many times more rarely than it takes
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
# Answers about contents: the same contents again need no other one. (A protection may be lifted, a disk mended.)
_ANSWERS = (Attendance.WRITTEN, Attendance.IDLE, Attendance.WAITING, Attendance.NO_REGISTER)
_FORGOTTEN_AFTER = 10.0  # programs take a workbook away for a moment when they save it


class Due(NamedTuple):
    """A workbook to be attended.

    Attributes:
        path: Which.
        cause: Why.
        signature: The state in which it stood still.
        moment: Since when it has been due, in monotonic seconds.
        sha256: The contents that were attended last, where the same contents again would be no news.
    """

    path: Path
    cause: Cause
    signature: Signature
    moment: float
    sha256: str | None


@dataclass(slots=True)
class _Known:
    """What is known of one workbook; moments are monotonic seconds."""

    signature: Signature
    since: float  # when this state was first met
    locked: bool
    unlocked_at: float | None = None
    missing_since: float | None = None
    settled: Signature | None = None  # the state that was answered
    sha256: str | None = None
    what: Attendance | None = None
    answered_at: float = 0.0
    retry_after: float = RETRY_SECONDS
    not_before: float = 0.0
    failures: int = 0


class Settling:
    """All workbooks of one folder.

    Attributes:
        quiet: For how many seconds a file must have stood still.
    """

    def __init__(self, quiet: float) -> None:
        self.quiet = quiet
        self._known: dict[Path, _Known] = {}

    def __len__(self) -> int:
        return len(self._known)

    def seen(self, sights: Mapping[Path, Sight], unseen: AbstractSet[Path], at: float) -> None:
        """Take in a scan.

        Args:
            sights: The workbooks that it met.
            unseen: Folders that it could not look into; what was known of them stays.
            at: When.
        """
        for path, sight in sights.items():
            known = self._known.get(path)
            if known is None:
                self._known[path] = _Known(sight.signature, at, sight.locked)
            else:
                _look_again(known, sight, at)
        for path in [path for path in self._known if path not in sights and unseen.isdisjoint(path.parents)]:
            known = self._known[path]
            known.missing_since = at if known.missing_since is None else known.missing_since
            if at - known.missing_since >= _FORGOTTEN_AFTER:
                del self._known[path]

    def due(self, at: float) -> Due | None:
        """The workbook that has been due for longest, if any is."""
        moment, path = min(self._moments(), default=(at + 1, None), key=lambda each: each[0])
        if path is None or moment > at:
            return None
        known = self._known[path]
        news = known.signature != known.settled
        comparable = news and known.what in _ANSWERS
        cause = Cause.SAVED if news else Cause.RETRY
        return Due(path, cause, known.signature, moment, known.sha256 if comparable else None)

    def next_moment(self) -> float | None:
        """When the next workbook is due, if nothing happens until then."""
        return min((moment for moment, _ in self._moments()), default=None)

    def _moments(self) -> Iterator[tuple[float, Path]]:
        for path, known in self._known.items():
            if known.missing_since is None and (moment := self._moment(known)) is not None:
                yield moment, path

    def _moment(self, known: _Known) -> float | None:
        unlocked = None if known.locked or known.unlocked_at is None else known.unlocked_at + UNLOCKED_SECONDS
        if known.signature != known.settled:
            return max(known.since + self.quiet, known.not_before, unlocked or 0.0)
        if known.what is Attendance.AGAIN:
            return known.not_before
        if known.what is not Attendance.WAITING:
            return None
        if unlocked is not None and known.unlocked_at is not None and known.unlocked_at >= known.answered_at:
            return unlocked
        return known.answered_at + known.retry_after

    def same_contents(self, due: Due) -> None:
        """Only the status of a workbook changed; what was answered still holds."""
        known = self._known.get(due.path)
        if known is not None:
            known.settled = due.signature

    def still_open(self, due: Due, at: float) -> None:
        """What kept a workbook from being written still does; nobody saved it."""
        known = self._known.get(due.path)
        if known is not None:
            known.what, known.answered_at = Attendance.WAITING, at

    def answered(self, due: Due, what: Attendance, sha256: str | None, at: float, seconds: float) -> None:
        """Take in what became of a due workbook.

        Args:
            due: What was due.
            what: What became of it.
            sha256: The contents that were attended as they stand now, where they are known.
            at: When the answer came.
            seconds: How long it took.
        """
        known = self._known.get(due.path)
        if known is None:
            return
        known.what, known.answered_at = what, at
        if what is Attendance.AGAIN:
            known.failures += 1
            known.not_before = at + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(known.failures, 8))
            return
        known.settled, known.sha256, known.failures = due.signature, sha256, 0
        known.retry_after = max(RETRY_SECONDS, seconds * _RETRY_SHARE)

    def attended_elsewhere(self, path: Path, what: Attendance, sha256: str, at: float) -> None:
        """Take in that the clock attended a workbook: these contents are no news when they are met."""
        known = self._known.get(path)
        if known is not None and sha256 and what in _ANSWERS:
            known.sha256, known.what, known.answered_at = sha256, what, at


def _look_again(known: _Known, sight: Sight, at: float) -> None:
    known.missing_since = None
    if sight.signature != known.signature:
        known.signature, known.since = sight.signature, at
        known.failures, known.not_before = 0, 0.0
    if known.locked and not sight.locked:
        known.unlocked_at = at
    known.locked = sight.locked
