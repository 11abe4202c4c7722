"""Which registers does a tick look after, and which may rest? One round over all of a folder.

Invariant: no register keeps another one from being looked after; what a round leaves undone the next one does.
"""

from collections.abc import Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from xltools.errors import XltoolsError
from xltools.operations.clock.open_reminders import remind
from xltools.operations.clock.register_settings import settings_of
from xltools.operations.clock.resting import is_at_rest, rest_after, rests_in_vain, standing
from xltools.operations.clock.tick_memory import Rest
from xltools.operations.local_moment import local_moment
from xltools.operations.passes.attending import Attendance, Attended, attend
from xltools.operations.passes.companion import withdraw_companion, withdraw_orphans
from xltools.operations.passes.pass_order import Cause
from xltools.operations.passes.unseen_numbers import forget_unseen_of_gone
from xltools.operations.passes.waiting import forget_gone, waiting_registers
from xltools.operations.workspace import Workspace, workbooks_in, workspace_at, workspace_of

_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class Round:
    """One round, and what came of it so far.

    Attributes:
        folder: The registers, in it and below it.
        now: The moment.
        hold_seconds: How long a register's lock is kept after a write.
        between: Asked between two registers whether to go on.
        laid: Registers that others have laid to rest; those that are met are taken out.
        goes_on: Whether the round came to its end.
        resting: How many registers have nothing to be written, as nobody saved them.
        attended: The registers that were looked at or keep from being written, and what became of them.
        reminded: Registers that have been open for so long that somebody is told.
        troubles: What else went wrong, in English, one line each.
    """

    folder: Path
    now: datetime
    hold_seconds: float
    between: Callable[[], bool]
    laid: MutableMapping[Path, Rest]
    goes_on: bool = True
    resting: int = 0
    attended: list[Attended] = field(default_factory=list)
    reminded: list[Path] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    _unusable: list[Attended] = field(default_factory=list)
    _in_vain: float = 0.0  # seconds spent on those

    def tried(self, action: Callable[[], _Answer]) -> _Answer | None:
        """What goes wrong with one thing is told, and keeps nothing else from being done."""
        try:
            return action()
        except XltoolsError as error:
            self.troubles.append(str(error))
            return None

    def workspaces(self) -> list[Workspace]:
        """The workspaces of all registers, that of the folder first."""
        places = map(workspace_of, workbooks_in(self.folder))
        return list(dict.fromkeys((workspace_at(self.folder), *places)))

    def look_after(self, resting: Mapping[str, Rest], *, full: bool) -> dict[str, Rest]:
        """Look after every register that was saved or that time has something to say about.

        Args:
            resting: The registers that were at rest, by their names in the folder's workspace.
            full: Look after all of them, and write even where only the time that is left changed.

        Returns:
            The registers that are at rest now.
        """
        waiting = {each: self.tried(partial(waiting_registers, each)) or {} for each in self.workspaces()}
        workbooks, own = workbooks_in(self.folder), workspace_at(self.folder)
        for folder in {self.folder, *(path.parent for path in workbooks)}:
            withdraw_orphans(folder)
        rests: dict[Path, Rest] = {}
        for path in workbooks:
            self.goes_on = self.goes_on and self.between()
            if not self.goes_on:
                break
            place = workspace_of(path)
            waits = place.register_id(path) in waiting.get(place, {})
            rest = self.laid.pop(path, None) or resting.get(own.register_id(path))
            if (kept := self._looked_after(path, None if full else rest, waits=waits, full=full)) is not None:
                rests[path] = kept
        rests |= rests_in_vain(self._unusable, self._in_vain, self._local)
        if self.goes_on:
            self._forget_gone(waiting)
        return {own.register_id(path): rest for path, rest in rests.items()}

    @property
    def _local(self) -> datetime:
        return local_moment(self.now)

    def _looked_after(self, path: Path, rest: Rest | None, *, waits: bool, full: bool) -> Rest | None:
        """How one register rests now; what keeps one at rest from being written is told for as long as it does."""
        if rest is None or not is_at_rest(path, rest, self._local):
            return self._attended(path, waits=waits, full=full)
        if rest.what in (Attendance.WAITING, Attendance.UNUSABLE):
            self.attended.append(Attended(path, rest.what, rest.sentence))
        self.resting += rest.what is Attendance.IDLE
        return rest

    def _attended(self, path: Path, *, waits: bool, full: bool) -> Rest | None:
        begun, before = monotonic(), standing(path)
        cause = Cause.RETRY if waits else Cause.CLOCK
        attended = attend(path, self.now, cause, full=full or waits, hold_seconds=self.hold_seconds)
        if attended.what is not Attendance.NO_REGISTER:
            self.attended.append(attended)
            if not self._see_to_open(attended, workspace_of(path)):
                return None
        if attended.what is Attendance.UNUSABLE:
            self._unusable.append(attended)
            self._in_vain += monotonic() - begun
        return rest_after(attended, before, self._local)

    def _see_to_open(self, attended: Attended, workspace: Workspace) -> bool:
        """Remind of a register that waits; one that no longer does needs no companion. Whether that is done."""
        waiting = attended.result.waiting if attended.result is not None else None
        if waiting is not None:
            settings = partial(settings_of, attended.path, self._local)
            if self.tried(partial(remind, attended.path, waiting, workspace, self._local, settings)):
                self.reminded.append(attended.path)
        elif attended.what in (Attendance.WRITTEN, Attendance.IDLE):
            return withdraw_companion(attended.path)
        return True

    def _forget_gone(self, waiting: Mapping[Workspace, Collection[str]]) -> None:
        for place, names in waiting.items():
            if names:
                self.tried(partial(forget_gone, place))
            self.tried(partial(forget_unseen_of_gone, place))
