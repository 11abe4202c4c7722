"""Lines are added, chained, and read back years later; a damaged one is told, a torn one passed over. (FR-14, ST-12)"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.model.test_archived_case import CASE
from xltools.errors import ArchiveError
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.catalogue import add_versions, catalogue_path, is_inside, read_catalogue
from xltools.operations.journaling.journal_proof import prove

FIRST = ArchivedVersion(CASE, "2024/某公司/202405-001", "a" * 64)
SECOND = ArchivedVersion(
    replace(
        CASE, version=2, received_at=None, customer='引"号\n\u2028', archived_at=CASE.archived_at.replace(second=7)
    ),
    "2024/某公司/202405-001 第2版",
    "b" * 64,
)


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    add_versions(tmp_path, [FIRST])
    add_versions(tmp_path, [SECOND])
    assert read_catalogue(tmp_path).versions == (FIRST, SECOND)
    assert read_catalogue(tmp_path).damaged == ()


def test_there_may_be_no_catalogue(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path).versions == ()
    add_versions(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_lines_are_chained(tmp_path: Path) -> None:
    add_versions(tmp_path, [FIRST, SECOND])
    path = catalogue_path(tmp_path)
    assert prove(path).fault is None
    path.write_bytes(path.read_bytes().replace("漏水".encode(), "漏电".encode(), 1))
    assert prove(path).fault is not None


@pytest.mark.parametrize("line", [b"{}\n", b"[1]\n", b"\xff\n", b'{"at": 1}\n', b"\n", b"deep", b"huge"])
def test_a_damaged_line_is_told_and_hides_no_other(tmp_path: Path, line: bytes) -> None:
    add_versions(tmp_path, [FIRST])
    path = catalogue_path(tmp_path)
    whole = path.read_bytes()
    line = {b"huge": whole.replace(b'"version":1', b'"version":1e999'), b"deep": b"[" * 99_999 + b"\n"}.get(line, line)
    path.write_bytes(whole + line)
    add_versions(tmp_path, [SECOND])
    assert read_catalogue(tmp_path).versions == (FIRST, SECOND)
    assert read_catalogue(tmp_path).damaged == (2,)


def test_what_a_crash_tore_is_no_damage_and_goes(tmp_path: Path) -> None:
    add_versions(tmp_path, [FIRST])
    path = catalogue_path(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:40])
    assert read_catalogue(tmp_path).versions == (FIRST,)
    assert read_catalogue(tmp_path).damaged == ()
    add_versions(tmp_path, [SECOND])
    assert read_catalogue(tmp_path).versions == (FIRST, SECOND)


@pytest.mark.parametrize("folder", ["../x", "2024/../../x", "/etc", "C:/x", "2024\\x", "", "2024//x", ".", "a\x00"])
def test_no_line_leads_out_of_the_archive(tmp_path: Path, folder: str) -> None:
    add_versions(tmp_path, [replace(FIRST, folder=folder)])
    assert not is_inside(folder)
    assert read_catalogue(tmp_path).damaged == (1,)


def test_a_catalogue_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    catalogue_path(tmp_path).mkdir()
    with pytest.raises(ArchiveError):
        read_catalogue(tmp_path)
