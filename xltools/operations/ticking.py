"""What is due by the clock in a folder of registers, and is it done? Flags, reports, reminders, imports, the outbox.

Invariant: a tick does what is due and has not been done; two ticks at one moment do it once, and one that comes late
does what the missed ones would have done.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from xltools.errors import VanishedError, WorkbookBusyError, XltoolsError
from xltools.model.period import Period
from xltools.model.policy import Policy
from xltools.operations.attending import Attendance, Attended, attend
from xltools.operations.companion import withdraw_companion, withdraw_orphans
from xltools.operations.importing.taking_in import TakenIn, take_in
from xltools.operations.left_behind import sweep_left_behind
from xltools.operations.notifying.delivering import Delivered, deliver
from xltools.operations.one_at_a_time import one_at_a_time
from xltools.operations.open_reminders import remind
from xltools.operations.pass_order import HOLD_SECONDS, Cause
from xltools.operations.register_settings import settings_of
from xltools.operations.replacing import real_path
from xltools.operations.report_schedule import due_reports, full_hour_due, with_clock
from xltools.operations.tick_memory import Rest, TickMemory, recall_ticks, remember_ticks
from xltools.operations.waiting import waiting_registers
from xltools.operations.workspace import Workspace, workbooks_in, workspace_of

if TYPE_CHECKING:
    from xltools.operations.periodic_reports import MadeReport

_Answer = TypeVar("_Answer")
_RESTING = (Attendance.IDLE, Attendance.UNUSABLE, Attendance.NO_REGISTER)


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
        attended: Every register, and what became of it.
        reports: Reports that were made.
        taken_in: Exports that were met.
        reminded: Registers that have been open for so long that somebody is told.
        delivered: What went out, by workspace.
        troubles: What else went wrong, in English, one line each.
    """

    standing: Standing = Standing.DONE
    last: datetime | None = None
    attended: tuple[Attended, ...] = ()
    reports: "tuple[MadeReport, ...]" = ()
    taken_in: tuple[TakenIn, ...] = ()
    reminded: tuple[Path, ...] = ()
    delivered: tuple[Delivered, ...] = ()
    troubles: tuple[str, ...] = ()


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
) -> TickResult:
    """Do what is due by the clock in a folder.

    Args:
        folder: The registers, in it and below it; where there is none, nothing is made there.
        now: The moment: aware, or naive local time.
        hold_seconds: How long a register's lock is kept after a write.
        between: Asked between two registers whether to go on; what a tick leaves undone the next one does.
        send: Sends what waits in the outbox of a workspace.

    Raises:
        VanishedError: There is no such folder.
        LedgerError, ReadOnlyWorkbookError: Nothing can be remembered there.
    """
    real = _real_folder(folder)
    workspace = workspace_of(real / "any")
    workbooks = workbooks_in(real)
    if not workspace.memory.is_dir() and not any(settings_of(path, _local(now)) for path in workbooks):
        return TickResult()
    with ExitStack() as held:
        try:
            held.enter_context(
                one_at_a_time(workspace.require_memory() / "tick.lock", 0, real, "another tick is at work there")
            )
        except WorkbookBusyError:
            return TickResult(Standing.BUSY)
        return _Tick(real, workspace, now, hold_seconds, between, send).done()


def foresee(folder: Path, now: datetime) -> TickPlan:
    """What a tick would do; reads what is remembered and writes nothing.

    Raises:
        VanishedError: There is no such folder.
    """
    real, local = _real_folder(folder), _local(now)
    memory = with_clock(recall_ticks(workspace_of(real / "any"), real, local)[0], local)
    if memory.behind_since is not None:
        return TickPlan(clock_behind=True, full=False, reports=())
    full = full_hour_due(memory, local) is not None
    return TickPlan(False, full, tuple(due_reports(memory, local)) if full else ())


def _real_folder(folder: Path) -> Path:
    real = real_path(folder)
    if not real.is_dir():
        raise VanishedError(folder)
    return real


def _local(now: datetime) -> datetime:
    return now.replace(tzinfo=None, microsecond=0)


def _as_it_stands(path: Path) -> Rest | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return Rest(size=status.st_size, modified=status.st_mtime_ns)


def _is_at_rest(known: Rest, now_stands: Rest | None, now: datetime) -> bool:
    unchanged = now_stands is not None and (now_stands.size, now_stands.modified) == (known.size, known.modified)
    return unchanged and (known.until is None or now < known.until)


@dataclass(slots=True)
class _Tick:
    """One tick, and what it has done so far."""

    folder: Path
    workspace: Workspace
    now: datetime
    hold_seconds: float
    between: Callable[[], bool]
    send: Callable[[Workspace, datetime], Delivered]
    goes_on: bool = True
    attended: list[Attended] = field(default_factory=list)
    reports: "list[MadeReport]" = field(default_factory=list)
    reminded: list[Path] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def local(self) -> datetime:
        return _local(self.now)

    def done(self) -> TickResult:
        remembered, trouble = recall_ticks(self.workspace, self.folder, self.local)
        self.troubles += [trouble] if trouble else []
        memory = with_clock(remembered, self.local)
        if memory.behind_since is not None:
            remember_ticks(self.workspace, self.folder, memory)
            return TickResult(Standing.CLOCK_BEHIND, memory.last, troubles=tuple(self.troubles))
        sweep_left_behind(self.folder)
        taken_in = self._tried(partial(take_in, self.folder, self.now, hold_seconds=self.hold_seconds)) or []
        hour = full_hour_due(memory, self.local)
        memory = memory.model_copy(update={"resting": self._attend_all(memory.resting, full=hour is not None)})
        if hour is not None and self.goes_on:
            memory = self._make_reports(memory).model_copy(update={"full_hour": hour})
        remember_ticks(self.workspace, self.folder, memory)
        delivered = [self._tried(partial(self.send, each, self.now)) for each in self._workspaces()]
        return TickResult(
            Standing.DONE,
            None,
            tuple(self.attended),
            tuple(self.reports),
            tuple(taken_in),
            tuple(self.reminded),
            tuple(each for each in delivered if each is not None),
            tuple(self.troubles),
        )

    def _tried(self, action: Callable[[], _Answer]) -> _Answer | None:
        """What goes wrong with one thing is told, and keeps nothing else from being done."""
        try:
            return action()
        except XltoolsError as error:
            self.troubles.append(str(error))
            return None

    def _attend_all(self, resting: Mapping[str, Rest], *, full: bool) -> dict[str, Rest]:
        """Look after every register that was saved or that time has something to say about; gives those at rest."""
        waiting = {each: self._tried(partial(waiting_registers, each)) or {} for each in self._workspaces()}
        workbooks = workbooks_in(self.folder)
        for folder in {self.folder, *(path.parent for path in workbooks)}:
            withdraw_orphans(folder)
        rests: dict[str, Rest] = {}
        for path in workbooks:
            self.goes_on = self.goes_on and self.between()
            if not self.goes_on:
                break
            place, name = workspace_of(path), self.workspace.register_id(path)
            waits = place.register_id(path) in waiting.get(place, {})
            before, rest = _as_it_stands(path), resting.get(name)
            if rest is None or full or waits or not _is_at_rest(rest, before, self.local):
                rest = self._attend(path, before, waits=waits, full=full)
            if rest is not None:
                rests[name] = rest
        return rests

    def _attend(self, path: Path, before: Rest | None, *, waits: bool, full: bool) -> Rest | None:
        """Look after one register; it rests where there was nothing to write."""
        cause = Cause.RETRY if waits else Cause.CLOCK
        attended = attend(path, self.now, cause, full=full or waits, hold_seconds=self.hold_seconds)
        if attended.what is not Attendance.NO_REGISTER:
            self.attended.append(attended)
            self._see_to_open(attended, workspace_of(path))
        if before is None or attended.what not in _RESTING:
            return None
        return before.model_copy(update={"until": attended.result.next_event if attended.result is not None else None})

    def _see_to_open(self, attended: Attended, workspace: Workspace) -> None:
        """Remind of a register that waits; one that no longer does needs no companion."""
        waiting = attended.result.waiting if attended.result is not None else None
        if waiting is not None:
            settings = partial(settings_of, attended.path, self.local)
            if self._tried(partial(remind, attended.path, waiting, workspace, self.local, settings)):
                self.reminded.append(attended.path)
        elif attended.what in (Attendance.WRITTEN, Attendance.IDLE):
            withdraw_companion(attended.path)

    def _make_reports(self, memory: TickMemory) -> TickMemory:
        due = due_reports(memory, self.local)
        policies = self._policies() if due else []
        if not policies:
            return memory
        # The room of reports brings a second of libraries, which two ticks a month need.
        from xltools.operations.periodic_reports import make_report

        for period in due:
            made = self._tried(partial(make_report, self.folder, period, self.workspace, self.local, memory, policies))
            if made is not None:
                report, memory = made
                self.reports.append(report)
                remember_ticks(self.workspace, self.folder, memory)
        return memory

    def _policies(self) -> list[Policy]:
        read = (settings_of(each.path, self.local) for each in self.attended)
        return [policy for policy in read if policy is not None]

    def _workspaces(self) -> list[Workspace]:
        return list(dict.fromkeys([self.workspace, *(workspace_of(path) for path in workbooks_in(self.folder))]))
