"""Which versions of which cases lie in an archive, and where? A line each in ``归档目录.jsonl``, in the archive's root.

A line is a JSON object: ``at``, the other members of `ArchivedCase`, ``folder`` and ``manifest``; its last two members
chain it to the line before it, as the journal's lines are. Beside it lies ``归档目录.head``: how far it was synced.

Invariant: lines are only ever added, each after its folder stands complete; an archive is read without anything else.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xltools.errors import ArchiveError
from xltools.model.archived_case import ArchivedCase, ArchivedVersion, ArchiveReason
from xltools.operations.files.append_only import read_line
from xltools.operations.folder_names import means, standing_or_new
from xltools.operations.journaling.journal_lines import append_chained, whole_lines

LOCK_NAME = ".xltools.lock"  # held while copies are made; stays
TEMPORARY_PREFIX = ".xltools-"  # of folders in the root, while copies are made
CALLED = "archive.files.catalogue"
_LEADS_OUT = re.compile(r"[\\:\x00]")  # on Windows
_AT, _FOLDER, _MANIFEST = "at", "folder", "manifest"
_DAYS = {"retain_until"}
_MOMENTS = {"archived_at", "received_at", "closed_at"}
_NUMBERS = {"version", "template_version"}
_NAMES = tuple(field.name for field in dataclasses.fields(ArchivedCase))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What was read.

    Attributes:
        versions: In the order of the lines.
        damaged: Numbers of lines, from 1, that could not be understood; a last line that a crash tore is none.
    """

    versions: tuple[ArchivedVersion, ...]
    damaged: tuple[int, ...] = ()


def catalogue_path(root: Path) -> Path:
    """The catalogue of the archive in a folder: the one that is there, else a new one in the spoken language."""
    return standing_or_new(root, CALLED)


def is_catalogue(name: str) -> bool:
    """Whether a file is called as an archive's catalogue is, in any language."""
    return means(name, CALLED)


def read_catalogue(root: Path) -> Catalogue:
    """All lines; none where there is no catalogue yet.

    Raises:
        ArchiveError: It cannot be read.
    """
    versions, damaged = [], []
    try:
        for place, line in enumerate(whole_lines(catalogue_path(root)), start=1):
            try:
                versions.append(version_of(read_line(line)))
            except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
                if line.endswith(b"\n"):
                    damaged.append(place)
    except OSError as error:
        raise ArchiveError(
            f"{catalogue_path(root)} cannot be read ({error.strerror}). Check the disk and the folder's permissions."
        ) from None
    return Catalogue(tuple(versions), tuple(damaged))


def add_versions(root: Path, versions: Sequence[ArchivedVersion]) -> None:
    """Add lines; they are on the disk when this returns. The caller holds the archive's lock.

    Raises:
        OSError: The disk is full, or the catalogue may not be written.
    """
    for place, version in enumerate(versions, start=1):
        append_chained(catalogue_path(root), line_of(version), synced=place == len(versions))


def line_of(version: ArchivedVersion) -> dict[str, object]:
    """A line's own members; moments and days as ISO texts."""
    members = members_of(version.case)
    return {_AT: members.pop("archived_at"), **members, _FOLDER: version.folder, _MANIFEST: version.manifest_sha256}


def version_of(line: Mapping[str, Any]) -> ArchivedVersion:
    """What a line says.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, ArithmeticError: It is none of the catalogue.
    """
    case, folder = case_of({**line, "archived_at": line[_AT]}), _text(line[_FOLDER])
    if not is_inside(folder):
        raise ValueError(folder)
    return ArchivedVersion(case, folder, _text(line[_MANIFEST]))


def is_inside(folder: str) -> bool:
    """Whether a way from the root stays in the archive: whoever follows a forged line must not be led elsewhere."""
    return not _LEADS_OUT.search(folder) and not any(part in ("", ".", "..") for part in folder.split("/"))


def members_of(case: ArchivedCase) -> dict[str, object]:
    """A version of a case as JSON has words for it."""
    return dict(_told(case))


def _told(case: ArchivedCase) -> Iterator[tuple[str, object]]:
    for name in _NAMES:
        value = getattr(case, name)
        yield name, value.isoformat() if isinstance(value, date) else value


def case_of(members: Mapping[str, Any]) -> ArchivedCase:
    """The version of a case that `members_of` told; other members are passed over.

    Raises:
        ValueError, KeyError, TypeError, ArithmeticError: They are not a version's.
    """
    return ArchivedCase(**{name: _read(name, members[name]) for name in _NAMES})


def _read(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return None if value is None and name == "received_at" else datetime.fromisoformat(value)
    if name in _DAYS:
        return date.fromisoformat(value)
    if name in _NUMBERS:
        return int(value)
    return ArchiveReason(value) if name == "reason" else _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
