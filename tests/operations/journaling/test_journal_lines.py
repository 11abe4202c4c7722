"""The chain of the journal: what is appended leans on what stands there, whatever a crash left."""

import hashlib
import json
import multiprocessing
from pathlib import Path

import pytest

from tests.registers import NOW
from xltools.operations.journaling import journal_lines as module
from xltools.operations.journaling.journal import Journal, journal_path
from xltools.operations.journaling.journal_lines import (
    append_chained,
    chain_end,
    lines_backwards,
    noted_end,
    whole_lines,
)
from xltools.operations.journaling.journal_proof import prove
from xltools.operations.workspace import Workspace


def journal(folder: Path, count: int, *, synced: bool = True) -> Path:
    path = folder / "journal.jsonl"
    for number in range(count):
        append_chained(path, {"at": "2024-05-10T14:00:00", "n": number, "text": "值" * number}, synced=synced)
    return path


def test_each_line_carries_its_number_and_the_hash_over_the_line_before(tmp_path: Path) -> None:
    chain = hashlib.sha256(b"").hexdigest()
    for number, line in enumerate(whole_lines(journal(tmp_path, 3)), start=1):
        content, _, _ = line.rpartition(b',"chain":"')
        chain = hashlib.sha256(chain.encode() + content).hexdigest()
        assert (json.loads(line)["line"], json.loads(line)["chain"]) == (number, chain)


def test_the_end_is_found_without_reading_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK", 512)
    path = journal(tmp_path, 40)
    with path.open("rb", buffering=0) as file:
        read = 0

        class Counting:
            def seek(self, *place: int) -> int:
                return file.seek(*place)

            def read(self, size: int = -1) -> bytes:
                nonlocal read
                data = file.read(size)
                read += len(data)
                return data

        assert chain_end(Counting()).line == 40  # type: ignore[arg-type]
    assert read <= 512 + 256 < path.stat().st_size


def test_lines_are_read_backwards_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = journal(tmp_path, 30)
    forwards = [line.rstrip(b"\n") for line in whole_lines(path)]
    path.write_bytes(path.read_bytes() + b'{"torn')
    for block in (1, 7, 100, 4096, 1 << 20):
        monkeypatch.setattr(module, "_BLOCK", block)
        assert list(lines_backwards(path)) == forwards[::-1]
    assert list(lines_backwards(tmp_path / "none")) == []


def test_a_torn_end_goes_and_the_chain_goes_on(tmp_path: Path) -> None:
    path = journal(tmp_path, 2)
    path.write_bytes(path.read_bytes() + b'{"at":"2024-05-10T14:00:00","intent":"' + b"x" * 300)
    append_chained(path, {"at": "2024-05-10T15:00:00"}, synced=False)
    assert (prove(path).lines, prove(path).fault) == (3, None)


def test_what_was_synced_and_is_missing_is_told_by_the_next_line(tmp_path: Path) -> None:
    path = journal(tmp_path, 3)
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    for _ in range(2):
        append_chained(path, {"at": "2024-05-10T15:00:00"}, synced=False)
    lost = [json.loads(line).get("lost") for line in whole_lines(path)]
    assert lost == [None, None, len(whole.splitlines(keepends=True)[2]), None]


@pytest.mark.parametrize("note", [b"", b"\0" * 90, b"[]", b'{"line": 1}'])
def test_a_torn_note_of_the_end_stops_nobody(tmp_path: Path, note: bytes) -> None:
    path = journal(tmp_path, 2)
    path.with_suffix(".head").write_bytes(note)
    assert noted_end(path) is None
    append_chained(path, {"at": "2024-05-10T15:00:00"}, synced=True)
    assert prove(path).fault is None


def test_lines_of_an_older_version_are_vouched_for_by_the_first_chained_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"at":"2024-05-01T08:00:00","register":"a"}\n' * 3)
    journal(tmp_path, 2)
    assert [json.loads(line).get("line") for line in whole_lines(path)] == [None, None, None, 4, 5]
    proof = prove(path)
    assert (proof.lines, proof.unchained, proof.first, proof.fault) == (5, 3, "2024-05-01T08:00:00", None)


def _note_often(folder: str, who: str) -> None:
    for _ in range(40):
        Journal(Workspace(Path(folder))).note("sent", who, NOW)


def test_two_processes_append_at_once(tmp_path: Path) -> None:
    processes = [
        multiprocessing.get_context("spawn").Process(target=_note_often, args=(str(tmp_path), who)) for who in "ab"
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    path = journal_path(Workspace(tmp_path))
    registers = [json.loads(line)["register"] for line in whole_lines(path)]
    assert (registers.count("a"), registers.count("b")) == (40, 40)
    assert (prove(path).lines, prove(path).fault) == (80, None)
