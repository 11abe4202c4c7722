"""What lies in 收件, and where it goes: moved, never removed, never onto another file. (FA-1)"""

from datetime import datetime
from pathlib import Path

import pytest

from tests.operations.importing.samples import register
from xltools.operations.importing import inbox
from xltools.operations.importing.inbox import files_in, inboxes, moved, plain_stem, still_files

NOW = datetime(2024, 5, 10, 14, 0)


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(path.name.encode())


def test_inboxes_stand_beside_registers(tmp_path: Path) -> None:
    register(tmp_path / "华东")
    for place in ("收件", "华东/收件", "华南/收件"):
        (tmp_path / place).mkdir(parents=True)
    touch(tmp_path / "收件" / "导出.xlsx")
    assert inboxes(tmp_path) == [tmp_path / "华东" / "收件", tmp_path / "收件"]


def test_what_programs_leave_behind_and_what_is_done_is_not_taken_in(tmp_path: Path) -> None:
    touch(*(tmp_path / name for name in (
        "a.csv", "b.XLSX", "~$b.xlsx", ".~lock.b.xlsx#", ".hidden.csv", "c.csv.crdownload", "d.tmp", "Thumbs.db",
        "台账/e.csv", "台账/deeper/f.csv", "台账/已导入/x.csv", "已导入/g.csv", "退回/h.csv",
    )))  # fmt: skip
    assert [path.name for path in files_in(tmp_path)] == ["a.csv", "b.XLSX", "f.csv", "e.csv"]
    assert files_in(tmp_path / "nowhere") == []


def test_a_file_that_grows_or_vanishes_meanwhile_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grows, stays, goes = (tmp_path / name for name in ("grows", "stays", "goes"))
    touch(grows, stays, goes)

    def meanwhile(_: float) -> None:
        grows.write_bytes(b"more and more")
        goes.unlink()

    monkeypatch.setattr(inbox.time, "sleep", meanwhile)
    assert still_files([grows, stays, goes, tmp_path / "nowhere"], 1.0) == [stays]


def test_a_moved_file_replaces_none(tmp_path: Path) -> None:
    targets = []
    for text in (b"1", b"2", b"3", b"4"):
        path = tmp_path / "评价.csv"
        path.write_bytes(text)
        target = moved(path, tmp_path / "已导入", NOW)
        assert target is not None
        targets.append(target)
        assert not path.exists()
    assert [path.read_bytes() for path in targets] == [b"1", b"2", b"3", b"4"]
    assert [path.name for path in targets[:2]] == ["评价.csv", "评价 20240510-140000.csv"]


def test_a_file_that_cannot_be_moved_stays(tmp_path: Path) -> None:
    assert moved(tmp_path / "gone.csv", tmp_path / "已导入", NOW) is None
    touch(tmp_path / "a.csv", tmp_path / "file")
    assert moved(tmp_path / "a.csv", tmp_path / "file", NOW) is None
    assert (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("name", [f"{'a' * 251}.csv", f"{'评' * 83}.csv", f"a.{'b' * 253}"])
def test_a_name_as_long_as_names_can_be_is_moved_as_often_as_it_comes(name: str, tmp_path: Path) -> None:
    targets = []
    for text in (b"1", b"2", b"3"):
        (tmp_path / name).write_bytes(text)
        targets.append(moved(tmp_path / name, tmp_path / "已导入", NOW))
    assert [path.read_bytes() for path in targets if path is not None] == [b"1", b"2", b"3"]
    assert all(len(path.name.encode()) <= len(name.encode()) for path in targets if path is not None)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "C:\\Users\\x.csv", "a/b\0c.csv", "..", "", "长" * 300 + ".csv"]
)
def test_the_name_that_a_workbook_gives_for_its_source_is_no_path(name: str, tmp_path: Path) -> None:
    stem = plain_stem(name)
    assert (tmp_path / f"{stem}.xlsx").resolve().parent == tmp_path.resolve()
    touch(tmp_path / f"{stem}.xlsx")
