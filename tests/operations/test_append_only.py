"""Lines are added whole, behind the last whole one."""

import errno
import os
from pathlib import Path

import pytest

from xltools.operations.append_only import append_lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'{"a":1}\n'),
        (b'{"b":2}\n', b'{"b":2}\n{"a":1}\n'),
        (b'{"b":2}\n{"c', b'{"b":2}\n{"a":1}\n'),
        (b'{"c', b'{"a":1}\n'),
    ],
)
def test_a_torn_end_goes_and_nothing_else(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(before)
    append_lines(path, [{"a": 1}])
    assert path.read_bytes() == after


def test_nothing_to_add_makes_no_file(tmp_path: Path) -> None:
    append_lines(tmp_path / "x.jsonl", [])
    assert not (tmp_path / "x.jsonl").exists()


def test_any_text_fits(tmp_path: Path) -> None:
    append_lines(tmp_path / "x.jsonl", [{"text": "\ud800\n💥\r"}])
    assert len((tmp_path / "x.jsonl").read_bytes().splitlines()) == 1


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        append_lines(tmp_path / "x.jsonl", [{"a": 1}])
