"""Where do people see what waits while somebody has a register open? In a workbook for reading beside it.

Invariant: nothing but our own, unchanged companion is ever replaced or removed; whatever goes wrong here stops nothing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from xltools.errors import XltoolsError
from xltools.language.speaking import in_every_language, text
from xltools.operations.files.open_elsewhere import refuse_if_open
from xltools.operations.files.replacing import read_snapshot
from xltools.operations.files.whole_files import write_whole
from xltools.operations.passes.deciding import TOLD_BY_THE_CLOCK, Pass
from xltools.operations.passes.waiting import Waiting

if TYPE_CHECKING:
    from xltools.reports.companion_workbook import CompanionMark

_SUFFIX = ".xlsx"
_MARK = "folders.companion_mark"
_READ_ONLY, _WRITABLE = 0o444, 0o644
_SHOWN_ANEW = timedelta(minutes=10)  # where only the time that is left changed
_NAMED = re.compile(r"by (?P<name>.+?)(?:, says .+)?$")


def companion_path(path: Path) -> Path:
    """Where the companion of a register stands, in whatever language, or is to stand, in the spoken one."""
    new = _companion(path, text(_MARK))
    return next((each for each in (new, *_companions(path)) if each.exists()), new)


def _companions(path: Path) -> list[Path]:
    return [_companion(path, mark) for mark in sorted(in_every_language(_MARK))]


def _companion(path: Path, mark: str) -> Path:
    """A register with macros may have a namesake without."""
    name = path.stem if path.suffix.lower() == _SUFFIX else path.name
    return path.with_name(f"{name}{mark}{_SUFFIX}")


def show_companion(done: Pass, waiting: Waiting, now: datetime) -> Path | None:
    """Show what waits to be written into a register that somebody has open.

    Args:
        done: What a pass decided about it.
        waiting: Who has it open, and since when.
        now: The moment, naive local time.

    Returns:
        The companion; None where it could not be written: somebody has it open, or a file of his has that name.
    """
    # The room of reports brings half a second of libraries, which only open registers need.
    from xltools.reports.companion_rows import companion_table
    from xltools.reports.companion_workbook import Companion, companion_bytes

    path = companion_path(done.opened.snapshot.path)
    unseen = done.rows_without_their_number()
    findings = done.decision.findings
    try:
        table = companion_table(done.register, done.decision.cases, findings, _changed_rows(done), unseen)
        companion = Companion(done.register.definition.title, person_of(waiting.owner), waiting.owner_since, now, table)
        if path.exists():
            mark = _mark_of(path)
            if mark is None:
                return None
            if mark.contents == companion.contents and abs(now - mark.shown_at) < _SHOWN_ANEW:
                return path
            refuse_if_open(path)
        data = companion_bytes(companion)
        with _unprotected(path):
            write_whole(path, data)
    except (XltoolsError, OSError):
        return None
    return path


def withdraw_companion(path: Path) -> bool:
    """Take the companion of a register away, because nothing waits any more.

    Args:
        path: The register.

    Returns:
        Whether none of ours is left; if one is, somebody has it open, and it goes another time.
    """
    left = [companion for companion in _companions(path) if not _withdrawn(companion)]
    return not left


def _withdrawn(companion: Path) -> bool:
    try:
        if not companion.exists() or _mark_of(companion) is None:
            return True
        refuse_if_open(companion)
        with _unprotected(companion):
            companion.unlink()
    except (XltoolsError, OSError):
        return False
    return True


def withdraw_orphans(folder: Path) -> None:
    """Take the companions away whose register was renamed or moved out of a folder."""
    with suppress(OSError):
        for behind in (f"{mark}{_SUFFIX}" for mark in in_every_language(_MARK)):
            for companion in list(folder.glob(f"*{behind}")):
                name = companion.name.removesuffix(behind)
                register = folder / (name if name.lower().endswith(".xlsm") else f"{name}{_SUFFIX}")
                if not register.exists():
                    withdraw_companion(register)


def person_of(owner: str) -> str:
    """The name in what a lock tells: 「by Li Na, says .~lock.台账.xlsx#」."""
    named = _NAMED.match(owner)
    unknown = named is None or named["name"].startswith(("somebody", "a program"))
    return text("companion.somebody") if named is None or unknown else named["name"]


@contextmanager
def _unprotected(companion: Path) -> Iterator[None]:
    """Windows replaces and removes no read-only file; what stands there afterwards is one again."""
    with suppress(FileNotFoundError):
        companion.chmod(_WRITABLE)
    try:
        yield
    finally:
        with suppress(OSError):
            companion.chmod(_READ_ONLY)


def _mark_of(companion: Path) -> "CompanionMark | None":
    from xltools.reports.companion_workbook import companion_mark

    return companion_mark(read_snapshot(companion).data)


def _changed_rows(done: Pass) -> set[int]:
    """Rows of the register sheet into which more is to be written than how much time is left."""
    table = done.register.cases
    clock = {table.columns[name] for name in TOLD_BY_THE_CLOCK if name in table.columns}
    return {
        row
        for column in done.edits.columns
        if column.sheet == table.title and column.column not in clock
        for row in column.rows
    }
