"""Which files do the rows of a case name, and where in the attachments folder are they? (FR-1, RR-7)

Invariant: a name from a cell is compared with names of files, never used as a path; no link leads out of the folder,
and no copy in an archive is taken for an attachment.
"""

import os
import stat
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.case_file import CaseFile
from xltools.model.field import FieldKind
from xltools.operations.archiving.catalogue import is_catalogue
from xltools.operations.archiving.manifest import MissingAttachment
from xltools.rules.attachments import attachment_names, plain_file_name

LARGEST_BYTES = 2 * 1024**3
_MOST_FILES = 200_000
_NANOSECONDS = 10**9


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that a row names.

    Attributes:
        path: Where it is.
        relative: The same from the attachments folder, with "/".
        name: As `plain_file_name` spells the name that the row has for it.
        size: In bytes.
        modified: When somebody wrote it last, in whole seconds since 1970 (UTC).
        sha256: Of a file that is taken over from an earlier version: what its copy must be; else "".
    """

    path: Path
    relative: str
    name: str
    size: int
    modified: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """The files that a case names: all names, as `plain_file_name` spells them; what can be copied, and what cannot."""

    names: frozenset[str]
    found: tuple[FoundFile, ...]
    missing: tuple[MissingAttachment, ...]


class FolderTrouble(NamedTuple):
    """Why nothing is found in an attachments folder.

    Attributes:
        sentence: One English sentence.
        passing: Something stands there, so that its files may well be found later.
    """

    sentence: str
    passing: bool


def not_there() -> str:
    """What is said of a file that a row names and that lies nowhere in the folder."""
    return text("archive.attachments.not_there")


class AttachmentFiles:
    """The attachments folder of one register; looked through once, when the first file is asked for."""

    def __init__(self, folder: Path | None, archive: Path) -> None:
        """Look at nothing yet.

        Args:
            folder: The attachments folder, if the register names one.
            archive: The archive's root, which may lie inside of it.
        """
        self._folder, self._archive = folder, Path(os.path.realpath(archive))

    def of(self, case: CaseFile) -> NamedFiles:
        """The files that its cells name; several that bear one name in several subfolders all belong to it."""
        found, missing = list[FoundFile](), list[MissingAttachment]()
        names = {plain_file_name(name): name for name in _named(case)}
        for plain, name in names.items():
            files = [file for path in self._by_name.get(plain, ()) if (file := self._seen(path, plain))]
            found += [file for file in files if file.size <= LARGEST_BYTES]
            missing += [
                MissingAttachment(name, text("archive.attachments.too_large"))
                for file in files
                if file.size > LARGEST_BYTES
            ]
            if not files:
                missing.append(MissingAttachment(name, not_there()))
        return NamedFiles(frozenset(names), tuple(found), tuple(missing))

    @cached_property
    def trouble(self) -> FolderTrouble | None:
        """What keeps the whole folder from being looked into; None where nothing does, or the register names none."""
        folder, base = self._folder, self._base
        if folder is None or base is None:
            return None
        if base.is_relative_to(self._archive):
            return FolderTrouble(
                f"the attachments folder {folder} lies in the archive. Name another on the sheet of settings.", True
            )
        try:
            os.scandir(base).close()
        except OSError as error:
            if not os.path.lexists(folder):
                return FolderTrouble(f"the attachments folder {folder} is not there.", False)
            why = f"cannot be read ({error.strerror}). Check it, then archive again."
            return FolderTrouble(f"the attachments folder {folder} {why}", True)
        return None

    @cached_property
    def _base(self) -> Path | None:
        return None if self._folder is None else Path(os.path.realpath(self._folder))

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        """The files by plain name, those of upper folders first."""
        files: defaultdict[str, list[Path]] = defaultdict(list)
        if self._base is not None and self.trouble is None:
            below = _files_below(self._base, self._archive)
            for path in sorted(below, key=lambda path: (len(path.parts), str(path))):
                files[plain_file_name(path.name)].append(path)
        return files

    def _seen(self, path: Path, name: str) -> FoundFile | None:
        base = self._base
        try:
            real, status = Path(os.path.realpath(path)), path.stat()
        except OSError:
            return None
        if base is None or not stat.S_ISREG(status.st_mode) or not real.is_relative_to(base):
            return None
        modified = status.st_mtime_ns // _NANOSECONDS
        return FoundFile(path, path.relative_to(base).as_posix(), name, status.st_size, modified)


def _named(case: CaseFile) -> Iterator[str]:
    """The file names in all cells of attachments, the row's own first."""
    for sheet, record in case.rows():
        for field in sheet.fields:
            value = record.get(field.name)
            if field.kind is FieldKind.ATTACHMENTS and value is not None:
                yield from attachment_names(str(value))


def _files_below(base: Path, archive: Path) -> Iterator[Path]:
    """Everything in a folder that is no folder, links among them; no linked or hidden folder, no archive is gone into.

    Args:
        base: The folder, links resolved.
        archive: Likewise; an archive of before tells itself by its catalogue.
    """
    waiting, left = [base], _MOST_FILES
    while waiting and left > 0:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:  # may not be read, or went away: what lies there is told as missing
            continue
        if any(is_catalogue(entry.name) for entry in entries):
            continue
        left -= len(entries)
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif not entry.name.startswith(".") and _is_inside(entry.path, archive):
                waiting.append(Path(entry.path))


def _is_inside(folder: str, archive: Path) -> bool:
    """Whether a folder is where it seems to be, not a junction of Windows to elsewhere; and not the archive."""
    return os.path.realpath(folder) == folder and Path(folder) != archive
