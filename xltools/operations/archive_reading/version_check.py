"""Is one copy of a case what it was when it was archived? Every file is read and its checksum reckoned.

Invariant: a byte that was changed, a file that is missing and a file that came to it are found; nothing is written.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archive_reading.faults import Damage, Fault
from xltools.operations.archive_reading.folder_contents import Entry, files_in, is_dropping, plain_path
from xltools.operations.archiving.manifest import ArchivedFile, Manifest, manifest_path, read_manifest


@dataclass(frozen=True, slots=True)
class VersionCheck:
    """What checking a copy showed.

    Attributes:
        files: How many files were read.
        size: How many bytes.
        faults: What is wrong.
    """

    files: int
    size: int
    faults: tuple[Fault, ...]


def check_version(folder: Path, version: ArchivedVersion) -> VersionCheck:
    """Check a copy.

    Args:
        folder: Where it is.
        version: What the catalogue says of it.
    """
    check = _Check(version, plain_path(manifest_path(folder).name))
    try:
        found = {entry.name: entry for entry in files_in(folder)}
        faults = tuple(check.faults(found))
    except OSError as error:
        faults = (check.fault(Damage.UNREADABLE, "", error.strerror or ""),)
    return VersionCheck(check.files, check.size, faults)


class _Check:
    """One copy, being checked."""

    def __init__(self, version: ArchivedVersion, manifest: str) -> None:
        self._version, self._manifest = version, manifest
        self.files = self.size = 0

    def fault(self, damage: Damage, name: str, detail: str = "") -> Fault:
        path = f"{self._version.folder}/{name}" if name else self._version.folder
        return Fault(damage, path, self._version.case.number, detail)

    def faults(self, found: dict[str, Entry]) -> Iterator[Fault]:
        entry = found.pop(self._manifest, None)
        manifest: Manifest | None = None
        if entry is None or not entry.is_file:
            yield self.fault(Damage.MANIFEST_MISSING, self._manifest)
        else:
            data = entry.path.read_bytes()
            self._read(len(data))
            if hashlib.sha256(data).hexdigest() != self._version.manifest_sha256:
                yield self.fault(Damage.MANIFEST_CHANGED, self._manifest)
            try:
                manifest = read_manifest(data)
            except ValueError:  # whatever somebody made of it
                yield self.fault(Damage.MANIFEST_UNREADABLE, self._manifest)
        if manifest is not None:
            yield from self._against(manifest, found)

    def _against(self, manifest: Manifest, found: dict[str, Entry]) -> Iterator[Fault]:
        if manifest.case != self._version.case:
            yield self.fault(Damage.MANIFEST_OTHER, self._manifest)
        for file in manifest.files:
            entry = found.pop(plain_path(file.path), None)
            if entry is None or not entry.is_file:
                yield self.fault(Damage.FILE_MISSING, file.path, "" if entry is None else "a link stands there")
            else:
                yield from self._file(file, entry)
        for name in found:
            if not is_dropping(name):
                yield self.fault(Damage.FILE_EXTRA, name)

    def _file(self, file: ArchivedFile, entry: Entry) -> Iterator[Fault]:
        if entry.size != file.size:
            yield self.fault(Damage.FILE_CHANGED, file.path, f"{entry.size} bytes instead of {file.size}")
            return
        try:
            with entry.path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            yield self.fault(Damage.UNREADABLE, file.path, error.strerror or "")
            return
        self._read(entry.size)
        if sha256 != file.sha256:
            yield self.fault(Damage.FILE_CHANGED, file.path)

    def _read(self, size: int) -> None:
        self.files += 1
        self.size += size
