"""Which versions of a register can be put back? One for each pass that wrote: the register as it was before that pass.

Passes that wrote only how much time is left are taken back together with the one before them.

Invariant: what was undone already is no pass that a further undo would take back; only a chosen version brings it back.
An undo whose end nobody was told is done again, for whoever asked for it asks once more.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from xltools.errors import XltoolsError
from xltools.operations.files.backups import backup_of
from xltools.operations.journaling.journal import NoteKind, Outcome
from xltools.operations.journaling.journal_reading import Entry, Wanted, journal_entries
from xltools.operations.passes.pass_order import Cause
from xltools.operations.workspace import Workspace

_SHORTEST_PREFIX = 4


class NothingToUndoError(XltoolsError):
    """No pass has written into the register, or all that did were undone."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: the journal knows no pass that could be undone. See: xltools journal {name}")


class UnknownVersionError(XltoolsError):
    """The version that was asked for is not there, or several might be meant."""

    def __init__(self, wanted: str, why: str) -> None:
        super().__init__(f"version {wanted!r}: {why}. See which there are with: xltools undo FILE --list")


class BackupLostError(XltoolsError):
    """The copy of a version is gone or not what it was."""

    def __init__(self, version: "Version", folder: Path) -> None:
        super().__init__(
            f"the version of {version.at:%Y-%m-%d %H:%M:%S} ({version.sha256[:12]}) is gone from {folder}, "
            "or its copy is damaged. Choose another one (--list); nothing was changed."
        )


class Version(NamedTuple):
    """The register as it was before one pass.

    Attributes:
        entry: The pass, without its cells.
        sha256: The version's checksum.
        after: Checksum of what the pass left.
        cells: How many cells the pass wrote.
        beneath: The line of the pass that an undo takes back once this one is; 0 where there is none.
        is_minor: Whether the pass wrote only how much time is left; of what stood there before, no copy is made.
    """

    entry: Entry
    sha256: str
    after: str
    cells: int
    beneath: int
    is_minor: bool

    @property
    def line(self) -> int:
        """The number of the pass's line in the journal."""
        return self.entry.line

    @property
    def at(self) -> datetime:
        """The moment of the pass."""
        return self.entry.at

    @property
    def cause(self) -> str:
        """Why the pass was made; "" where an older version did not tell."""
        return str(self.entry.content.get("cause", ""))


class History(NamedTuple):
    """The passes that wrote into a register.

    Attributes:
        versions: One for each, first to last.
        top: The line of the pass that an undo takes back; 0 where there is none.
        interrupted: Whether the last of them is an undo that nobody was told the end of; ``top`` is its pass then.
    """

    versions: Sequence[Version]
    top: int
    interrupted: bool = False

    def last(self, name: str) -> Version:
        """The version that an undo puts back where none is chosen.

        Raises:
            NothingToUndoError: There is none.
        """
        for version in self.versions:
            if version.line == self.top:
                return version
        raise NothingToUndoError(name)

    def chosen(self, wanted: str) -> Version:
        """The version that somebody names: by the beginning of its checksum, or the moment of its pass.

        Raises:
            UnknownVersionError: None or several are meant.
        """
        meant = [each for each in self.versions if _is_meant(each, wanted.strip())]
        if not meant:
            raise UnknownVersionError(wanted, "there is none")
        if len({each.sha256 for each in meant}) > 1:
            raise UnknownVersionError(wanted, f"{len(meant)} versions are called so")
        return meant[-1]

    def since(self, version: Version) -> list[Version]:
        """That pass and all later ones, the last one first."""
        return [each for each in reversed(self.versions) if each.line >= version.line]

    def untouched_since(self, version: Version, standing: str) -> bool:
        """Whether what stands there is what the passes left, and nobody saved anything between them."""
        if standing == version.after:
            return True
        for each in self.since(version):
            if standing != each.after:
                return False
            standing = each.sha256
        return True


def history_of(workspace: Workspace, register_id: str, standing: str) -> History:
    """What the journal tells.

    Args:
        workspace: Whose journal.
        register_id: Which register.
        standing: Checksum of what stands there now; tells what became of a pass that a crash interrupted.

    Raises:
        LedgerError: The journal cannot be read.
    """
    versions: list[Version] = []
    beneath: dict[int, int] = {}
    top = untold = 0
    for entry in journal_entries(workspace, Wanted(register_id.__eq__)):
        if entry.kind == NoteKind.UNDONE:
            untold = 0
        if not _may_stand(entry, standing):
            continue
        content = entry.content
        cells = sum(len(column.get("rows", ())) for column in content.get("edits", ()))
        light = Entry(entry.line, entry.start, entry.at, register_id, entry.kind, {"cause": content.get("cause", "")})
        before, after, is_minor = str(content.get("before", "")), str(content["intent"]), bool(content.get("minor"))
        versions.append(Version(light, before, after, cells, top, is_minor))
        beneath[entry.line] = top
        untold = content.get("back_to", 0) if content.get("cause") == Cause.UNDO else 0
        if untold:
            top = beneath.get(untold, 0)
        elif not is_minor:
            top = entry.line
    return History(versions, untold or top, bool(untold))


def backup_folder(workspace: Workspace, register_id: str) -> Path:
    """Where copies of a register's versions are kept."""
    return workspace.backups / register_id


def backup_bytes(workspace: Workspace, register_id: str, version: Version) -> bytes:
    """A version's bytes.

    Raises:
        BackupLostError: They are gone or damaged.
    """
    folder = backup_folder(workspace, register_id)
    path = backup_of(folder, version.sha256)
    try:
        data = path.read_bytes() if path is not None else b""
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != version.sha256:
        raise BackupLostError(version, folder)
    return data


def _may_stand(entry: Entry, standing: str) -> bool:
    """Whether it is a pass whose cells may stand in the register."""
    if not entry.is_pass or entry.outcome is Outcome.ABANDONED:
        return False
    return entry.outcome is not None or standing != entry.content.get("before")  # else interrupted before it wrote


def _is_meant(version: Version, wanted: str) -> bool:
    if len(wanted) >= _SHORTEST_PREFIX and re.fullmatch(r"[0-9a-fA-F]+", wanted):
        return version.sha256.startswith(wanted.lower())
    try:
        moment = datetime.fromisoformat(wanted).replace(tzinfo=None)
    except ValueError:
        return False
    exact = wanted.count(":") > 1
    return version.at == moment if exact else moment <= version.at < moment + timedelta(minutes=1)
