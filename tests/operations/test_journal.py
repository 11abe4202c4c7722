"""The journal: the intent first, every cell with old and new."""

import json
from datetime import datetime
from pathlib import Path

from xltools.model.cell_edit import CellEdit
from xltools.operations.journal import Journal, PassRecord, journal_path
from xltools.operations.pass_order import Cause
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 10, 14, 0)


def test_edits_are_told_by_column_with_reason(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    edits = [
        CellEdit("登记", 5, 1, "202405-001", None, "编号"),
        CellEdit("登记", 6, 1, "202405-002", "x", "编号"),
        CellEdit("登记", 5, 16, NOW, None, "登记时间"),
    ]
    Journal(workspace).intend(PassRecord("台账.xlsx", Cause.ASKED, NOW, "before", "after", edits))
    Journal(workspace).done("台账.xlsx", NOW, "after")
    intent, done = (json.loads(line) for line in journal_path(workspace).read_text(encoding="utf-8").splitlines())
    assert intent["edits"] == [
        {
            "sheet": "登记",
            "column": "A",
            "reason": "编号",
            "rows": [5, 6],
            "old": [None, "x"],
            "new": ["202405-001", "202405-002"],
        },
        {
            "sheet": "登记",
            "column": "P",
            "reason": "登记时间",
            "rows": [5],
            "old": [None],
            "new": ["2024-05-10T14:00:00"],
        },
    ]
    assert (intent["intent"], done["done"]) == ("after", "after")


def test_any_text_can_be_told(tmp_path: Path) -> None:
    edits = [CellEdit("登记", 5, 1, "\ud800\n💥", None, "x")]
    Journal(Workspace(tmp_path)).intend(PassRecord("台账.xlsx", Cause.ASKED, NOW, "", "", edits))
    assert len(journal_path(Workspace(tmp_path)).read_bytes().splitlines()) == 1
