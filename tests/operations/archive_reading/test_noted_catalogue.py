"""What the journal noted of the catalogue, compared with what stands there. (ST-12)"""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.archived import CATALOGUE_HEAD_NAME, CATALOGUE_NAME, archive, listed
from tests.registers import NOW
from xltools.operations.archive_reading.archive_place import archive_at
from xltools.operations.archive_reading.faults import Damage
from xltools.operations.archive_reading.noted_catalogue import noted_catalogue
from xltools.operations.archive_reading.verifying import verify
from xltools.operations.journaling.journal import Journal, NoteKind, journal_path
from xltools.operations.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / ".xltools").mkdir()
    return Workspace(tmp_path)


def note(workspace: Workspace, root: Path, **further: Any) -> None:
    data = (root / CATALOGUE_NAME).read_bytes()
    facts = {"catalogue": hashlib.sha256(data).hexdigest(), "lines": data.count(b"\n"), "archive": str(root)}
    Journal(workspace).note(NoteKind.ARCHIVED, "", NOW, **{**facts, **further})


def test_the_latest_note_of_this_archive_counts(workspace: Workspace) -> None:
    root = workspace.root / "归档"
    assert noted_catalogue(workspace, root) is None
    archive(root)
    note(workspace, root, lines=1)
    note(workspace, root, archive="D:\\旧\\归档")
    note(workspace, root, archive="/elsewhere/档案", lines=99)
    Journal(workspace).note(NoteKind.ARCHIVED, "台账.xlsx", NOW, cases=["1"])
    found = noted_catalogue(workspace, root)
    assert found is not None
    assert (found.lines, found.at) == (3, NOW)


def test_a_catalogue_that_was_rewritten_from_its_first_line_on_is_found(workspace: Workspace) -> None:
    """Its own chain holds, and so do all checksums: only the journal knows better."""
    root = workspace.root / "归档"
    archive(root)
    note(workspace, root)
    assert verify(archive_at(root)).faults == ()
    archive(root, listed(number="202405-009"))
    assert verify(archive_at(root)).faults == ()
    for name in (CATALOGUE_NAME, CATALOGUE_HEAD_NAME):
        (root / name).unlink()
    archive(root, listed(customer="别人", folder="2024/苏州某公司/202405-001"))
    damages = [fault.damage for fault in verify(archive_at(root)).faults]
    assert Damage.CATALOGUE_OTHER in damages
    assert Damage.MANIFEST_CHANGED not in damages


def test_a_damaged_journal_line_is_passed_over(workspace: Workspace) -> None:
    root = workspace.root / "归档"
    archive(root)
    note(workspace, root)
    with journal_path(workspace).open("ab") as file:
        file.write(b'{"kind":"archived", torn\n')
    assert noted_catalogue(workspace, root) is not None
