"""A folder is free only where nothing stands that any system would take for it. (ST-12)"""

import unicodedata
from pathlib import Path

import pytest

from xltools.operations.archiving.free_folders import FreeFolders

ACCENTED = "2024/Café/1"


@pytest.mark.parametrize(
    ("folder", "free"),
    [
        ("2024/Abc/1", False),
        ("2024/abc/1", True),  # another customer's folder as Linux sees it; `as_it_stands` brings both together
        ("2024/Abc/1 第2版", True),
        ("2024/Abc/note.TXT", False),
        ("2024/gone/7", False),
        ("2024/GONE/7", False),
        (unicodedata.normalize("NFD", ACCENTED), False),
        ("2025/x/1", True),
    ],
)
def test_what_is_free(tmp_path: Path, folder: str, free: bool) -> None:
    (tmp_path / "2024" / "Abc" / "1").mkdir(parents=True)
    (tmp_path / "2024" / "Abc" / "Note.txt").touch()
    folders = FreeFolders(tmp_path, ["2024/gone/7", ACCENTED])
    if folder == "2024/abc/1" and (tmp_path / "2024" / "abc").exists():
        pytest.skip("this file system takes them for the same")
    assert folders.is_free(folder) is free


def test_what_is_taken_is_free_no_more(tmp_path: Path) -> None:
    folders = FreeFolders(tmp_path, [])
    folders.take("2024/Abc/1")
    assert not folders.is_free("2024/ABC/1")


def test_a_customer_keeps_the_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "2024" / "ABC").mkdir(parents=True)
    folders = FreeFolders(tmp_path, [])
    assert folders.as_it_stands("2024", "abc") == "ABC"
    assert [folders.as_it_stands("2025", name) for name in ("New", "NEW")] == ["New", "New"]
