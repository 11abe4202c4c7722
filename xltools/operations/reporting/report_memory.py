"""What was reported, from which rows, and which files are ours? Remembered for each report beside the registers.

Invariant: the first making after a period was over stays the measure that later ones are compared with; nothing of the
rows but prints is kept.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson
from pydantic import Field, ValidationError

from xltools.model.field import Strict
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.files.whole_files import write_whole
from xltools.operations.workspace import Workspace

_FOLDER = "summaries"
_KEPT_FILES = 100
_WAIT_SECONDS = 300


class ReportMemory(Strict):
    """What is remembered of one report.

    Attributes:
        made_at: When its measure was made, as text; "" where the period was not over yet.
        rows: Prints of the rows that it rested on, by register file and number.
        policies: Fingerprints of the policies, by register file.
        files: Checksums of the files that were written for it, latest last.
    """

    made_at: str = ""
    rows: dict[str, dict[str, str]] = Field(default_factory=dict)
    policies: dict[str, str] = Field(default_factory=dict)
    files: tuple[str, ...] = ()

    def with_files(self, sums: Sequence[str]) -> "ReportMemory":
        """The same, with further files of ours."""
        kept = [each for each in self.files if each not in sums]
        return self.model_copy(update={"files": (*kept, *sums)[-_KEPT_FILES:]})


@contextmanager
def one_making(workspace: Workspace, path: Path) -> Iterator[None]:
    """Keep other makings of this workspace's reports waiting: two at once would take each other's files for people's.

    Args:
        workspace: Its memory holds the lock.
        path: What is asked for, to be named if it has to wait too long.

    Raises:
        WorkbookBusyError: Another making takes longer than some minutes.
        LedgerError, ReadOnlyWorkbookError: Nothing can be written there.
    """
    lock = workspace.require_memory() / "summaries.lock"
    with one_at_a_time(lock, _WAIT_SECONDS, path, "another xltools is making a report of this workspace"):
        yield


def recall(workspace: Workspace, report: str) -> ReportMemory:
    """What is remembered of a report; nothing where it was never made, or where the memory cannot be understood."""
    try:
        return ReportMemory.model_validate(orjson.loads(_file(workspace, report).read_bytes()))
    except (OSError, ValueError, ValidationError):
        return ReportMemory()


def remember(workspace: Workspace, report: str, memory: ReportMemory) -> None:
    """Keep it; where it is remembered already, nothing is written.

    Raises:
        ReadOnlyWorkbookError: It cannot be written.
    """
    path, data = _file(workspace, report), orjson.dumps(memory.model_dump())
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        pass  # not there yet
    workspace.require_memory()
    write_whole(path, data)


def _file(workspace: Workspace, report: str) -> Path:
    return workspace.memory / _FOLDER / f"{report}.json"
