"""Copies are put into their places together, each whole or not at all. (ST-12)"""

import os
from pathlib import Path

import pytest

from tests.operations.archiving.archive_reading_back import assert_sound, lines
from tests.operations.archiving.archived_register import NOW, Forms, MadeRegister, many
from xltools.operations.archiving import batch
from xltools.operations.archiving.archive_names import Room
from xltools.operations.archiving.archive_plan import PlannedCopy
from xltools.operations.archiving.archiving_register import plan_archive
from xltools.operations.archiving.batch import Batch, batches
from xltools.operations.archiving.version_writing import Source


def planned(made: MadeRegister, root: Path) -> tuple[PlannedCopy, ...]:
    root.mkdir(exist_ok=True)
    return plan_archive(made, root, NOW).copies


def one_batch(made: MadeRegister, root: Path) -> Batch:
    return Batch(root, Source(made, Forms(), NOW, Room(str(root))))


def test_batches_are_bounded_by_number_and_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = planned(many(tmp_path, 7), tmp_path / "归档")
    monkeypatch.setattr(batch, "MOST_COPIES", 3)
    assert [len(each) for each in batches(copies)] == [3, 3, 1]
    monkeypatch.setattr(batch, "MOST_BYTES", 2 * copies[0].size)
    assert [len(each) for each in batches(copies)] == [2, 2, 2, 1]
    monkeypatch.setattr(batch, "MOST_BYTES", 1)
    assert [len(each) for each in batches(copies)] == [1] * 7
    assert list(batches([])) == []


def test_nothing_stands_in_its_place_before_the_last_step(tmp_path: Path) -> None:
    root = tmp_path / "归档"
    made = many(tmp_path, 3)
    one = one_batch(made, root)
    for _ in one.carry_out(planned(made, root)):
        assert not (root / "2024").exists()
    assert len(one.made) == 3
    assert_sound(root)


def test_what_came_there_meanwhile_is_never_replaced(tmp_path: Path) -> None:
    root = tmp_path / "归档"
    made = many(tmp_path, 2)
    copies = planned(made, root)
    (root / copies[0].folder).mkdir(parents=True)  # an empty folder, which a system would replace silently
    one = one_batch(made, root)
    list(one.carry_out(copies))
    assert [each.number for each in one.skipped] == [copies[0].case.number]
    assert list((root / copies[0].folder).iterdir()) == []
    assert [version.folder for version in one.made] == [copies[1].folder]


def test_a_folder_that_a_scanner_holds_is_skipped_and_the_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "归档"
    made = many(tmp_path, 3)
    copies, renamed = planned(made, root), Path.rename

    def held(self: Path, target: Path) -> Path:
        if self.name == "1":
            raise PermissionError(13, "Permission denied")
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", held)
    one = one_batch(made, root)
    list(one.carry_out(copies))
    assert [each.number for each in one.skipped] == [copies[1].case.number]
    assert_sound(root)
    assert len(lines(root)) == 2


def test_everything_is_on_the_disk_before_the_first_renaming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "归档"
    made = many(tmp_path, 3)
    copies, synced, folders, early = planned(made, root), set[int](), set[str](), list[bool]()
    sync, renamed = os.fsync, Path.rename
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.add(os.fstat(handle).st_ino), sync(handle)))
    monkeypatch.setattr(batch, "_sync_folder", lambda folder: folders.add(folder.name))

    def looked_at(self: Path, target: Path) -> Path:
        files = [path for path in self.parent.rglob("*") if path.is_file()]
        early.append({path.stat().st_ino for path in files} <= synced and self.name in folders)
        return renamed(self, target)

    monkeypatch.setattr(Path, "rename", looked_at)
    list(one_batch(made, root).carry_out(copies))
    assert early == [True] * 3
    assert {"2024", "客户0", "归档"} <= folders
