"""What a killed run leaves is found again, and nothing else is taken away. (ST-12)"""

from pathlib import Path

import pytest

from xltools.operations.archiving.temporary_folder import (
    left_behind,
    make_temporary_folder,
    remove_temporary_folder,
)

PLACES = ["2024/某公司/202405-001", "2024/某公司/202405-002"]


def test_the_places_are_remembered(tmp_path: Path) -> None:
    folder = make_temporary_folder(tmp_path, PLACES)
    assert list(left_behind(tmp_path)) == [(folder, PLACES)]
    (folder / "0").mkdir()
    (folder / "0" / "a.txt").touch()
    remove_temporary_folder(folder)
    assert list(left_behind(tmp_path)) == []


@pytest.mark.parametrize("text", [None, "", "{}", "[1, null]", '["2024/x'])
def test_without_a_list_there_are_no_places(tmp_path: Path, text: str | None) -> None:
    folder = make_temporary_folder(tmp_path, PLACES)
    (folder / "计划.json").unlink()
    if text is not None:
        (folder / "计划.json").write_text(text)
    assert list(left_behind(tmp_path)) == [(folder, [])]


@pytest.mark.parametrize("name", [".xltools-mine", ".xltools-1-abc", "xltools-1-abcdefgh", ".xltools-1-abcdefgh.bak"])
def test_folders_of_people_are_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / ".xltools-1-abcdefgh").touch()
    assert list(left_behind(tmp_path)) == []
