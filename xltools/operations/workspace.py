"""Which registers belong together, and where is kept what must not stand in them?

A workspace is a folder with registers; its memory lies in the hidden folder ``.xltools`` inside it. Invariant: the
memory of one workspace is found from any register in it, however deep.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path, PurePath

from xltools.errors import ReadOnlyWorkbookError
from xltools.language.speaking import in_every_language
from xltools.rules.attachments import plain_file_name

MEMORY_FOLDER = ".xltools"
_SUFFIXES = {".xlsx", ".xlsm"}
_UNREAD_SUFFIXES = {".xls", ".xlsb", ".et", ".ods"}
_OF_SERVERS = ("#recycle", "@recycle", "@eadir", "$recycle.bin", "system volume information", "~snapshot")
_MAXIMUM_ATTACHMENTS = 200_000


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace.

    Attributes:
        root: Its folder.
    """

    root: Path

    @property
    def memory(self) -> Path:
        """The folder of what is remembered outside the workbooks; may not exist yet."""
        return self.root / MEMORY_FOLDER

    @property
    def backups(self) -> Path:
        """The folder of earlier versions of its workbooks; may not exist yet."""
        return self.memory / "backups"

    def memory_file(self, topic: str, pattern: str) -> Path:
        """A file of the memory that registers whose number patterns are equal share."""
        name = "".join(sign if sign.isalnum() else f"-{ord(sign):x}" for sign in pattern)
        return self.memory / f"{topic}-{name}.jsonl"

    def register_id(self, path: Path) -> str:
        """The name under which a register is remembered: its path within the workspace, the same on every system."""
        relative = os.path.relpath(path, self.root)
        return unicodedata.normalize("NFC", relative.replace(os.sep, "/"))

    def holds(self, register_id: str) -> bool:
        """Whether a register of this name is still there."""
        return (self.root / register_id).exists()

    def require_memory(self) -> Path:
        """The memory folder, made if need be.

        Raises:
            ReadOnlyWorkbookError: It cannot be made.
        """
        try:
            self.memory.mkdir(exist_ok=True)
        except OSError as error:
            raise ReadOnlyWorkbookError(
                f"the folder {self.memory} cannot be made ({error.strerror}). It holds the memory of issued numbers: "
                "ask for permission to write there, or remove a file of that name."
            ) from None
        return self.memory


def workspace_of(path: Path) -> Workspace:
    """The workspace of a register: the nearest folder above it that has a memory, else its own folder."""
    for folder in path.parents:
        if (folder / MEMORY_FOLDER).is_dir():
            return Workspace(folder)
    return Workspace(path.parent)


def workspace_at(path: Path) -> Workspace:
    """The workspace of a register, or of a folder of registers."""
    return workspace_of(path / "any" if path.is_dir() else path)


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks of a folder and its subfolders, hidden ones and temporary files left out, by name."""
    return sorted(_walk(folder, may_be_workbook))


def unread_workbooks_in(folder: Path) -> list[Path]:
    """The workbooks there in formats that are not read, such as the old .xls and the .et of WPS."""
    return sorted(_walk(folder, _is_unread_workbook))


def _walk(folder: Path, is_wanted: Callable[[str], bool]) -> Iterator[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError:  # a folder that may not be read holds no registers of ours
        return
    for entry in entries:
        if entry.is_dir():
            if may_hold_registers(entry.name) and not entry.is_symlink():  # it may lead back here
                yield from _walk(entry, is_wanted)
        elif is_wanted(entry.name):
            yield entry


@cache
def _not_workbooks() -> re.Pattern[str]:
    """Hidden files, owner files and our own companions; temporary files have other suffixes (clients.md, section 2)."""
    ours = _any_of(in_every_language("folders.companion_mark"))
    return re.compile(rf"\.|~\$|.*({ours})\.xls[xm]$", re.IGNORECASE)


@cache
def _not_registers() -> re.Pattern[str]:
    """Hidden folders, what comes in and what went out, servers' recycle bins, and folders that a Mac saves through."""
    passing = in_every_language("folders.inbox") | in_every_language("folders.reports")
    kept = in_every_language("folders.forms") | in_every_language("folders.archive")
    others = _any_of([*passing, *kept, *_OF_SERVERS])
    return re.compile(rf"\.|({others})$|.*\.sb-[0-9a-z]{{8}}-\w{{6}}$", re.IGNORECASE)


def _any_of(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, names))


def may_be_workbook(name: str) -> bool:
    """Whether a file of that name may be a workbook of people's, and is not just on its way to become one."""
    name = unicodedata.normalize("NFC", name)
    return PurePath(name).suffix.lower() in _SUFFIXES and not _not_workbooks().match(name)


def _is_unread_workbook(name: str) -> bool:
    return PurePath(name).suffix.lower() in _UNREAD_SUFFIXES and not name.startswith((".", "~$"))


def may_hold_registers(folder: str) -> bool:
    """Whether registers are looked for in a folder of that name below the one that was asked for."""
    return not _not_registers().match(unicodedata.normalize("NFC", folder))


def attachments_beside(path: Path, folder: str) -> frozenset[str]:
    """Names of the files in the attachments folder beside a register, as `plain_file_name` spells them."""
    return frozenset(attachment_paths(path, folder))


def attachment_paths(path: Path, folder: str) -> dict[str, Path]:
    """The same, each with the place of the file; of several with one name, the first by path."""
    place = path.parent / folder
    try:
        if not folder or not place.is_dir():
            return {}
        found = sorted(islice(place.rglob("*"), _MAXIMUM_ATTACHMENTS), reverse=True)
        return {plain_file_name(entry.name): entry for entry in found}
    except (OSError, ValueError):  # a name that no file system takes, or a share that went away: nothing is found there
        return {}
