"""What can a watcher do when something is due?

Invariant: the loop knows these four deeds only; tests put others in their place.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from xltools.operations.passes.attending import Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching.lines import Line
from xltools.operations.workspace import Workspace


class Ticked(NamedTuple):
    """What the clock brought.

    Attributes:
        attended: The registers that were attended; what was written to them is no news.
        lines: What to say of everything else.
    """

    attended: tuple[Attended, ...] = ()
    lines: tuple[Line, ...] = ()


class Duties(Protocol):
    """All that a watcher may do; each may raise an `XltoolsError`, which is said, and the watch goes on."""

    def attend(self, path: Path, now: datetime, cause: Cause) -> Attended:
        """Bring one register up to date, as far as that is possible now."""

    def tick(self, folder: Path, now: datetime, between: Callable[[], bool]) -> Ticked:
        """Do what became due by the clock; ask between two registers whether to go on."""

    def take_in(self, folder: Path, now: datetime) -> tuple[Line, ...]:
        """Enter what lies in the inboxes."""

    def deliver(self, workspace: Workspace, now: datetime) -> tuple[Line, ...]:
        """Send what waits to be sent."""
