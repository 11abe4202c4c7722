"""Where copies stand, and what no line names. (ST-12)"""

import os
from pathlib import Path

import pytest

from tests.archived import archive, listed
from xltools.operations.archive_reading import folder_contents
from xltools.operations.archive_reading.archive_walk import ArchiveWalk, walk_archive
from xltools.operations.archive_reading.faults import Damage
from xltools.operations.archiving.archive_names import alike
from xltools.operations.archiving.catalogue import LOCK_NAME, read_catalogue


def walked(root: Path) -> ArchiveWalk:
    return walk_archive(root, {alike(line.folder) for line in read_catalogue(root).versions})


def test_what_the_tool_and_systems_leave_there_is_nothing_wrong(tmp_path: Path) -> None:
    archive(tmp_path)
    for name in (LOCK_NAME, "归档索引.xlsx", "归档索引 (2).xlsx", "~$归档索引.xlsx", "2024/Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    walk = walked(tmp_path)
    assert (len(walk.found), walk.faults) == (3, ())


def test_letters_that_systems_take_for_equal(tmp_path: Path) -> None:
    """A Mac gives é back as two signs; Windows keeps the letters that a folder got first."""
    archive(tmp_path, listed("2024/Caf\u00e9/1"))
    (tmp_path / "2024/Caf\u00e9").rename(tmp_path / "2024/cafe\u0301")
    walk = walked(tmp_path)
    assert (list(walk.found.values()), walk.faults) == ([tmp_path / "2024/cafe\u0301/1"], ())


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(tmp_path)
    scandir = os.scandir

    def failing(folder: Path) -> object:
        if Path(folder).name == "stray":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    (tmp_path / "stray").mkdir()
    monkeypatch.setattr(folder_contents.os, "scandir", failing)
    (fault,) = walked(tmp_path).faults
    assert (fault.damage, fault.path) == (Damage.UNREADABLE, "stray")
