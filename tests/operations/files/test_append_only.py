"""Lines are added whole, behind the last whole one."""

import errno
import os
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from xltools.operations.files.append_only import append_lines, read_line, written_line


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


@pytest.mark.parametrize(
    ("value", "back"),
    [
        ("工单 💥", "工单 💥"),
        ("\ud800", "\ud800"),
        (datetime(2024, 5, 6, 12, 15), "2024-05-06T12:15:00"),
        (date(2024, 5, 6), "2024-05-06"),
        (timedelta(hours=1), None),
        ([2**70, timedelta(1), time(9, 30)], [2**70, None, "09:30:00"]),
        ([1, 2.5, True, None], [1, 2.5, True, None]),
    ],
)
def test_values_come_back_as_json_has_words_for_them(value: object, back: object) -> None:
    assert read_line(written_line({"value": value})) == {"value": back}


def test_a_torn_line_cannot_be_read() -> None:
    with pytest.raises(ValueError):
        read_line(b'{"a":1')


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        append_lines(tmp_path / "x.jsonl", [{"a": 1}])
