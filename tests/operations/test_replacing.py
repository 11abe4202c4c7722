"""Replaced whole or not at all, whatever happens in between."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import (
    ChangedSinceReadError,
    ReadOnlyWorkbookError,
    UnsafeWorkbookError,
    VanishedError,
    WorkbookBusyError,
)
from xltools.operations import replacing
from xltools.operations.replacing import (
    read_snapshot,
    real_path,
    refuse_if_not_replaceable,
    replace_workbook,
)

NOW = datetime(2024, 5, 10, 14, 0)
OLD, NEW = b"old" * 1000, b"new" * 1000


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(OLD)
    return path


def replace(path: Path, data: bytes = NEW) -> None:
    replace_workbook(read_snapshot(path), data, NOW, backups=path.parent / ".xltools" / "backups", hold_seconds=0)


def leftovers(path: Path) -> list[str]:
    return [entry.name for entry in path.parent.iterdir() if entry.name not in (path.name, ".xltools")]


def test_the_new_bytes_stand_there_and_the_old_are_kept(book: Path) -> None:
    replace(book)
    assert book.read_bytes() == NEW
    (backup,) = (book.parent / ".xltools" / "backups").iterdir()
    assert backup.read_bytes() == OLD
    assert leftovers(book) == []


def test_the_time_moves_on_by_whole_seconds(book: Path) -> None:
    # clients.md, section 3: programs compare seconds to notice a change
    before = int(book.stat().st_mtime)
    replace(book)
    assert int(book.stat().st_mtime) >= before + 2


@pytest.mark.skipif(os.name != "posix", reason="modes and extended attributes as POSIX has them")
def test_mode_and_extended_attributes_stay(book: Path) -> None:
    book.chmod(0o664)
    try:
        os.setxattr(book, "user.note", b"kept")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    replace(book)
    assert book.stat().st_mode & 0o777 == 0o664
    assert os.getxattr(book, "user.note") == b"kept"


def test_a_save_after_reading_wins(book: Path) -> None:
    snapshot = read_snapshot(book)
    book.write_bytes(b"the clerk's")
    with pytest.raises(ChangedSinceReadError):
        replace_workbook(snapshot, NEW, NOW, backups=book.parent / "b", hold_seconds=0)
    assert book.read_bytes() == b"the clerk's"
    assert leftovers(book) == []


def test_a_save_in_the_last_moment_wins(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = replacing._written_beside

    def save_meanwhile(path: Path, data: bytes) -> Path:
        temporary = real(path, data)
        path.write_bytes(b"the clerk's")
        return temporary

    monkeypatch.setattr(replacing, "_written_beside", save_meanwhile)
    with pytest.raises(ChangedSinceReadError):
        replace(book)
    assert book.read_bytes() == b"the clerk's"
    assert leftovers(book) == [".xltools"] or leftovers(book) == []


def test_opened_meanwhile_is_busy(book: Path) -> None:
    snapshot = read_snapshot(book)
    (book.parent / f".~lock.{book.name}#").write_text("Li Na,,,,;", encoding="utf-8")
    with pytest.raises(WorkbookBusyError):
        replace_workbook(snapshot, NEW, NOW, backups=book.parent / "b", hold_seconds=0)
    assert book.read_bytes() == OLD


def test_vanished_meanwhile(book: Path) -> None:
    snapshot = read_snapshot(book)
    book.unlink()
    with pytest.raises(VanishedError):
        replace_workbook(snapshot, NEW, NOW, backups=book.parent / "b", hold_seconds=0)
    assert leftovers(book) == []


@pytest.mark.parametrize("where", ["fsync", "copystat"])
def test_a_full_disk_leaves_the_old_file(book: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    snapshot = read_snapshot(book)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    backups = book.parent / ".xltools" / "backups"
    replacing._back_up(snapshot, backups, NOW)
    monkeypatch.setattr(replacing.os if where == "fsync" else replacing.shutil, where, full)
    with pytest.raises(ReadOnlyWorkbookError):
        replace_workbook(snapshot, NEW, NOW, backups=backups, hold_seconds=0)
    assert book.read_bytes() == OLD
    assert leftovers(book) == []


@pytest.mark.parametrize("code", [5, 32, 33])
def test_windows_sharing_violations_are_waited_for(book: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    real, failures = Path.replace, [code, code]

    def shared(self: Path, target: Path) -> Path:
        if failures:
            error = PermissionError(13, "in use")
            error.winerror = failures.pop()  # type: ignore[attr-defined]
            raise error
        return real(self, target)

    monkeypatch.setattr(replacing, "_RETRY_SECONDS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(Path, "replace", shared)
    replace(book)
    assert book.read_bytes() == NEW


def test_a_sharing_violation_that_lasts_is_busy(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shared(self: Path, target: Path) -> Path:
        error = PermissionError(13, "in use")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(replacing, "_RETRY_SECONDS", (0.0,))
    monkeypatch.setattr(Path, "replace", shared)
    with pytest.raises(WorkbookBusyError):
        replace(book)
    assert book.read_bytes() == OLD
    assert leftovers(book) == []


def test_a_file_that_keeps_changing_is_busy(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes

    def growing(self: Path) -> bytes:
        data = real(self)
        self.write_bytes(data + b"x")
        return data

    monkeypatch.setattr(replacing, "_RETRY_SECONDS", (0.0, 0.0))
    monkeypatch.setattr(Path, "read_bytes", growing)
    with pytest.raises(WorkbookBusyError):
        read_snapshot(book)


def test_too_large_is_refused_before_it_is_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "MAXIMUM_BYTES", 10)
    with pytest.raises(UnsafeWorkbookError):
        read_snapshot(book)


def test_folders_and_missing_files_are_no_workbooks(tmp_path: Path) -> None:
    with pytest.raises(VanishedError):
        read_snapshot(tmp_path)
    with pytest.raises(VanishedError):
        real_path(tmp_path / "x.xlsx")


def test_only_so_many_backups_are_kept(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "_KEPT_BACKUPS", 3)
    for second in range(6):
        snapshot = read_snapshot(book)
        backups = book.parent / ".xltools" / "backups"
        replace_workbook(snapshot, b"%d" % second, NOW.replace(second=second), backups=backups, hold_seconds=0)
    assert [backup.read_bytes() for backup in sorted(backups.iterdir())] == [b"2", b"3", b"4"]


def test_a_writable_file_passes(book: Path) -> None:
    refuse_if_not_replaceable(book)


KILLED = """
    import sys, time
    from datetime import datetime
    from pathlib import Path
    from xltools.operations import replacing

    path, data = Path(sys.argv[1]), b"new" * 400_000
    while True:
        snapshot = replacing.read_snapshot(path)
        print("go", flush=True)
        new = data if snapshot.data[:1] == b"o" else b"old" * 400_000
        backups = path.parent / ".xltools"
        replacing.replace_workbook(snapshot, new, datetime(2024, 5, 10), backups=backups, hold_seconds=0)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 as POSIX has it")
def test_kill_9_at_any_moment_leaves_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    whole = {b"old" * 400_000, b"new" * 400_000}
    path.write_bytes(b"old" * 400_000)
    for attempt in range(20):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(attempt * 0.0015)  # a different moment of the write each time; nothing below depends on it
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert path.read_bytes() in whole
        (tmp_path / f".~lock.{path.name}#").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("code", "error"), [(32, WorkbookBusyError), (33, WorkbookBusyError), (5, ReadOnlyWorkbookError)]
)
def test_a_file_that_windows_does_not_let_us_read(
    book: Path, monkeypatch: pytest.MonkeyPatch, code: int, error: type[Exception]
) -> None:
    def shut(_: Path) -> bytes:
        denied = PermissionError(13, "in use")
        denied.winerror = code  # type: ignore[attr-defined]
        raise denied

    monkeypatch.setattr(Path, "read_bytes", shut)
    with pytest.raises(error):
        read_snapshot(book)
