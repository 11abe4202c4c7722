"""What is due by the clock in a folder of registers, and is it done? Flags, reports, reminders, imports, the outbox.

Invariant: a tick does what is due and has not been done; two ticks at one moment do it once, and one that comes late
does what the missed ones would have done.
"""

from collections.abc import Callable, MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xltools.errors import WorkbookBusyError
from xltools.model.period import Period
from xltools.model.policy import Policy
from xltools.operations.clock.keeping_archive import keep_archive, registers_to_archive
from xltools.operations.clock.looking_after import Round
from xltools.operations.clock.register_settings import settings_of
from xltools.operations.clock.report_schedule import due_reports, full_hour_due, with_clock
from xltools.operations.clock.tick_memory import Rest, TickMemory, recall_ticks, remember_ticks
from xltools.operations.files.left_behind import sweep_left_behind
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.files.replacing import real_folder
from xltools.operations.importing.taking_in import TakenIn, take_in
from xltools.operations.local_moment import local_moment
from xltools.operations.notifying.delivering import Delivered, deliver
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import HOLD_SECONDS
from xltools.operations.workspace import Workspace, workbooks_in, workspace_at

if TYPE_CHECKING:
    from xltools.operations.archiving.archive_run import ArchiveRun
    from xltools.operations.clock.periodic_reports import MadeReport


class Standing(StrEnum):
    """Whether a tick did its work."""

    DONE = "done"
    BUSY = "busy"  # another tick is at work in this workspace
    CLOCK_BEHIND = "clock behind"  # the clock stands before the last tick


@dataclass(frozen=True, slots=True)
class TickResult:
    """What a tick did.

    Attributes:
        standing: Whether it did anything.
        last: The latest tick before it, where the clock stands before that.
        attended: The registers that were looked at or keep from being written, and what became of them.
        reports: Reports that were made.
        archived: What was archived; None where nothing was looked at.
        taken_in: Exports that were met.
        reminded: Registers that have been open for so long that somebody is told.
        delivered: What went out, by workspace.
        troubles: What else went wrong, in English, one line each.
        resting: How many more registers have nothing to be written, as nobody saved them.
    """

    standing: Standing = Standing.DONE
    last: datetime | None = None
    attended: tuple[Attended, ...] = ()
    reports: "tuple[MadeReport, ...]" = ()
    taken_in: tuple[TakenIn, ...] = ()
    reminded: tuple[Path, ...] = ()
    delivered: tuple[Delivered, ...] = ()
    troubles: tuple[str, ...] = ()
    resting: int = 0
    archived: "ArchiveRun | None" = None


class TickPlan(NamedTuple):
    """What the next tick would do besides its passes over the registers.

    Attributes:
        clock_behind: Nothing, for the clock stands before the last tick.
        full: Write also where only the time that is left changed.
        reports: Make these reports.
    """

    clock_behind: bool
    full: bool
    reports: tuple[Period, ...]


def tick(
    folder: Path,
    now: datetime,
    hold_seconds: float = HOLD_SECONDS,
    *,
    between: Callable[[], bool] = lambda: True,
    send: Callable[[Workspace, datetime], Delivered] = deliver,
    laid: MutableMapping[Path, Rest] | None = None,
) -> TickResult:
    """Do what is due by the clock in a folder.

    Args:
        folder: The registers, in it and below it; where there is none, nothing is made there.
        now: The moment: aware, or naive local time.
        hold_seconds: How long a register's lock is kept after a write.
        between: Asked between two registers whether to go on; what a tick leaves undone the next one does.
        send: Sends what waits in the outbox of a workspace.
        laid: Registers that others have laid to rest since the tick before; those that were met are taken out.

    Raises:
        VanishedError, NoFolderError: There is no such folder.
        LedgerError, ReadOnlyWorkbookError: Nothing can be remembered there.
    """
    real = real_folder(folder)
    workspace = workspace_at(real)
    workbooks = workbooks_in(real)
    if not workspace.memory.is_dir() and not any(settings_of(path, local_moment(now)) for path in workbooks):
        return TickResult()
    with ExitStack() as held:
        try:
            held.enter_context(
                one_at_a_time(workspace.require_memory() / "tick.lock", 0, real, "another tick is at work there")
            )
        except WorkbookBusyError:
            return TickResult(Standing.BUSY)
        one = Round(real, now, hold_seconds, between, {} if laid is None else laid)
        return _Tick(workspace, one, send).done()


def foresee(folder: Path, now: datetime) -> TickPlan:
    """What a tick would do; reads what is remembered and writes nothing.

    Raises:
        VanishedError, NoFolderError: There is no such folder.
    """
    real, local = real_folder(folder), local_moment(now)
    memory = with_clock(recall_ticks(workspace_at(real), real, local)[0], local)
    if memory.behind_since is not None:
        return TickPlan(clock_behind=True, full=False, reports=())
    full = full_hour_due(memory, local) is not None
    return TickPlan(False, full, tuple(due_reports(memory, local)) if full else ())


@dataclass(slots=True)
class _Tick:
    """One tick, and what it has done so far."""

    workspace: Workspace
    round: Round
    send: Callable[[Workspace, datetime], Delivered]
    reports: "list[MadeReport]" = field(default_factory=list)
    archived: "ArchiveRun | None" = None

    @property
    def folder(self) -> Path:
        return self.round.folder

    @property
    def local(self) -> datetime:
        return local_moment(self.round.now)

    def done(self) -> TickResult:
        looked = self.round
        remembered, trouble = recall_ticks(self.workspace, self.folder, self.local)
        looked.troubles += [trouble] if trouble else []
        memory = with_clock(remembered, self.local)
        if memory.behind_since is not None:
            remember_ticks(self.workspace, self.folder, memory)
            return TickResult(Standing.CLOCK_BEHIND, memory.last, troubles=tuple(looked.troubles))
        sweep_left_behind(self.folder)
        taken_in = looked.tried(partial(take_in, self.folder, looked.now, hold_seconds=looked.hold_seconds)) or []
        hour = full_hour_due(memory, self.local)
        memory = memory.model_copy(update={"resting": looked.look_after(memory.resting, full=hour is not None)})
        if hour is not None and looked.goes_on:
            memory = self._make_reports(memory).model_copy(update={"full_hour": hour})
        memory = self._archive(memory, full=hour is not None)
        remember_ticks(self.workspace, self.folder, memory)
        delivered = [looked.tried(partial(self.send, each, looked.now)) for each in looked.workspaces()]
        return TickResult(
            Standing.DONE,
            None,
            tuple(looked.attended),
            tuple(self.reports),
            tuple(taken_in),
            tuple(looked.reminded),
            tuple(each for each in delivered if each is not None),
            tuple(looked.troubles),
            looked.resting,
            self.archived,
        )

    def _archive(self, memory: TickMemory, *, full: bool) -> TickMemory:
        usable = [each.path for each in self.round.attended if each.what in (Attendance.WRITTEN, Attendance.IDLE)]
        looked_at = usable if full else None
        due = self.round.tried(partial(registers_to_archive, looked_at, self.workspace, memory))
        if not due or not self.round.goes_on:
            return memory
        keeping = partial(keep_archive, self.folder, due, self.workspace, memory, self.round.now)
        kept = self.round.tried(partial(keeping, self.round.between, self.round.hold_seconds))
        if kept is None:
            return memory
        self.archived, memory = kept
        return memory

    def _make_reports(self, memory: TickMemory) -> TickMemory:
        due = due_reports(memory, self.local)
        policies = self._policies() if due else []
        if not policies:
            return memory
        # The room of reports brings a second of libraries, which two ticks a month need.
        from xltools.operations.clock.periodic_reports import make_report

        for period in due:
            making = partial(make_report, self.folder, period, self.workspace, self.local, memory, policies)
            made = self.round.tried(making)
            if made is not None:
                report, memory = made
                self.reports.append(report)
                remember_ticks(self.workspace, self.folder, memory)
        return memory

    def _policies(self) -> list[Policy]:
        read = (settings_of(each.path, self.local) for each in self.round.attended)
        return [policy for policy in read if policy is not None]
