"""Good and bad places for registers."""

from pathlib import Path

import pytest

from tests.operations.examining.made_up import register, said, site
from xltools.operations.examining import places as module
from xltools.operations.examining.places import (
    disk_space,
    foreign_formats,
    kind_of_place,
    path_lengths,
    sync_client,
    writable,
)


@pytest.mark.parametrize(
    ("kind", "verdict"),
    [("ext4", "ok"), ("", "ok"), ("fixed", "ok"), ("cifs", "doubtful"), ("network", "doubtful"), ("tmpfs", "wrong")],
)
def test_what_it_lies_on(tmp_path: Path, kind: str, verdict: str) -> None:
    assert said(kind_of_place, site(tmp_path, file_system=lambda _: kind)) == [verdict]


def test_among_temporary_files(tmp_path: Path) -> None:
    assert said(kind_of_place, site(tmp_path, temporary=tmp_path.resolve().parent)) == ["doubtful"]


@pytest.mark.parametrize(
    ("folder", "client"),
    [
        ("OneDrive/工单", "OneDrive"),
        ("OneDrive - 某公司/工单", "OneDrive"),
        ("Dropbox (Team)/a", "Dropbox"),
        ("Nutstore/1/a", "Nutstore"),
        ("我的坚果云/a", "Nutstore"),
        ("Nutstore Files/a", "Nutstore"),
        ("Mobile Documents/com~apple~CloudDocs/a", "iCloud Drive"),
        ("GoogleDrive-me@example.com/My Drive", "Google Drive"),
        ("BaiduSyncdisk/a", "Baidu"),
        ("OneDriver/a", None),
        ("工单", None),
    ],
)
def test_folders_of_sync_clients_are_known_by_their_names(folder: str, client: str | None) -> None:
    assert sync_client(Path("/home/a") / folder, {}) == client


@pytest.mark.parametrize(
    ("mark", "client"), [(".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"), (".dropbox", None), (".sync", None)]
)
def test_and_by_their_marks(tmp_path: Path, mark: str, client: str | None) -> None:
    (tmp_path / mark).mkdir()
    (tmp_path / "工单").mkdir()
    assert sync_client(tmp_path / "工单", {}) == client


def test_and_by_what_they_tell(tmp_path: Path) -> None:
    environment = {"OneDriveCommercial": str(tmp_path)}
    assert sync_client(tmp_path / "工单", environment) == "OneDrive"
    assert said(kind_of_place, site(tmp_path, environment=environment)) == ["doubtful"]


@pytest.mark.parametrize(("refused", "verdicts"), [("", ["ok"]), ("分部", ["wrong"]), (".xltools", ["wrong"])])
def test_each_folder_and_the_memory_must_be_writable(tmp_path: Path, refused: str, verdicts: list[str]) -> None:
    register(tmp_path / "分部")
    (tmp_path / ".xltools").mkdir()
    assert said(writable, site(tmp_path, may_write=lambda place: place.name != refused)) == verdicts


@pytest.mark.parametrize(("room", "verdict"), [(10, "ok"), (0, "doubtful"), (-1, "wrong")])
def test_paths_leave_room_for_the_companion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, verdict: str
) -> None:
    path = register(tmp_path.resolve())
    monkeypatch.setattr(module, "MAXIMUM_PATH", len(str(path)) + room)
    assert said(path_lengths, site(tmp_path)) == [verdict]


@pytest.mark.parametrize(("free", "verdict"), [(1 << 40, "ok"), (500 << 20, "doubtful"), (50 << 20, "wrong")])
def test_room_on_the_disk(tmp_path: Path, free: int, verdict: str) -> None:
    register(tmp_path)
    assert said(disk_space, site(tmp_path, free_bytes=lambda _: free)) == [verdict]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("旧台账.xls", "doubtful"), ("a.et", "doubtful"), ("a.ODS", "doubtful"), ("a.csv", "ok"), ("~$a.xls", "ok")],
)
def test_tables_that_nobody_looks_after(tmp_path: Path, name: str, verdict: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert said(foreign_formats, site(tmp_path)) == [verdict]
