"""What a look at a folder meets, and what it takes for nothing."""

import os
import unicodedata
from pathlib import Path

import pytest

from xltools.operations.watching.scanning import Scan, scan
from xltools.operations.workspace import MEMORY_FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path.resolve() / "工单"
    (root / MEMORY_FOLDER).mkdir(parents=True)
    return root


def put(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def look(folder: Path) -> Scan:
    return scan(folder, folder / MEMORY_FOLDER)


def names(found: Scan) -> set[str]:
    return {path.name for path in found.workbooks}


def test_only_what_may_be_a_register_is_met(folder: Path) -> None:
    # clients.md, section 2: temporary, lock, owner files; folders of reports, exports, recycle bins, Mac's saving
    for name in (
        "台账.xlsx", "分部/宏.XLSM",
        "~$台账.xlsx", ".~台账.xlsx", "._台账.xlsx", ".~lock.台账.xlsx#", "lu28012lne7.tmp", "CEDD4100", "1A2B3C4D.tmp",
        ".~xlt-1-a.tmp", "台账·查看.xlsx", "台账.xls", "~syncthing~台账.xlsx.tmp", ".syncthing.台账.xlsx.tmp",
        "报告/2026-10 汇总.xlsx", "收件/评价.xlsx", ".xltools/backups/台账.xlsx", "#recycle/台账.xlsx",
        "$RECYCLE.BIN/台账.xlsx", "台账.xlsx.sb-1a2b3c4d-x1y2z3/台账.xlsx",
    ):  # fmt: skip
        put(folder / name)
    assert names(look(folder)) == {"台账.xlsx", "宏.XLSM"}


def test_a_save_changes_the_signature_and_a_look_does_not(folder: Path) -> None:
    path = put(folder / "台账.xlsx")
    first = look(folder).workbooks[path]
    path.read_bytes()
    assert look(folder).workbooks[path] == first
    path.chmod(0o444)
    assert look(folder).workbooks[path] != first  # lifting a write protection counts, too
    replacing = put(folder / "lu1.tmp", b"y")
    os.utime(replacing, ns=(0, first.signature.modified_ns))
    replacing.replace(path)
    assert look(folder).workbooks[path].signature.modified_ns == first.signature.modified_ns
    assert look(folder).workbooks[path] != first  # another inode


def test_a_lock_beside_it_is_seen(folder: Path) -> None:
    path, other = put(folder / "台账.xlsx"), put(folder / "其他.xlsx")
    put(folder / ".~lock.台账.xlsx#")
    found = look(folder).workbooks
    assert (found[path].locked, found[other].locked) == (True, False)


@pytest.mark.skipif(os.name != "posix", reason="symbolic and hard links as POSIX has them")
def test_two_names_of_one_file_count_once(folder: Path, tmp_path: Path) -> None:
    real = put(tmp_path.resolve() / "别处" / "台账.xlsx")
    put(real.parent / ".~lock.台账.xlsx#")  # the lock lies in the real folder (clients.md, section 1)
    (folder / "链接.xlsx").symlink_to(real)
    (folder / "又一.xlsx").symlink_to(real)
    (folder / "断了.xlsx").symlink_to(folder / "没有.xlsx")
    (folder / "圈.xlsx").symlink_to("圈.xlsx")
    (folder / "回来").symlink_to(folder)
    found = look(folder).workbooks
    assert list(found) == [real]
    assert found[real].locked
    (folder / "硬.xlsx").hardlink_to(real)
    assert len(look(folder).workbooks) == 1


@pytest.mark.skipif(os.name != "posix", reason="file systems that keep both spellings apart")
def test_a_name_in_two_spellings_counts_once(folder: Path) -> None:
    for form in ("NFC", "NFD"):
        put(folder / unicodedata.normalize(form, "Café.xlsx"))  # type: ignore[arg-type]
    assert len(look(folder).workbooks) == 1
    put(folder / unicodedata.normalize("NFD", "台账·查看.xlsx"))
    assert len(look(folder).workbooks) == 1


def test_what_lies_in_inboxes(folder: Path) -> None:
    for name in ("收件/a.csv", "收件/售后工单/b.xlsx", "分部/收件/c.csv", "收件/已导入/d.csv", "收件/退回/e.xlsx",
                 "收件/~$b.xlsx", "收件/.a.csv.swp"):  # fmt: skip
        put(folder / name)
    assert {path.name for path in look(folder).drops} == {"a.csv", "b.xlsx", "c.csv"}


def test_a_folder_that_vanishes_while_it_is_looked_at_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "分部" / "台账.xlsx")
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "分部":
            raise FileNotFoundError
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = look(folder)
    assert found.unseen == {folder / "分部"}
    assert found.identity is not None


def test_an_export_that_is_taken_away_meanwhile_is_not_met(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "收件" / "b.csv")
    listed = [folder / "收件" / "a.csv", folder / "收件" / "b.csv"]
    monkeypatch.setattr("xltools.operations.watching.scanning.files_in", lambda _: listed)
    assert [path.name for path in look(folder).drops] == ["b.csv"]


def test_an_empty_mount_point_is_not_the_folder(folder: Path) -> None:
    put(folder / "台账.xlsx")
    away = folder.rename(folder.parent / "away")
    assert look(folder).identity is None
    folder.mkdir()  # what a share leaves behind
    assert look(folder).identity is None
    folder.rmdir()
    away.rename(folder)
    assert look(folder).identity is not None
