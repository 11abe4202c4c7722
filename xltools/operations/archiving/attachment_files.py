"""Which files do the rows of a case name, and where in the attachments folder are they? (FR-1, RR-7)

Invariant: a name from a cell is compared with names of files, never used as a path, and no link leads out of the
folder.
"""

import os
import stat
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xltools.model.case_file import CaseFile
from xltools.model.field import FieldKind
from xltools.operations.archiving.manifest import MissingAttachment
from xltools.rules.attachments import attachment_names, plain_file_name

LARGEST_BYTES = 2 * 1024**3
_MOST_FILES = 200_000
_NOT_THERE, _TOO_LARGE = "附件文件夹里没有这个文件", "超过 2 GB，没有复制"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that a row names.

    Attributes:
        path: Where it is.
        relative: The same from the attachments folder, with "/".
        name: As `plain_file_name` spells the name that the row has for it.
        size: In bytes.
    """

    path: Path
    relative: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """The files that a case names: those that can be copied, and the others."""

    found: tuple[FoundFile, ...]
    missing: tuple[MissingAttachment, ...]


class AttachmentFiles:
    """The attachments folder of one register; looked through once, when the first file is asked for."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def of(self, case: CaseFile) -> NamedFiles:
        """The files that its cells name; several that bear one name in several subfolders all belong to it."""
        found, missing = list[FoundFile](), list[MissingAttachment]()
        for plain, name in {plain_file_name(name): name for name in _named(case)}.items():
            files = [file for path in self._by_name.get(plain, ()) if (file := self._seen(path, plain))]
            found += [file for file in files if file.size <= LARGEST_BYTES]
            missing += [MissingAttachment(name, _TOO_LARGE) for file in files if file.size > LARGEST_BYTES]
            if not files:
                missing.append(MissingAttachment(name, _NOT_THERE))
        return NamedFiles(tuple(found), tuple(missing))

    @cached_property
    def _base(self) -> Path | None:
        return None if self._folder is None else Path(os.path.realpath(self._folder))

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        """The files by plain name, those of upper folders first."""
        files: defaultdict[str, list[Path]] = defaultdict(list)
        if self._base is not None:
            for path in sorted(_files_below(self._base), key=lambda path: (len(path.parts), str(path))):
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
        return FoundFile(path, path.relative_to(base).as_posix(), name, status.st_size)


def _named(case: CaseFile) -> Iterator[str]:
    """The file names in all cells of attachments, the row's own first."""
    sheets = {sheet.key: sheet for sheet in case.definition.sheets}
    rows = [(case.definition.register_sheet, case.values)]
    rows += [(sheets[key], record) for key, records in case.records.items() for record in records]
    for sheet, record in rows:
        for field in sheet.fields:
            value = record.get(field.name)
            if field.kind is FieldKind.ATTACHMENTS and value is not None:
                yield from attachment_names(str(value))


def _files_below(base: Path) -> Iterator[Path]:
    """Everything in a folder that is no folder, links among them; no linked folder is gone into."""
    waiting, left = [base], _MOST_FILES
    while waiting and left > 0:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:  # may not be read, or went away: what lies there is told as missing
            continue
        left -= len(entries)
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif os.path.realpath(entry.path) == entry.path:  # else a junction of Windows
                waiting.append(Path(entry.path))
