"""A copy is proved as it was archived, and what is wrong with it is told whatever was made of it. (FR-14, ST-12)"""

import dataclasses
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.archived import FILES, MANIFEST_NAME, archive, listed, put_folder
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archive_reading import version_check
from xltools.operations.archive_reading.faults import Damage
from xltools.operations.archive_reading.version_check import VersionCheck, check_version

FIRST = "2024/苏州某公司/202405-001"


def checked(root: Path, line: ArchivedVersion) -> VersionCheck:
    return check_version(root / line.folder, line)


def found(root: Path, line: ArchivedVersion) -> set[tuple[Damage, str]]:
    return {(fault.damage, fault.path) for fault in checked(root, line).faults}


def test_what_systems_leave_in_a_folder_is_nothing_wrong(tmp_path: Path) -> None:
    line, *_ = archive(tmp_path)
    for name in (".DS_Store", "附件/Thumbs.db", "~$报告.xlsx", ".~lock.报告.xlsx#"):
        (tmp_path / FIRST / name).write_bytes(b"x")
    assert checked(tmp_path, line).faults == ()


def test_a_manifest_made_to_fit_a_changed_file_is_found_by_the_catalogue(tmp_path: Path) -> None:
    line, *_ = archive(tmp_path)
    put_folder(tmp_path, line, {**FILES, "报告.xlsx": b"forged"})
    assert found(tmp_path, line) == {(Damage.MANIFEST_CHANGED, f"{FIRST}/{MANIFEST_NAME}")}


def test_a_manifest_of_another_case_is_found(tmp_path: Path) -> None:
    """The line names its manifest, and tells of another customer: somebody changed the line."""
    forged = put_folder(tmp_path, listed(FIRST, customer="别人"))
    line = dataclasses.replace(listed(FIRST), manifest_sha256=forged.manifest_sha256)
    assert found(tmp_path, line) == {(Damage.MANIFEST_OTHER, f"{FIRST}/{MANIFEST_NAME}")}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"case": 1}', b"[" * 100_000, b'{"files":[{"size":Infinity}]}'])
def test_whatever_stands_in_a_manifest_it_is_told(tmp_path: Path, data: bytes) -> None:
    line, *_ = archive(tmp_path)
    (tmp_path / FIRST / MANIFEST_NAME).write_bytes(data)
    assert {damage for damage, _ in found(tmp_path, line)} == {Damage.MANIFEST_CHANGED, Damage.MANIFEST_UNREADABLE}


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line, *_ = archive(tmp_path)
    read = hashlib.file_digest

    def failing(file: BinaryIO, name: str) -> object:
        if file.name.endswith("照片.jpg"):
            raise OSError(5, "Input/output error")
        return read(file, name)

    monkeypatch.setattr(version_check.hashlib, "file_digest", failing)
    told = checked(tmp_path, line)
    assert [(fault.damage, fault.detail) for fault in told.faults] == [(Damage.UNREADABLE, "Input/output error")]
    assert told.files == len(FILES)


def test_the_manifest_stays_readable_by_hand(tmp_path: Path) -> None:
    """Three years later somebody compares with sha256sum: name and checksum stand there as plain JSON."""
    archive(tmp_path)
    told = json.loads((tmp_path / FIRST / MANIFEST_NAME).read_text(encoding="utf-8"))
    assert {each["path"] for each in told["files"]} == set(FILES)
    assert datetime.fromisoformat(told["case"]["archived_at"]) == datetime(2024, 5, 20, 9)
