"""Whoever changes the journal is found out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.errors import LedgerError
from xltools.operations.journaling.journal_lines import append_chained
from xltools.operations.journaling.journal_proof import Damage, Fault, prove

OLD = b'{"at":"2024-05-01T08:00:00","register":"old"}\n'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    path.write_bytes(OLD * 2)
    for number in range(5):
        append_chained(path, {"at": f"2024-05-10T14:0{number}:00", "n": number, "text": "值"}, synced=True)
    return path


def tampered(whole: Path, data: bytes) -> Fault | None:
    path = whole.with_name("tampered.jsonl")
    path.write_bytes(data)
    path.with_suffix(".head").write_bytes(whole.with_suffix(".head").read_bytes())
    return prove(path).fault


def test_a_whole_journal_is_whole(whole: Path) -> None:
    proof = prove(whole)
    assert (proof.lines, proof.unchained, proof.fault) == (7, 2, None)
    assert (proof.first, proof.last) == ("2024-05-01T08:00:00", "2024-05-10T14:04:00")
    assert proof.head == whole.read_bytes()[-67:-3].decode()


@settings(deadline=None)
@given(st.data())
def test_every_changed_byte_is_found(whole: Path, data: st.DataObject) -> None:
    text = bytearray(whole.read_bytes())
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != text[place]))
    assert tampered(whole, bytes(text)) is not None


@settings(deadline=None)
@given(st.data())
def test_every_cut_is_found(whole: Path, data: st.DataObject) -> None:
    text = whole.read_bytes()
    place = data.draw(st.integers(0, len(text) - 1))
    assert tampered(whole, text[:place]) is not None
    start = data.draw(st.integers(0, place))
    assert tampered(whole, text[:start] + text[place + 1 :]) is not None


@settings(deadline=None)
@given(st.permutations(range(7)))
def test_every_other_order_is_found(whole: Path, order: list[int]) -> None:
    lines = whole.read_bytes().splitlines(keepends=True)
    text = b"".join(lines[each] for each in order)
    assert (tampered(whole, text) is None) == (text == whole.read_bytes())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda lines: [*lines[:3], lines[3].replace(b'"n":1', b'"n":7'), *lines[4:]], Fault(4, Damage.CHANGED)),
        (lambda lines: [*lines[:1], OLD.replace(b"old", b"odd"), *lines[2:]], Fault(3, Damage.CHANGED)),
        (lambda lines: [*lines[:3], *lines[4:]], Fault(4, Damage.REMOVED)),
        (lambda lines: [*lines[:3], b'{"at":"x"}\n', *lines[3:]], Fault(4, Damage.INSERTED)),
        (lambda lines: [*lines[:4], lines[3], *lines[4:]], Fault(5, Damage.INSERTED)),
        (lambda lines: [*lines[:6], lines[6][:40]], Fault(7, Damage.TORN)),
        (lambda lines: lines[:6], Fault(7, Damage.REMOVED)),
        (lambda lines: [], Fault(1, Damage.REMOVED)),
    ],
)
def test_what_is_wrong_is_told(whole: Path, change, fault: Fault) -> None:  # type: ignore[no-untyped-def]
    lines = whole.read_bytes().splitlines(keepends=True)
    assert tampered(whole, b"".join(change(lines))) == fault


def test_a_loss_that_was_written_on_is_found_later(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    for _ in range(3):
        append_chained(path, {"at": "2024-05-10T14:00:00"}, synced=True)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    append_chained(path, {"at": "2024-05-10T15:00:00"}, synced=True)
    assert prove(path).fault == Fault(3, Damage.REMOVED)


def test_a_head_that_was_noted_must_be_there(whole: Path) -> None:
    chain = whole.read_bytes().splitlines()[4][-66:-2].decode()
    assert prove(whole, chain.upper()).fault is None
    assert prove(whole, chain[:12]).fault is None
    assert prove(whole, "0" * 12).fault == Fault(8, Damage.NOT_FOUND)


def test_no_journal_has_no_lines(tmp_path: Path) -> None:
    assert prove(tmp_path / "journal.jsonl") == (0, 0, "", "", "", None)
    with pytest.raises(LedgerError):
        prove(tmp_path)
