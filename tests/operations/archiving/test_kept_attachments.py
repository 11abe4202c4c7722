"""An attachment that the archive holds does not go away from it, whatever becomes of the folder. (FR-14, ST-12)"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.operations.archiving.archived_register import NOW, Forms, case, register
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.archiving_register import archive_register
from xltools.operations.archiving.attachment_files import AttachmentFiles, NamedFiles
from xltools.operations.archiving.kept_attachments import with_kept

NAMES = "a.jpg；b.jpg"
THEN = 1_700_000_000


@pytest.fixture
def version(tmp_path: Path) -> ArchivedVersion:
    """A version with both files."""
    made = register(tmp_path, case(attachments=NAMES))
    for name in ("a.jpg", "b.jpg"):
        put(tmp_path / "附件" / name, name.encode())
    (version,) = archive_register(made, tmp_path / "归档", Forms(), NOW).made
    return version


def put(path: Path, data: bytes, at: int = THEN) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (at, at))


def named(folder: Path, version: ArchivedVersion, names: str = NAMES) -> NamedFiles:
    root = folder / "归档"
    return with_kept(AttachmentFiles(folder / "附件", root).of(case(attachments=names)), root, version)


def told(files: NamedFiles) -> dict[str, tuple[bool, bytes, int]]:
    """By place: whether it is taken over, what it holds, and when it is said to have been written."""
    return {file.relative: (bool(file.sha256), file.path.read_bytes(), file.modified) for file in files.found}


def test_what_went_away_is_taken_over(tmp_path: Path, version: ArchivedVersion) -> None:
    (tmp_path / "附件" / "a.jpg").unlink()
    files = named(tmp_path, version)
    assert told(files) == {"a.jpg": (True, b"a.jpg", THEN), "b.jpg": (False, b"b.jpg", THEN)}
    assert files.missing == ()


def test_a_name_that_was_taken_out_of_the_row_is_not_held_on_to(tmp_path: Path, version: ArchivedVersion) -> None:
    (tmp_path / "附件" / "a.jpg").unlink()
    assert list(told(named(tmp_path, version, "b.jpg"))) == ["b.jpg"]


def test_the_same_bytes_of_another_time_are_the_same_file(tmp_path: Path, version: ArchivedVersion) -> None:
    put(tmp_path / "附件" / "a.jpg", b"a.jpg", THEN + 99)
    assert told(named(tmp_path, version))["a.jpg"] == (False, b"a.jpg", THEN)


def test_other_bytes_of_the_same_size_are_a_change(tmp_path: Path, version: ArchivedVersion) -> None:
    put(tmp_path / "附件" / "a.jpg", b"A.JPG", THEN + 99)
    assert told(named(tmp_path, version))["a.jpg"] == (False, b"A.JPG", THEN + 99)


def test_what_was_moved_is_not_kept_twice(tmp_path: Path, version: ArchivedVersion) -> None:
    (tmp_path / "附件" / "2024").mkdir()
    (tmp_path / "附件" / "a.jpg").rename(tmp_path / "附件" / "2024" / "a.jpg")
    assert sorted(told(named(tmp_path, version))) == ["2024/a.jpg", "b.jpg"]


def _remove(folder: Path) -> None:
    (folder / "附件" / "a.jpg").unlink()


def _shorten(folder: Path) -> None:
    (folder / "附件" / "a.jpg").write_bytes(b"a")


def _touch_manifest(folder: Path) -> None:
    with (folder / "清单.json").open("ab") as manifest:
        manifest.write(b" ")


@pytest.mark.parametrize("harm", [_remove, _shorten, _touch_manifest])
def test_nothing_is_taken_over_from_a_version_that_is_not_whole(
    tmp_path: Path, version: ArchivedVersion, harm: Callable[[Path], None]
) -> None:
    (tmp_path / "附件" / "a.jpg").unlink()
    harm(tmp_path / "归档" / version.folder)
    files = named(tmp_path, version)
    assert list(told(files)) == ["b.jpg"]
    assert [each.name for each in files.missing] == ["a.jpg"]


def test_a_version_that_is_gone_holds_nothing(tmp_path: Path, version: ArchivedVersion) -> None:
    gone = replace(version, folder="2024/某公司/没有了")
    assert sorted(told(named(tmp_path, gone))) == ["a.jpg", "b.jpg"]
