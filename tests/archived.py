"""Archives in small: folders, manifests and a catalogue, as a run leaves them."""

import dataclasses
import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xltools.model.archived_case import ArchivedCase, ArchivedVersion, ArchiveReason
from xltools.operations.archiving.catalogue import add_versions
from xltools.operations.archiving.manifest import ArchivedFile, Manifest, manifest_bytes, manifest_path

CATALOGUE_NAME, CATALOGUE_HEAD_NAME = "归档目录.jsonl", "归档目录.head"
INDEX_NAME, MANIFEST_NAME = "归档索引.xlsx", "清单.json"
FILES = {"报告.xlsx": b"report", "附件/照片.jpg": b"\xff\xd8 picture", "个案资料/登记.csv": b"a,b\r\n"}
_CASE = ArchivedCase(
    "202405-001", 1, ArchiveReason.FIRST, datetime(2024, 5, 20, 9), "台账.xlsx", "service_ticket", 4,
    "苏州某公司", "KFR-35", "空调开机后自动停机", "王强（A003）", "更换压缩机",
    datetime(2024, 5, 1, 9, 30), datetime(2024, 5, 10, 16), date(2027, 5, 10), "0" * 64,
)  # fmt: skip


def archived_case(**members: Any) -> ArchivedCase:
    return dataclasses.replace(_CASE, **members)


def listed(folder: str = "", **members: Any) -> ArchivedVersion:
    """A line of a catalogue; nothing of it stands anywhere."""
    case = archived_case(**members)
    again = f" 第{case.version}版" if case.version > 1 else ""
    return ArchivedVersion(case, folder or f"2024/{case.customer}/{case.number}{again}", "0" * 64)


def put_folder(root: Path, line: ArchivedVersion, files: Mapping[str, bytes] | None = None) -> ArchivedVersion:
    """Let its folder stand; gives the line with the manifest's checksum."""
    contents = FILES if files is None else files
    folder = root / line.folder
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    told = [ArchivedFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in contents.items()]
    manifest = manifest_bytes(Manifest(line.case, "0" * 64, tuple(told)))
    folder.mkdir(parents=True, exist_ok=True)
    manifest_path(folder).write_bytes(manifest)
    return dataclasses.replace(line, manifest_sha256=hashlib.sha256(manifest).hexdigest())


def archive(root: Path, *lines: ArchivedVersion) -> list[ArchivedVersion]:
    """A whole archive; by default of three copies of two cases."""
    root.mkdir(parents=True, exist_ok=True)
    wanted = lines or (listed(), listed(number="202405-002", customer="无锡某厂"), listed(version=2))
    standing = [put_folder(root, line) for line in wanted]
    add_versions(root, standing)
    return standing
