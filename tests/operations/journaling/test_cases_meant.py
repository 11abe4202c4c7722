"""A case of the journal is found by a part of its number."""

from datetime import datetime
from pathlib import Path

import pytest

from xltools.operations.journaling.cases_meant import cases_meant
from xltools.operations.journaling.journal import Journal, NoteKind
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 10, 14, 0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("202405-001", ["202405-001"]),
        ("2", ["202405-002", "202406-002"]),
        ("6-002", ["202406-002"]),
        ("1", ["202405-001"]),
        ("3", []),  # of another register
    ],
)
def test_a_part_of_a_number_is_enough(tmp_path: Path, typed: str, meant: list[str]) -> None:
    journal = Journal(Workspace(tmp_path))
    journal.note(NoteKind.IMPORTED, "一.xlsx", NOW, cases=["202405-001", "202405-002"])
    journal.note(NoteKind.IMPORTED, "一.xlsx", NOW, cases=["202406-002"])
    journal.note(NoteKind.IMPORTED, "二.xlsx", NOW, cases=["202406-003"])
    journal.note(NoteKind.SENT, "一.xlsx", NOW)
    assert cases_meant(journal.workspace, "一.xlsx".__eq__, typed) == meant
