"""Which reports are ours is remembered, line by line."""

from pathlib import Path

import pytest

from xltools.errors import LedgerError
from xltools.operations.case_reports.placed_files import PlacedFiles
from xltools.operations.workspace import Workspace


def test_every_making_of_a_file_stays_known(tmp_path: Path) -> None:
    memory = PlacedFiles(Workspace(tmp_path), "台账.xlsx")
    assert memory.known() == {}
    memory.remember({"报告/个案/一.xlsx": "aa", "报告/个案/二.xlsx": "bb"})
    memory.remember({"报告/个案/一.xlsx": "cc"})
    assert PlacedFiles(Workspace(tmp_path), "台账.xlsx").known() == {
        "报告/个案/一.xlsx": {"aa", "cc"},
        "报告/个案/二.xlsx": {"bb"},
    }


def test_what_another_register_wrote_is_a_strangers(tmp_path: Path) -> None:
    PlacedFiles(Workspace(tmp_path), "另一本.xlsx").remember({"报告/个案/一.xlsx": "aa"})
    assert PlacedFiles(Workspace(tmp_path), "台账.xlsx").known() == {}


def test_a_damaged_memory_is_said(tmp_path: Path) -> None:
    memory = PlacedFiles(Workspace(tmp_path), "台账.xlsx")
    memory.remember({"一.xlsx": "aa"})
    file = tmp_path / ".xltools" / "case_reports.jsonl"
    file.write_bytes(b'{"files": 7}\n' + file.read_bytes())
    with pytest.raises(LedgerError):
        memory.known()
