"""Which versions there are, and which one an undo puts back."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from xltools.operations.journaling.journal import Journal, NoteKind, PassRecord
from xltools.operations.passes.pass_order import Cause
from xltools.operations.undo.undo_history import (
    BackupLostError,
    History,
    NothingToUndoError,
    UnknownVersionError,
    backup_bytes,
    backup_folder,
    history_of,
)
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 10, 14, 0)
NAME = "台账.xlsx"


def history(folder: Path, *passes: tuple[str, str] | tuple[str, str, int], standing: str | None = None) -> History:
    """Passes from before to after; a third member is the line that an undo went back to.

    Each takes two lines, an undo three.
    """
    folder.mkdir(exist_ok=True)
    journal = Journal(Workspace(folder))
    for minute, (before, after, *back) in enumerate(passes):
        cause = Cause.UNDO if back else Cause.SAVED
        at = NOW + timedelta(minutes=minute)
        journal.intend(PassRecord(NAME, cause, at, before * 16, after * 16, [], back_to=back[0] if back else 0))
        journal.done(NAME, at, after * 16)
        if back:
            journal.note(NoteKind.UNDONE, NAME, at)
    return history_of(journal.workspace, NAME, (standing or passes[-1][1]) * 16)


def test_the_last_pass_that_was_not_undone_is_undone(tmp_path: Path) -> None:
    assert history(tmp_path / "a", ("a0", "a1"), ("a1", "a2")).top == 3
    assert history(tmp_path / "b", ("a0", "a1"), ("a1", "a2"), ("a2", "a1", 3)).top == 1
    twice = history(tmp_path / "c", ("a0", "a1"), ("a1", "a2"), ("a2", "a1", 3), ("a1", "a0", 1))
    assert twice.top == 0
    with pytest.raises(NothingToUndoError):
        twice.last(NAME)
    again = history(tmp_path / "d", ("a0", "a1"), ("a1", "a2"), ("a2", "a1", 3), ("a1", "a2", 5))
    assert again.top == 3  # the undo was undone
    later = history(tmp_path / "e", ("a0", "a1"), ("a1", "a2"), ("a2", "a1", 3), ("a1", "a3"))
    assert later.top == 8


def test_an_undo_that_nobody_was_told_of_is_done_again_unless_a_pass_followed(tmp_path: Path) -> None:
    journal = Journal(Workspace(tmp_path))
    for before, after, back in (("a0", "a1", 0), ("a1", "a2", 0), ("a2", "a1", 2)):
        cause = Cause.UNDO if back else Cause.SAVED
        journal.intend(PassRecord(NAME, cause, NOW, before * 16, after * 16, [], back_to=back))
    assert history_of(journal.workspace, NAME, "a2" * 16)[1:] == (2, False)  # it did not write
    for standing in ("a1", "b1"):
        assert history_of(journal.workspace, NAME, standing * 16)[1:] == (2, True)
    journal.intend(PassRecord(NAME, Cause.SAVED, NOW, "a1" * 16, "a4" * 16, []))
    found = history_of(journal.workspace, NAME, "a4" * 16)
    assert found[1:] == (4, False)
    assert found.last(NAME).beneath == 1


def test_a_pass_that_moved_only_clocks_is_known_as_such(tmp_path: Path) -> None:
    journal = Journal(Workspace(tmp_path))
    for before, after, minor in (("a0", "a1", False), ("a1", "a2", True)):
        journal.intend(PassRecord(NAME, Cause.SAVED, NOW, before * 16, after * 16, [], minor=minor))
        journal.done(NAME, NOW, after * 16)
    assert [each.is_minor for each in history_of(journal.workspace, NAME, "a2" * 16).versions] == [False, True]


def test_whether_anybody_saved_since(tmp_path: Path) -> None:
    found = history(tmp_path, ("a0", "a1"), ("a1", "a2"), ("b2", "b3"))
    first, second, third = found.versions
    assert found.untouched_since(third, "b3" * 16)
    assert not found.untouched_since(third, "cc" * 16)
    assert not found.untouched_since(second, "b3" * 16)  # somebody saved between the second and the third
    assert found.untouched_since(first, "a2" * 16) is False  # an older version was put there by hand
    assert found.untouched_since(second, "a2" * 16)


def test_versions_are_named_by_checksum_or_moment(tmp_path: Path) -> None:
    found = history(tmp_path, ("a0", "a1"), ("a0", "a2"), ("a2", "b3"))
    assert [found.chosen(name).line for name in ("a0a0a0", "A2A2", "2024-05-10T14:02", "2024-05-10 14:00:00")] == [
        3,
        5,
        5,
        1,
    ]
    for name in ("a0", "cccc", "2024-05-10T14:05", "2024-05-10T14:00:01", "gestern"):
        with pytest.raises(UnknownVersionError):
            found.chosen(name)


def test_a_beginning_that_several_versions_share_is_refused(tmp_path: Path) -> None:
    journal = Journal(Workspace(tmp_path))
    for before in ("abcd0" * 8, "abcd1" * 8):
        journal.intend(PassRecord(NAME, Cause.SAVED, NOW, before, "x", []))
        journal.done(NAME, NOW, "x")
    found = history_of(journal.workspace, NAME, "x")
    with pytest.raises(UnknownVersionError):
        found.chosen("abcd")
    with pytest.raises(UnknownVersionError):
        found.chosen("2024-05-10T14:00")
    assert found.chosen("abcd1").line == 3


def test_a_copy_must_be_what_it_was(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    sha256 = hashlib.sha256(b"PK data").hexdigest()
    Journal(workspace).intend(PassRecord(NAME, Cause.SAVED, NOW, sha256, "after", []))
    (version,) = history_of(workspace, NAME, "after").versions
    folder = backup_folder(workspace, NAME)
    with pytest.raises(BackupLostError):
        backup_bytes(workspace, NAME, version)
    folder.mkdir(parents=True)
    copy = folder / f"20240510-140000-{sha256[:12]}.xlsx"
    copy.write_bytes(b"PK data")
    assert backup_bytes(workspace, NAME, version) == b"PK data"
    copy.write_bytes(b"PK date")
    with pytest.raises(BackupLostError):
        backup_bytes(workspace, NAME, version)
