"""Which attachments does the version before hold already? What went away since is taken over from it.

So a folder of attachments may be tidied, or be out of reach for a while: that alone makes no version, and a version
that has another reason is not poorer than the one before it.

Invariant: a file counts as unchanged only if its size and either its time or its checksum are what the manifest says;
what is taken over lies in the archive, in a folder whose manifest is the one that the catalogue knows.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.attachment_files import FoundFile, NamedFiles, not_there
from xltools.operations.archiving.catalogue import is_inside
from xltools.operations.archiving.manifest import ArchivedFile, manifest_path, read_manifest
from xltools.rules.attachments import plain_file_name


def with_kept(named: NamedFiles, root: Path, latest: ArchivedVersion) -> NamedFiles:
    """The files that a case names, with those that only its latest version holds.

    Args:
        named: What is found now.
        root: The archive.
        latest: The case's latest version.

    Returns:
        The same, where a file that is unchanged has the time that the version knows, so that it counts as the same.
    """
    held = [file for file in _held(root, latest) if file.name in named.names]
    found = list[FoundFile]()
    for file in named.found:
        same = next((each for each in held if _is_same(file, each)), None)
        if same is not None:
            held.remove(same)
        found.append(file if same is None else replace(file, modified=same.modified))
    standing = {file.relative for file in named.found}
    kept = [file for file in held if file.relative not in standing and _stands(file)]
    again = {file.name for file in kept}
    missing = (each for each in named.missing if each.why != not_there() or plain_file_name(each.name) not in again)
    return NamedFiles(named.names, (*found, *kept), tuple(missing))


def _held(root: Path, latest: ArchivedVersion) -> Iterator[FoundFile]:
    """The attachments of a version; none where its folder is not as the catalogue knows it."""
    folder = root / latest.folder
    for file in _files_of(folder, latest.manifest_sha256):
        if file.source and is_inside(file.path):
            name = plain_file_name(PurePosixPath(file.source).name)
            yield FoundFile(folder / file.path, file.source, name, file.size, file.modified, file.sha256)


def _files_of(folder: Path, manifest_sha256: str) -> Iterable[ArchivedFile]:
    try:
        data = manifest_path(folder).read_bytes()
        return read_manifest(data).files if hashlib.sha256(data).hexdigest() == manifest_sha256 else ()
    except (OSError, ValueError):
        return ()


def _is_same(file: FoundFile, held: FoundFile) -> bool:
    if (file.name, file.size) != (held.name, held.size):
        return False
    if file.modified == held.modified:
        return True
    try:
        with file.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == held.sha256
    except OSError:  # whoever holds it is told when it is to be copied
        return False


def _stands(file: FoundFile) -> bool:
    try:
        return file.path.is_file() and not file.path.is_symlink() and file.path.stat().st_size == file.size
    except OSError:
        return False
