"""What does a watcher say of what it did? One line for each deed, and each trouble once.

Invariant: what goes on unchanged is not said again, so that a register that is open all day costs one line.
"""

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from xltools.model.finding import Severity
from xltools.model.finding_catalogue import severity
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.passes.refresh import RefreshResult

_STATES = {"waiting", "again"}


class Line(NamedTuple):
    """One line.

    Attributes:
        event: One word for programs.
        sentence: For people, in English.
        trouble: Whether somebody may have to do something.
        path: Of which file, if of one.
    """

    event: str
    sentence: str
    trouble: bool = False
    path: Path | None = None


def attended_line(attended: Attended, cause: Cause) -> Line | None:
    """What to say of a register that was attended; nothing where nothing was to be done, or will be soon."""
    path, what = attended.path, attended.what
    if what is Attendance.WRITTEN and attended.result is not None:
        return Line("written", f"{path.name}: {_deeds(attended.result)}", path=path)
    if what is Attendance.IDLE and cause is Cause.SAVED:
        return Line("idle", f"{path.name}: nothing to write", path=path)
    if what is Attendance.WAITING and attended.result is not None:
        will = f"{len(attended.result.edits)} cells will be written once it is closed"
        return Line("waiting", f"{attended.sentence}: {will}", path=path)
    if what is Attendance.AGAIN:
        return Line("again", f"{path.name}: it is being saved, or held by a program; tried again soon", path=path)
    if what is Attendance.UNUSABLE:
        return Line("unusable", f"{path}: {attended.sentence}", trouble=True, path=path)
    return None


def _deeds(result: RefreshResult) -> str:
    counts = Counter(severity(finding) for finding in result.findings)
    said = [f"{len(result.edits)} cells written"] * bool(result.edits)
    said += [f"sheet {title} made anew" for title in result.pages]
    said += [f"{result.new_numbers} numbers given"] * bool(result.new_numbers)
    said += [f"{len(result.notices)} notices"] * bool(result.notices)
    said += [f"errors: {counts[Severity.ERROR]}, warnings: {counts[Severity.WARNING]}"] * bool(counts)
    return ", ".join(said)


class Unsaid:
    """Keeps back what was said already, topic by topic."""

    def __init__(self) -> None:
        self._said: dict[object, tuple[Line, ...]] = {}

    def of(self, topic: object, lines: Collection[Line]) -> list[Line]:
        """The lines to be said: deeds always, states and troubles unless they were the last that was said of it."""
        lasting = tuple(line for line in lines if line.trouble or line.event in _STATES)
        before = self._said.get(topic, ())
        if lasting:
            self._said[topic] = lasting
        else:
            self._said.pop(topic, None)
        return [line for line in lines if line not in before]

    def forget_others(self, paths: Collection[Path]) -> None:
        """Forget the registers that are gone."""
        self._said = {
            topic: said for topic, said in self._said.items() if not isinstance(topic, Path) or topic in paths
        }
