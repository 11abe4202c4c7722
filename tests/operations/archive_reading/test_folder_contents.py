"""What lies in a folder, and names that systems spell in several ways."""

from pathlib import Path

import pytest

from xltools.operations.archive_reading.folder_contents import files_in, unlimited


def test_files_by_their_path_and_links_as_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "e\u0301.txt").write_bytes(b"12")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [(each.name, each.is_file) for each in files_in(tmp_path)] == [("a/b/\u00e9.txt", True), ("loop", False)]


@pytest.mark.parametrize(
    ("path", "long"),
    [
        ("D:\\归档", "\\\\?\\D:\\归档"),
        ("\\\\server\\share\\归档", "\\\\?\\UNC\\server\\share\\归档"),
        ("\\\\?\\D:\\归档", "\\\\?\\D:\\归档"),
    ],
)
def test_paths_of_windows_without_a_limit(path: str, long: str) -> None:
    assert unlimited(path) == long
