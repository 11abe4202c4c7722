"""What belongs to a watch over a real folder? The claim, the hints, the log, the signals, and the loop between them.

Invariant: whatever ends the watch, the claim is given up and no thread or handle is left.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xltools.errors import WatchedAlreadyError
from xltools.operations.clock.resting import is_open
from xltools.operations.files.replacing import real_folder
from xltools.operations.files.system_files import system
from xltools.operations.passes.pass_order import HOLD_SECONDS
from xltools.operations.watching.background_post import BackgroundPost
from xltools.operations.watching.duties import Duties
from xltools.operations.watching.every_duty import EveryDuty
from xltools.operations.watching.hints import Hints
from xltools.operations.watching.lines import Line
from xltools.operations.watching.scanning import scan
from xltools.operations.watching.sole_watcher import Patience, sole_watcher
from xltools.operations.watching.stopping import stopping_by_signals
from xltools.operations.watching.watch_log import WatchLog
from xltools.operations.watching.watch_loop import Surroundings, Watch
from xltools.operations.workspace import MEMORY_FOLDER, workspace_of

QUIET_SECONDS, QUIET_SECONDS_ON_SHARES = 1.0, 3.0
_HOLD_SECONDS_ON_SHARES = 3.0


@dataclass(frozen=True, slots=True)
class WatchOrder:
    """How a folder is watched.

    Attributes:
        folder: Which.
        poll: Whether the system's own events are not to be relied on: a share.
        every: Seconds between two looks without hints.
        quiet: Seconds for which a file must have stood still; by default more for shares.
    """

    folder: Path
    poll: bool = False
    every: float = 2.0
    quiet: float | None = None

    @property
    def quiet_seconds(self) -> float:
        """The quiet period that is meant."""
        if self.quiet is not None:
            return self.quiet
        return QUIET_SECONDS_ON_SHARES if self.poll else QUIET_SECONDS

    @property
    def hold_seconds(self) -> float:
        """How long our lock is kept after a replacement: longer on shares."""
        return _HOLD_SECONDS_ON_SHARES if self.poll else HOLD_SECONDS


def watch(
    order: WatchOrder,
    clock: Callable[[], datetime],
    tell: Callable[[Line, datetime], None],
    duties: Duties | None = None,
) -> None:
    """Watch a folder until the end is asked for by Ctrl-C or a signal.

    Args:
        order: What and how.
        clock: The moment.
        tell: Takes each line that goes to the log, too.
        duties: What is done; by default everything.

    Raises:
        VanishedError, NoFolderError: The folder is not there.
        WatchedAlreadyError: Somebody else watches it, or took it over while we were cut off.
        ReadOnlyWorkbookError: Nothing can be remembered there.
    """
    folder = real_folder(order.folder)
    workspace = workspace_of(folder / MEMORY_FOLDER)
    hints = Hints(folder, poll=order.poll)
    around = Surroundings(
        lambda: scan(folder, workspace.memory), checksum, is_open, hints.follow, clock, time.monotonic, hints.rest
    )
    log = WatchLog(workspace.memory)

    def say(line: Line, now: datetime) -> None:
        log.write(line, now)
        tell(line, now)

    post, quiet = BackgroundPost(), order.quiet_seconds
    every = duties or EveryDuty(quiet, order.hold_seconds, post, {})
    watching = Watch(workspace, folder, every, around, say, every=order.every, quiet=quiet)
    taken_over: list[str] = []

    def lost(who: str) -> None:
        taken_over.append(who)
        watching.stop.requested = True

    def told(event: str, sentence: str) -> None:
        say(Line(event, sentence, path=folder), clock())

    patience = Patience(tell=lambda sentence: tell(Line("claim", sentence, path=folder), clock()))
    with sole_watcher(folder, clock(), lost, patience), stopping_by_signals(watching.stop):
        told("watching", f"watching {folder}; end with Ctrl-C")
        try:
            watching.run()
        finally:
            hints.close()
            post.close()
            told("ended", f"no longer watching {folder}")
            log.close()
    if taken_over:
        raise WatchedAlreadyError(folder, taken_over[0])


def checksum(path: Path) -> str | None:
    """SHA-256 of a file's contents; None where it cannot be read now."""
    try:
        return hashlib.sha256(system().read(path)).hexdigest()
    except OSError:
        return None
