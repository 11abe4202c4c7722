"""A file of our own is the old one or the new one, whatever happens."""

from pathlib import Path

import pytest

from xltools.errors import ReadOnlyWorkbookError
from xltools.operations.files import whole_files
from xltools.operations.files.whole_files import write_new, write_whole


def test_a_file_gets_its_folder_and_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "报告" / "月报.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["月报.json"]


def test_where_replacing_fails_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "月报.json"
    write_whole(path, b"one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ReadOnlyWorkbookError):
        write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["月报.json"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "报告").write_bytes(b"")
    with pytest.raises(ReadOnlyWorkbookError):
        write_whole(tmp_path / "报告" / "月报.json", b"one")


def test_a_new_file_stands_whole_under_a_name_that_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "台账.xlsx"
    write_new(path, b"one")
    with pytest.raises(FileExistsError):
        write_new(path, b"two")
    assert path.read_bytes() == b"one"

    class Killed(BaseException):
        """The power fails."""

    def die(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(whole_files.system(), "put", die)
    with pytest.raises(Killed):
        write_new(tmp_path / "新.xlsx", b"two")
    assert [each.name for each in tmp_path.iterdir()] == ["台账.xlsx"]
