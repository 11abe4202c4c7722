"""The outbox on disk: bounded, never forgetful, one writer at a time."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.notifying.made_up import NOW, entry, workspace
from xltools.errors import LedgerError
from xltools.operations.notifying.outbox import Outbox, compacted
from xltools.operations.notifying.outbox_entries import Attempt, Entry, Line, Result, Verdict
from xltools.operations.notifying.outbox_state import outbox_state

MONTHS_AGO = NOW - timedelta(days=31)


def sent(one: Entry, at: object = MONTHS_AGO, verdict: Verdict = Verdict.SENT) -> list[Line]:
    batch = f"{one.key}-{at}-{verdict}"
    return [Attempt(batch, at, *one.lane, (one.entry_id,)), Result(batch, at, verdict)]  # type: ignore[arg-type]


def test_what_was_entered_is_entered_once(tmp_path: Path) -> None:
    outbox = Outbox(workspace(tmp_path))
    assert outbox.enter([entry("a"), entry("b"), entry("a")]) == 2
    assert outbox.enter([entry("b"), entry("c")]) == 1
    assert [each.key for each in outbox.read().entries.values()] == ["a", "b", "c"]


def test_a_torn_end_was_never_acknowledged(tmp_path: Path) -> None:
    outbox = Outbox(workspace(tmp_path))
    outbox.enter([entry("a")])
    with outbox.path.open("ab") as file:
        file.write(b'{"line":"entry","at":')
    assert outbox.enter([entry("b")]) == 1
    assert [each.key for each in outbox.read().entries.values()] == ["a", "b"]


def test_a_damaged_line_is_told_and_nothing_is_added(tmp_path: Path) -> None:
    outbox = Outbox(workspace(tmp_path))
    outbox.enter([entry("a")])
    outbox.path.write_bytes(b"{broken}\n" + outbox.path.read_bytes())
    before = outbox.path.read_bytes()
    with pytest.raises(LedgerError):
        outbox.enter([entry("b")])
    assert outbox.path.read_bytes() == before


def test_only_one_sends(tmp_path: Path) -> None:
    outbox = Outbox(workspace(tmp_path))
    with outbox.sending() as first, Outbox(outbox.workspace).sending() as second:
        assert (first, second) == (True, False)
    with outbox.sending() as again:
        assert again


def test_compacting_forgets_what_was_settled_long_ago_but_its_id() -> None:
    old, young, waiting, nobody = entry("old"), entry("young"), entry("waiting"), entry("nobody", "")
    lines: list[Line] = [old, young, waiting, nobody, *sent(old), *sent(young, NOW)]
    kept = compacted(lines, NOW)
    before, after = outbox_state(lines), outbox_state(kept)
    assert after.known == before.known
    assert set(after.entries) == {each.entry_id for each in (young, waiting, nobody)}
    assert (after.waiting, after.unreachable) == (before.waiting, before.unreachable)
    assert outbox_state([*kept, old]).waiting == before.waiting
    assert outbox_state(compacted(kept, NOW)).known == before.known


def test_compacting_keeps_the_last_failure_of_each_lane_and_what_is_doubtful() -> None:
    failing, doubtful = entry("failing", "mail", "a@b.cn"), entry("doubtful")
    failures = [line for day in range(9) for line in sent(failing, NOW - timedelta(days=day), Verdict.PERMANENT)]
    lines: list[Line] = [failing, doubtful, *failures, *sent(doubtful, NOW, Verdict.DOUBTFUL)]
    kept = compacted(lines, NOW)
    assert len(kept) == 6
    state = outbox_state(kept)
    assert state.troubles_of(failing.lane)
    assert len(state.doubtful()) == 1


def test_it_is_compacted_only_where_that_is_worth_it(tmp_path: Path) -> None:
    outbox = Outbox(workspace(tmp_path))
    entries = [entry(str(number)) for number in range(200)]
    outbox.enter(entries)
    outbox.record(line for each in entries[:100] for line in sent(each))
    assert not outbox.compact(NOW)
    outbox.record(line for each in entries[100:] for line in sent(each))
    size = outbox.path.stat().st_size
    assert outbox.compact(NOW)
    assert outbox.path.stat().st_size < size / 10
    assert outbox.enter(entries) == 0
