"""The journal: the intent first, every cell with old and new; what a crash left is settled."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from xltools.errors import LedgerError, ReadOnlyWorkbookError
from xltools.model.cell_edit import CellEdit
from xltools.model.finding import Finding, FindingCode
from xltools.model.notice import Notice, NoticeKind
from xltools.operations.journaling import journal_lines
from xltools.operations.journaling.journal import (
    Journal,
    NoteKind,
    Outcome,
    PassRecord,
    Settled,
    journal_path,
    standing_checksum,
)
from xltools.operations.journaling.journal_proof import prove
from xltools.operations.passes.pass_order import Cause
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 10, 14, 0)
LATER = NOW + timedelta(hours=1)
PASS = PassRecord("台账.xlsx", Cause.SAVED, NOW, "before", "after", [])


def lines(workspace: Workspace) -> list[dict[str, object]]:
    return [json.loads(line) for line in journal_path(workspace).read_text(encoding="utf-8").splitlines()]


def test_edits_are_told_by_column_with_reason(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    edits = [
        CellEdit("登记", 5, 1, "202405-001", None, "编号"),
        CellEdit("登记", 6, 1, "202405-002", "x", "编号"),
        CellEdit("登记", 5, 16, NOW, None, "登记时间"),
    ]
    Journal(workspace).intend(PassRecord("台账.xlsx", Cause.ASKED, NOW, "before", "after", edits))
    Journal(workspace).done("台账.xlsx", NOW, "after")
    intent, done = lines(workspace)
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
            "new_are": "datetime",
        },
    ]
    assert (intent["intent"], intent["cause"], done["done"]) == ("after", "asked", "after")


def test_findings_notices_and_cases_are_told_without_what_customers_wrote(tmp_path: Path) -> None:
    findings = (
        Finding(FindingCode.CONTACT_MALFORMED, "登记", 5, 4, "contact", "联系方式", {"value": "138"}, "202405-001"),
        Finding(FindingCode.SHEET_MISSING, "过程记录", 0, 0, "", ""),
    )
    notice = Notice(NoticeKind.ESCALATED, "202405-001", "李经理", "首次响应", "超时", "key", urgent=True)
    Journal(Workspace(tmp_path)).intend(
        PassRecord(
            "台账.xlsx", Cause.CLOCK, NOW, "b", "a", [], ("待办",), findings, (notice,), {"登记": {5: "202405-001"}}
        )
    )
    (intent,) = lines(Workspace(tmp_path))
    assert intent["findings"] == [
        {"code": "CONTACT_MALFORMED", "sheet": "登记", "column": "D", "rows": [5], "cases": ["202405-001"]},
        {"code": "SHEET_MISSING", "sheet": "过程记录", "column": "", "rows": [0], "cases": [""]},
    ]
    assert intent["notices"] == [
        {"kind": "升级", "case": "202405-001", "to": "李经理", "subject": "首次响应", "urgent": True}
    ]
    assert (intent["cases"], intent["pages"]) == ({"登记": {"rows": [5], "numbers": ["202405-001"]}}, ["待办"])


def test_any_text_can_be_told(tmp_path: Path) -> None:
    edits = [CellEdit("登记", 5, 1, "\ud800\n💥", None, "x")]
    Journal(Workspace(tmp_path)).intend(PassRecord("台账.xlsx", Cause.ASKED, NOW, "", "", edits))
    assert len(journal_path(Workspace(tmp_path)).read_bytes().splitlines()) == 1
    assert prove(journal_path(Workspace(tmp_path))).fault is None


def test_one_sync_a_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # clients.md §4
    synced: list[int] = []
    monkeypatch.setattr(journal_lines.os, "fsync", synced.append)
    journal = Journal(Workspace(tmp_path))
    journal.intend(PASS)
    assert len(synced) == 1
    journal.done("台账.xlsx", NOW, "after")
    journal.note(NoteKind.SENT, "台账.xlsx", NOW, to="x")
    assert len(synced) == 1


@pytest.mark.parametrize(
    ("standing", "outcome"),
    [
        ("after", Outcome.WRITTEN),
        ("before", Outcome.ABANDONED),
        ("other", Outcome.OVERTAKEN),
        (None, Outcome.OVERTAKEN),
    ],
)
def test_an_intent_without_its_end_is_settled_once(tmp_path: Path, standing: str | None, outcome: Outcome) -> None:
    journal = Journal(Workspace(tmp_path))
    journal.intend(PASS)
    journal.note(NoteKind.SENT, "台账.xlsx", NOW)
    asked: list[str] = []

    def stands(register_id: str) -> str | None:
        asked.append(register_id)
        return standing

    assert journal.settle(stands, LATER) == Settled("台账.xlsx", outcome, NOW, "after")
    assert journal.settle(stands, LATER) is None
    assert asked == ["台账.xlsx"]
    last = lines(Workspace(tmp_path))[-1]
    assert (last["kind"], last["outcome"], last["at"]) == ("settled", outcome.value, LATER.isoformat())


def test_what_has_its_end_needs_no_settling(tmp_path: Path) -> None:
    journal = Journal(Workspace(tmp_path))
    assert journal.settle(lambda _: "after", NOW) is None
    journal.intend(PASS)
    journal.done("台账.xlsx", NOW, "after")
    journal.note(NoteKind.DEFERRED, "台账.xlsx", NOW)
    assert journal.settle(lambda _: "after", NOW) is None


def test_an_intent_whose_end_a_crash_tore_is_settled(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    journal = Journal(workspace)
    journal.intend(PASS)
    journal.done("台账.xlsx", NOW, "after")
    text = journal_path(workspace).read_bytes()
    for cut in range(text.index(b"\n") + 1, len(text)):
        journal_path(workspace).write_bytes(text[:cut])
        settled = journal.settle(lambda _: "after", LATER)
        assert settled is not None
        assert settled.outcome is Outcome.WRITTEN
        assert prove(journal_path(workspace)).fault is None


def test_the_standing_checksum(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"")
    assert str(standing_checksum(Workspace(tmp_path), "台账.xlsx")).startswith("e3b0c442")
    assert standing_checksum(Workspace(tmp_path), "没有/台账.xlsx") is None
    (tmp_path / "文件夹.xlsx").mkdir()
    assert standing_checksum(Workspace(tmp_path), "文件夹.xlsx") == ""  # cannot be read: others go on
    assert standing_checksum(Workspace(tmp_path), "台账.xlsx/x") is None


def test_a_journal_that_cannot_be_written_or_read_is_told(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    journal_path(workspace).mkdir(parents=True)
    with pytest.raises(ReadOnlyWorkbookError):
        Journal(workspace).intend(PASS)
    with pytest.raises(LedgerError):
        Journal(workspace).settle(lambda _: None, NOW)
