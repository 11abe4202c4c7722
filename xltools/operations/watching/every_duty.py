"""What does a watcher really do? The deeds of the other rooms, said in lines.

Invariant: nothing is decided here.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.operations.clock.resting import rest_after, standing
from xltools.operations.clock.tick_memory import Rest
from xltools.operations.clock.ticking import Standing, TickResult, tick
from xltools.operations.importing.taking_in import TakenIn, Taking, take_in
from xltools.operations.notifying.delivering import Delivered
from xltools.operations.passes.attending import Attendance, Attended, attend
from xltools.operations.passes.companion import withdraw_companion
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching.background_post import BackgroundPost
from xltools.operations.watching.duties import Ticked
from xltools.operations.watching.lines import Line
from xltools.operations.workspace import Workspace


class EveryDuty(NamedTuple):
    """All duties, as the loop knows them.

    Attributes:
        quiet: For how many seconds an export must have stood still.
        hold: For how many seconds our lock is kept after a replacement: longer on shares.
        post: Sends letters.
        laid: Registers that were attended since the last tick and that it need not read once more.
    """

    quiet: float
    hold: float
    post: BackgroundPost
    laid: dict[Path, Rest]

    def attend(self, path: Path, now: datetime, cause: Cause) -> Attended:
        """See `attending.attend`."""
        before = standing(path)
        attended = attend(path, now, cause, hold_seconds=self.hold)
        rest = rest_after(attended, before, now.replace(tzinfo=None))
        if rest is not None and (attended.what is Attendance.WAITING or withdraw_companion(path)):
            self.laid[path] = rest
        return attended

    def tick(self, folder: Path, now: datetime, between: Callable[[], bool]) -> Ticked:
        """See `ticking.tick`."""
        result = tick(folder, now, self.hold, between=between, send=self._posted, laid=self.laid)
        return Ticked(result.attended, _tick_lines(result))

    def take_in(self, folder: Path, now: datetime) -> tuple[Line, ...]:
        """See `importing.taking_in.take_in`."""
        return tuple(map(_taken_line, take_in(folder, now, self.quiet, self.hold)))

    def deliver(self, workspace: Workspace, now: datetime) -> tuple[Line, ...]:
        """See `notifying.delivering.deliver`."""
        return _delivered_lines(self._posted(workspace, now))

    def _posted(self, workspace: Workspace, now: datetime) -> Delivered:
        rounds = self.post.ask(workspace, now)
        last = rounds[-1] if rounds else Delivered()
        return last._replace(sent=sum(each.sent for each in rounds))


def _tick_lines(result: TickResult) -> tuple[Line, ...]:
    lines = [Line("clock", "nothing is done by the clock: it stands before the last time", trouble=True)]
    lines *= result.standing is Standing.CLOCK_BEHIND
    lines += [Line("report", f"report {report.summary.title} made") for report in result.reports]
    lines += map(_taken_line, result.taken_in)
    lines += [
        Line("reminded", f"{path.name}: people are told that it has been open for long") for path in result.reminded
    ]
    lines += [line for each in result.delivered for line in _delivered_lines(each)]
    lines += [Line("trouble", sentence, trouble=True) for sentence in result.troubles]
    return tuple(lines)


def _delivered_lines(delivered: Delivered) -> tuple[Line, ...]:
    lines = [Line("sent", f"{delivered.sent} notices sent")] * bool(delivered.sent)
    if delivered.failed or delivered.doubtful:
        said = f"{delivered.failed} notices could not be sent, {delivered.doubtful} perhaps: see xltools notify"
        lines.append(Line("unsent", said, trouble=True))
    return tuple(lines)


def _taken_line(taken: TakenIn) -> Line:
    trouble = taken.outcome in (Taking.RETURNED, Taking.UNUSABLE)
    return Line(f"import {taken.outcome}", taken.sentence, trouble=trouble, path=taken.source)
