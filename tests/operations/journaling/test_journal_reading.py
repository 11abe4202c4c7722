"""The journal read as a stream: passes with their outcome, in their order, as far as they are asked for."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from xltools.errors import LedgerError
from xltools.model.cell_edit import CellEdit
from xltools.model.finding import Finding, FindingCode
from xltools.model.notice import Notice, NoticeKind
from xltools.operations.journaling.journal import Journal, NoteKind, Outcome, PassRecord, journal_path
from xltools.operations.journaling.journal_reading import Entry, Wanted, entry_at, journal_entries
from xltools.operations.passes.pass_order import Cause
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 10, 14, 0)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(Workspace(tmp_path))


def intend(journal: Journal, before: str, after: str, minute: int = 0, register_id: str = "一.xlsx") -> None:
    edits = [CellEdit("登记", 5, 1, after, before, "编号")]
    journal.intend(PassRecord(register_id, Cause.SAVED, NOW + timedelta(minutes=minute), before, after, edits))


def told(journal: Journal, wanted: Wanted | None = None) -> list[tuple[int, str, Outcome | None]]:
    return [(each.line, each.kind, each.outcome) for each in journal_entries(journal.workspace, wanted)]


def test_a_pass_knows_what_became_of_it(journal: Journal) -> None:
    intend(journal, "0", "1")
    journal.note(NoteKind.SENT, "一.xlsx", NOW)
    journal.done("一.xlsx", NOW, "1")
    intend(journal, "1", "2")
    journal.settle(lambda _: "1", NOW)
    intend(journal, "1", "3")
    journal.settle(lambda _: "9", NOW)
    intend(journal, "9", "10")
    assert told(journal) == [
        (1, "pass", Outcome.WRITTEN),
        (2, "sent", None),
        (4, "pass", Outcome.ABANDONED),
        (6, "pass", Outcome.OVERTAKEN),
        (8, "pass", None),
    ]


def test_where_nothing_was_settled_the_next_pass_tells(journal: Journal) -> None:
    for before, after in (("0", "1"), ("1", "2"), ("1", "3"), ("8", "9")):
        intend(journal, before, after)
    assert [outcome for *_, outcome in told(journal)] == [Outcome.WRITTEN, Outcome.ABANDONED, None, None]


def test_registers_and_times_are_chosen(journal: Journal) -> None:
    for minute, register_id in enumerate(("一.xlsx", "二.xlsx", "一.xlsx")):
        intend(journal, "", str(minute), minute, register_id)
    assert [line for line, *_ in told(journal, Wanted("一.xlsx".__eq__))] == [1, 3]
    since = NOW + timedelta(minutes=1)
    assert [line for line, *_ in told(journal, Wanted(since=since))] == [2, 3]
    assert [line for line, *_ in told(journal, Wanted(until=since))] == [1]


def test_cases_are_found_however_they_are_typed(journal: Journal) -> None:
    finding = Finding(FindingCode.CONTACT_MALFORMED, "登记", 5, 4, "contact", "联系方式", {}, "202405-002")
    notice = Notice(NoticeKind.ASSIGNED, "202405-003", "张三", "", "", "key")
    cases = {"登记": {5: "202405-001"}}
    journal.intend(PassRecord("一.xlsx", Cause.SAVED, NOW, "", "1", [], (), (finding,), (notice,), cases))
    journal.note(NoteKind.IMPORTED, "一.xlsx", NOW, cases=["202405-004", "202405-005"])
    journal.note(NoteKind.SENT, "一.xlsx", NOW, case="202405-006")
    entries = list(journal_entries(journal.workspace))
    found = {
        serial: [entry.line for entry in entries if entry.concerns(f" ２０２４０５－00{serial}")]
        for serial in range(1, 8)
    }
    assert found == {1: [1], 2: [1], 3: [1], 4: [2], 5: [2], 6: [3], 7: []}
    assert [(each.code, each.column, each.row, each.case) for each in entries[0].findings()] == [
        ("CONTACT_MALFORMED", "D", 5, "202405-002")
    ]
    assert entries[2].facts() == {"case": "202405-006"}


def test_lines_of_an_older_version_torn_and_damaged_ones(journal: Journal) -> None:
    path = journal_path(journal.workspace)
    journal.workspace.require_memory()
    old = b'{"at":"2024-05-01T08:00:00","register":"x","intent":"1","before":"0","edits":[],"pages":[]}\n'
    path.write_bytes(old + b'{"at":"2024-05-01T09:00:00","broken\n{"at":"when"}\nnothing\n')
    intend(journal, "1", "2", register_id="x")
    path.write_bytes(path.read_bytes() + b'{"at":"2024-05-01T09:00:00","register":"x"')
    assert told(journal) == [(1, "pass", Outcome.WRITTEN), (5, "pass", None)]


def test_a_line_that_somebody_changed_is_told_where_it_is_needed(journal: Journal) -> None:
    intend(journal, "0", "1")
    path = journal_path(journal.workspace)
    path.write_bytes(
        path.read_bytes().replace(b'"rows":[5]', b'"rows":[56]').replace(b'"notices":[]', b'"notices":[1]')
    )
    (entry,) = journal_entries(journal.workspace)
    assert len(list(entry.cells())) == 1  # only the chain tells that
    path.write_bytes(path.read_bytes().replace(b'"rows":[56]', b'"rows":[5,6]'))
    (entry,) = journal_entries(journal.workspace)
    for told_of in (entry.cells, entry.notices):
        with pytest.raises(LedgerError):
            list(told_of())
    with pytest.raises(LedgerError):
        entry.concerns("202405-001")


def test_an_entry_is_read_again_from_its_place(journal: Journal) -> None:
    for serial in range(3):
        intend(journal, str(serial), str(serial + 1))
    last = list(journal_entries(journal.workspace))[-1]
    bare = Entry(last.line, last.start, last.at, last.register_id, last.kind, {})
    assert list(entry_at(journal.workspace, bare).cells()) == list(last.cells())
    journal_path(journal.workspace).unlink()
    with pytest.raises(LedgerError):
        entry_at(journal.workspace, bare)


def test_no_journal_tells_nothing_and_an_unreadable_one_is_an_error(journal: Journal) -> None:
    assert told(journal) == []
    journal_path(journal.workspace).mkdir(parents=True)
    with pytest.raises(LedgerError):
        told(journal)


def test_lines_that_cannot_be_read_are_told_by_their_numbers(journal: Journal) -> None:
    for minute in range(4):
        intend(journal, "", str(minute), minute)
    path = journal_path(journal.workspace)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1][:40] + b"\n" + b"\xff\n" + lines[3])
    unreadable: list[int] = []
    assert [each.line for each in journal_entries(journal.workspace, None, unreadable.append)] == [1, 4]
    assert unreadable == [2, 3]
