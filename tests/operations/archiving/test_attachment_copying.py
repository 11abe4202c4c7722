"""A copy is what the file held at one moment. (FR-14)"""

import hashlib
import os
from pathlib import Path

import pytest

from xltools.operations.archiving import attachment_copying
from xltools.operations.archiving.attachment_copying import UncopiedError, copy_file


def test_a_copy_has_the_bytes_and_the_time(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    data = os.urandom(3 * 1024 * 1024 + 7)
    source.write_bytes(data)
    os.utime(source, (1_000_000_000, 1_000_000_000))
    assert copy_file(source, target) == (len(data), hashlib.sha256(data).hexdigest())
    assert target.read_bytes() == data
    assert target.stat().st_mtime == 1_000_000_000


class Saved:
    """Somebody saves the file while it is copied, so many times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, source: Path, times: int) -> None:
        self._copied, self._source, self._times = attachment_copying._copied, source, times
        monkeypatch.setattr(attachment_copying, "_copied", self._copy)

    def _copy(self, source: Path, target: Path) -> tuple[int, str]:
        told = self._copied(source, target)
        if self._times:
            self._times -= 1
            self._source.write_bytes(b"saved %d" % self._times)
        return told


def test_a_file_that_changes_meanwhile_is_copied_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"old, and longer than what comes")
    Saved(monkeypatch, source, 2)
    assert copy_file(source, target) == (7, hashlib.sha256(b"saved 0").hexdigest())
    assert target.read_bytes() == b"saved 0"


def test_a_file_that_changes_all_the_time_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"x")
    Saved(monkeypatch, tmp_path / "a", 99)
    with pytest.raises(UncopiedError):
        copy_file(tmp_path / "a", tmp_path / "b")


def test_what_cannot_be_read_is_told_and_what_cannot_be_written_is_another_matter(tmp_path: Path) -> None:
    with pytest.raises(UncopiedError):
        copy_file(tmp_path / "nothing", tmp_path / "b")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UncopiedError):
        copy_file(tmp_path / "folder", tmp_path / "b")
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(OSError, match="nowhere"):
        copy_file(tmp_path / "a", tmp_path / "nowhere" / "b")
