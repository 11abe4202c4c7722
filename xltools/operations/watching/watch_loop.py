"""How does a watch go on for months? Look, do the one thing that has been due for longest, rest until the next.

Invariant: one thread does one thing at a time and nothing ends the watch but being asked to: what goes wrong is said,
put into a log, and set aside until it changes.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xltools.errors import XltoolsError
from xltools.operations.bug_log import bug_place, write_bug_log
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching.arrivals import Arrivals
from xltools.operations.watching.clock_jumps import ClockJumps
from xltools.operations.watching.duties import Duties, Ticked
from xltools.operations.watching.lines import Line, Unsaid, attended_line
from xltools.operations.watching.scanning import Scan
from xltools.operations.watching.settling import Due, Settling
from xltools.operations.watching.stopping import StopRequest
from xltools.operations.workspace import Workspace

TICK_SECONDS = 60.0
_LEAST_SECONDS = 0.2  # between two looks, however many hints come


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a watch perceives of the world; tests make up another one.

    Attributes:
        look: Scans the folder.
        checksum: SHA-256 of a file's contents; None where it cannot be read now.
        is_open: Whether somebody has a register open; asked without reading it.
        follow: Told the identity of the folder after each look; returns what is wrong with the hints.
        clock: The moment.
        monotonic: Seconds that went by.
        rest: Waits for some seconds, or until a hint comes; returns whether one came.
    """

    look: Callable[[], Scan]
    checksum: Callable[[Path], str | None]
    is_open: Callable[[Path], bool]
    follow: Callable[[tuple[int, int] | None], str]
    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    rest: Callable[[float], bool]


class Watch:
    """One watch over one folder."""

    def __init__(
        self,
        workspace: Workspace,
        folder: Path,
        duties: Duties,
        around: Surroundings,
        tell: Callable[[Line, datetime], None],
        *,
        every: float,
        quiet: float,
    ) -> None:
        """Prepare a watch.

        Args:
            workspace: Whose outbox is delivered.
            folder: What is watched.
            duties: What is done.
            around: The world.
            tell: Takes each line.
            every: Seconds between two looks without hints.
            quiet: Seconds for which a file must have stood still.
        """
        self.stop = StopRequest()
        self.settling, self.arrivals = Settling(quiet), Arrivals(quiet)
        self._workspace, self._folder, self._duties, self._around = workspace, folder, duties, around
        self._tell, self._every = tell, every
        self._unsaid, self._jumps = Unsaid(), ClockJumps()
        self._bugs: dict[tuple[str, str, int], str] = {}
        self._reachable = True
        self._looked_at = float("-inf")
        self._next_look = self._next_tick = float("-inf")
        self._to_deliver = False

    def run(self) -> None:
        """Watch until the end is asked for; what is being done then is done to its end."""
        while not self.stop.requested:
            due = self._next_due()
            if due is not None:
                self._attend(due)
            if self._reachable and not self.stop.requested:
                self._by_the_clock()
            if not self.stop.requested:
                self._rest()

    def _next_due(self) -> Due | None:
        """What is due by a look that was made since it became due."""
        if self._around.monotonic() >= self._next_look:
            self._look()
        due = self.settling.due(self._around.monotonic())
        if due is not None and due.moment > self._looked_at:
            self._look()
            due = self.settling.due(self._around.monotonic())
        return due if self._reachable else None

    def _look(self) -> None:
        at = self._looked_at = self._around.monotonic()
        self._next_look = at + self._every
        try:
            found = self._around.look()
        except Exception as error:  # noqa: BLE001 - what one look meets must not end the watch
            self._say("look", [self._failure(error, str(self._folder))])
            return
        self._say("hints", [Line("hints", said, trouble=True)] if (said := self._around.follow(found.identity)) else [])
        if self._reachable != (found.identity is not None):
            self._reachable = not self._reachable
            self._say("folder", [_folder_line(self._folder, self._reachable)])
        if self._reachable:
            self.settling.seen(found.workbooks, found.unseen, at)
            self.arrivals.seen(found.drops, at)
            self._unsaid.forget_others(found.workbooks)

    def _attend(self, due: Due) -> None:
        if due.sha256 is not None and self._around.checksum(due.path) == due.sha256:
            self.settling.same_contents(due)
            return
        if due.cause is Cause.RETRY and self._around.is_open(due.path):  # what time brings meanwhile, the clock sees to
            self.settling.still_open(due, self._around.monotonic())
            return
        begun = self._around.monotonic()
        try:
            attended = self._duties.attend(due.path, self._around.clock(), due.cause)
        except Exception as error:  # noqa: BLE001 - a bug in one register must not end the watch over the others
            self._say(due.path, [self._failure(error, str(due.path))])
            attended = Attended(due.path, Attendance.UNUSABLE)
        else:
            line = attended_line(attended, due.cause)
            self._say(due.path, [line] if line is not None else [])
        at = self._around.monotonic()
        self.settling.answered(due, attended.what, attended.sha256 or None, at, at - begun)
        self._to_deliver |= attended.result is not None

    def _by_the_clock(self) -> None:
        now, at = self._around.clock(), self._around.monotonic()
        if said := self._jumps.look(now, at):
            self._tell(Line("clock", said, trouble=True), now)
        if self.arrivals.taken(at):
            self._do("inbox", lambda: self._duties.take_in(self._folder, now))
            self._to_deliver = True
        if at >= self._next_tick:
            self._next_tick = at + TICK_SECONDS
            if self._jumps.may_tick(now, at):
                self._do("tick", lambda: self._ticked(self._duties.tick(self._folder, now, self._between)))
        if self._to_deliver and self.settling.due(at) is None:
            self._to_deliver = False
            self._do("outbox", lambda: self._duties.deliver(self._workspace, self._around.clock()))

    def _between(self) -> bool:
        """Whoever saved while a long tick is at work is served first."""
        due = self._next_due() if not self.stop.requested else None
        if due is not None:
            self._attend(due)
        return not self.stop.requested

    def _ticked(self, ticked: Ticked) -> tuple[Line, ...]:
        at = self._around.monotonic()
        for attended in ticked.attended:
            self.settling.attended_elsewhere(attended.path, attended.what, attended.sha256, at)
            if (line := attended_line(attended, Cause.CLOCK)) is not None:
                self._say(attended.path, [line])
        return ticked.lines

    def _do(self, topic: str, deed: Callable[[], Collection[Line]]) -> None:
        try:
            lines = deed()
        except Exception as error:  # noqa: BLE001 - what one duty meets must not end the others
            lines = [self._failure(error, topic)]
        self._say(topic, lines)

    def _say(self, topic: object, lines: Collection[Line]) -> None:
        for line in self._unsaid.of(topic, lines):
            self._tell(line, self._around.clock())

    def _failure(self, error: Exception, where: str) -> Line:
        """What to say of an exception; a bug gets one log for each place in the program, however often it is met."""
        if isinstance(error, XltoolsError):
            return Line("trouble", f"{where}: {error}", trouble=True)
        place = bug_place(error)
        if place not in self._bugs:
            self._bugs[place] = _log_of(place)
        said = f"{where}: this is a bug in xltools. Please report it with {self._bugs[place]}; no workbook was damaged"
        return Line("bug", said, trouble=True)

    def _rest(self) -> None:
        """Until something is due, by what is known now."""
        moments: list[float | None] = [self._next_look]
        if self._reachable:
            moments += [self._next_tick, self.settling.next_moment(), self.arrivals.next_moment()]
        seconds = min(moment for moment in moments if moment is not None) - self._around.monotonic()
        if seconds > 0 and self._around.rest(seconds):
            self._next_look = min(self._next_look, max(self._around.monotonic(), self._looked_at + _LEAST_SECONDS))


def _folder_line(folder: Path, reachable: bool) -> Line:
    if reachable:
        return Line("back", f"{folder} is back: everything is looked at again", path=folder)
    return Line("away", f"{folder} cannot be reached: waiting until it is back", trouble=True, path=folder)


def _log_of(place: tuple[str, str, int]) -> str:
    try:
        return f"the log {write_bug_log()}"
    except OSError:  # the disk is full
        return "this: {} in {}, line {}".format(*place)
