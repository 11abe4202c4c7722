"""A folder, clerks and a clock that are made up: a day of watching goes by in seconds.

The world keeps what each file says as a text; a file whose text ends in ✓ was written by us. Time goes on only where
somebody rests or works, and the script's deeds happen on the way.
"""

import hashlib
import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.passes.refresh import RefreshResult
from xltools.operations.watching.duties import Ticked
from xltools.operations.watching.lines import Line
from xltools.operations.watching.scanning import Scan, Sight, Signature
from xltools.operations.watching.watch_loop import Surroundings, Watch
from xltools.operations.workspace import Workspace

FOLDER = Path("/工单")
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OURS = "✓"


class Attempt(NamedTuple):
    """One call of attend, as it went."""

    at: float
    path: Path
    cause: Cause
    text: str | None
    what: Attendance


class World:
    """Everything around a watch, and the duties of the watcher in it."""

    def __init__(self, *, hints: bool = True, pass_seconds: float = 0.3) -> None:
        self.at = 0.0
        self.wall_offset = timedelta()
        self.identity: tuple[int, int] | None = (1, 1)
        self.files: dict[Path, tuple[str, Signature]] = {}
        self.drops: dict[Path, Signature] = {}
        self.locks: set[Path] = set()
        self.held: set[Path] = set()  # open without any sign beside it
        self.attempts: list[Attempt] = []
        self.calls: list[tuple[str, float]] = []
        self.lines: list[tuple[float, Line]] = []
        self.answers: dict[Path, Callable[[Path], Attended]] = {}
        self.rests = 0
        self.looks = 0
        self._hints, self._pass_seconds = hints, pass_seconds
        self._script: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._states = count(1)

    # What clerks do
    def when(self, at: float, deed: Callable[[], None]) -> None:
        heapq.heappush(self._script, (at, next(self._order), deed))

    def save(self, path: Path, text: str) -> None:
        state = next(self._states)
        self.files[path] = (text, Signature(len(text), state, state, 0o644))

    def open(self, path: Path) -> None:
        self.locks.add(path)

    def close(self, path: Path) -> None:
        self.locks.discard(path)

    def delete(self, path: Path) -> None:
        self.files.pop(path, None)

    def rename(self, path: Path, other: Path) -> None:
        if path in self.files:
            self.files[other] = self.files.pop(path)

    # How time goes by
    def spend(self, seconds: float, *, until_hint: bool = False) -> bool:
        end = self.at + seconds
        while self._script and self._script[0][0] <= end:
            moment, _, deed = heapq.heappop(self._script)
            self.at = max(self.at, moment)
            deed()
            if until_hint and self._hints:
                return True
        self.at = max(self.at, end)
        return False

    def rest(self, seconds: float) -> bool:
        assert seconds > 0
        self.rests += 1
        return self.spend(seconds, until_hint=True)

    # What a watch perceives
    def look(self) -> Scan:
        self.looks += 1
        if self.identity is None:
            return Scan()
        sights = {path: Sight(signature, path in self.locks) for path, (_, signature) in self.files.items()}
        return Scan(self.identity, sights, dict(self.drops))

    def checksum(self, path: Path) -> str | None:
        return sha(self.files[path][0]) if path in self.files else None

    def is_open(self, path: Path) -> bool:
        return path in self.locks | self.held

    def clock(self) -> datetime:
        return MORNING + timedelta(seconds=self.at) + self.wall_offset

    # The duties
    def attend(self, path: Path, _now: datetime, cause: Cause) -> Attended:
        begun, text = self.at, self.files.get(path, (None, None))[0]
        attended = self._attended(path, text)
        self.attempts.append(Attempt(begun, path, cause, text, attended.what))
        return attended

    def _attended(self, path: Path, text: str | None) -> Attended:
        if path in self.answers:
            return self.answers[path](path)
        self.spend(self._pass_seconds)
        if text is None or self.files.get(path, (None, None))[0] != text:
            return Attended(path, Attendance.AGAIN)
        if text.endswith(OURS):
            return Attended(path, Attendance.IDLE, "", result(path), sha(text))
        if self.is_open(path):
            return Attended(path, Attendance.WAITING, f"{path.name} is open", result(path), sha(text))
        self.save(path, text + OURS)
        return Attended(path, Attendance.WRITTEN, "", result(path), sha(text + OURS))

    def tick(self, _folder: Path, _now: datetime, _between: Callable[[], bool]) -> Ticked:
        self.calls.append(("tick", self.at))
        return Ticked()

    def take_in(self, _folder: Path, _now: datetime) -> tuple[Line, ...]:
        self.calls.append(("take_in", self.at))
        self.drops.clear()
        return ()

    def deliver(self, _workspace: Workspace, _now: datetime) -> tuple[Line, ...]:
        self.calls.append(("deliver", self.at))
        return ()

    def called(self, name: str) -> list[float]:
        return [at for each, at in self.calls if each == name]

    def tell(self, line: Line, _now: datetime) -> None:
        self.lines.append((self.at, line))

    def said(self) -> list[str]:
        return [line.event for _, line in self.lines]


def watch_over(world: World, *, every: float = 2.0, quiet: float = 1.0) -> Watch:
    around = Surroundings(
        world.look, world.checksum, world.is_open, lambda _: "", world.clock, lambda: world.at, world.rest
    )
    return Watch(Workspace(FOLDER), FOLDER, world, around, world.tell, every=every, quiet=quiet)


def run_until(world: World, watch: Watch, seconds: float) -> None:
    """Watch until that moment of the made-up time."""

    def end() -> None:
        watch.stop.requested = True

    watch.stop.requested = False
    world.when(seconds, end)
    watch.run()


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def result(path: Path) -> RefreshResult:
    return RefreshResult(path, "made_up", "zh-CN", 1, (), (), 1, written=False)
