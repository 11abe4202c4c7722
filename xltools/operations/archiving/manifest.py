"""What lies in the folder of one archived version? Its ``清单.json`` names every file with size and SHA-256. (ST-12)

Invariant: the manifest is the last file that is written into a folder; a folder with one is complete.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from xltools.language.speaking import text
from xltools.model.archived_case import ArchivedCase
from xltools.operations.archiving.catalogue import case_of, members_of
from xltools.operations.files.stored_json import stored_json
from xltools.operations.folder_names import means, standing_or_new

_CALLED = "archive.files.manifest"
_CASE, _REGISTER_SHA256, _FILES, _MISSING, _QUOTED = "case", "register_sha256", "files", "missing", "quoted"


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """One file.

    Attributes:
        path: From the version's folder, with "/".
        size: In bytes.
        sha256: 64 hexadecimal digits.
        source: For attachments: where it lay in the attachments folder, with "/"; else "".
        modified: For attachments: when somebody wrote it last, in whole seconds since 1970 (UTC); else 0.
    """

    path: str
    size: int
    sha256: str
    source: str = ""
    modified: int = 0


@dataclass(frozen=True, slots=True)
class MissingAttachment:
    """A file that a row names and that is not among the copies; ``why`` is for people."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version's contents.

    Attributes:
        case: Which version of which case.
        register_sha256: Of the register's bytes that it was read from.
        files: All files of the folder but the manifest itself, by path.
        missing: Attachments that could not be copied.
        quoted: Cells of the CSV files that got a leading ' so that no spreadsheet takes them for a formula:
            ``个案资料/反馈登记.csv 第2行 处理结果``.
    """

    case: ArchivedCase
    register_sha256: str
    files: tuple[ArchivedFile, ...]
    missing: tuple[MissingAttachment, ...] = ()
    quoted: tuple[str, ...] = ()


def manifest_path(folder: Path) -> Path:
    """The manifest of the version in a folder: the one that is there, else that of one in the spoken language."""
    return standing_or_new(folder, _CALLED)


def is_manifest(name: str) -> bool:
    """Whether a file is called as a manifest is, in any language."""
    return means(name, _CALLED)


def manifest_bytes(manifest: Manifest) -> bytes:
    """The file: JSON in UTF-8; the same manifest gives the same bytes."""
    members: dict[str, object] = {
        text("archive.manifest.note"): text("archive.manifest.explanation"),
        _CASE: members_of(manifest.case),
        _REGISTER_SHA256: manifest.register_sha256,
        _FILES: [asdict(file) for file in manifest.files],
        _MISSING: [asdict(each) for each in manifest.missing],
        _QUOTED: list(manifest.quoted),
    }
    return (json.dumps(members, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def read_manifest(data: bytes) -> Manifest:
    """What a manifest says.

    Raises:
        ValueError: It is none.
    """
    try:
        members: Mapping[str, Any] = stored_json(data)
        return Manifest(
            case_of(members[_CASE]),
            str(members[_REGISTER_SHA256]),
            tuple(map(_file_of, members[_FILES])),
            tuple(MissingAttachment(str(each["name"]), str(each["why"])) for each in members[_MISSING]),
            tuple(map(str, members[_QUOTED])),
        )
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"no manifest: {error!r}") from None


def _file_of(member: Mapping[str, Any]) -> ArchivedFile:
    path, sha256, source = str(member["path"]), str(member["sha256"]), str(member["source"])
    return ArchivedFile(path, int(member["size"]), sha256, source, int(member["modified"]))
