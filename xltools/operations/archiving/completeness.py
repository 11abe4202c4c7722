"""Is what stands in a folder a whole version of a case, as its manifest says? Asked where a line of it is missing.

Invariant: a folder that anybody changed is no whole version; nothing is changed by asking.
"""

import hashlib
from pathlib import Path

from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.manifest import ArchivedFile, manifest_path, read_manifest


def complete_version(root: Path, folder: str) -> ArchivedVersion | None:
    """The line of a version that stands complete; None where it does not.

    Args:
        root: The archive.
        folder: The version's folder, from there, with "/".
    """
    place = root / folder
    try:
        listing = manifest_path(place)
        data = listing.read_bytes()
        manifest = read_manifest(data)
        if not all(_is_there(place, file) for file in manifest.files):
            return None
        names = {path.relative_to(place).as_posix() for path in place.rglob("*") if not path.is_dir()}
    except (OSError, ValueError):
        return None
    if names != {listing.name, *(file.path for file in manifest.files)}:
        return None
    return ArchivedVersion(manifest.case, folder, hashlib.sha256(data).hexdigest())


def _is_there(place: Path, file: ArchivedFile) -> bool:
    path = place / file.path
    if path.is_symlink() or path.stat().st_size != file.size:
        return False
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == file.sha256
