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

from tests.operations.files.windows_double import SHARE_ALL, SHARE_NOTHING, Kernel32Double
from xltools.errors import (
    ChangedSinceReadError,
    PathTooLongError,
    ReadOnlyWorkbookError,
    UnsafeWorkbookError,
    VanishedError,
    WorkbookBusyError,
)
from xltools.operations.files import replacing
from xltools.operations.files.backups import kept_versions
from xltools.operations.files.left_behind import TEMPORARY_PREFIX
from xltools.operations.files.replacing import (
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
    real = os.utime

    def save_meanwhile(path: Path, *arguments: object, **options: object) -> None:
        book.write_bytes(b"the clerk's")
        real(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "utime", save_meanwhile)
    with pytest.raises(ChangedSinceReadError):
        replace(book)
    assert book.read_bytes() == b"the clerk's"
    assert leftovers(book) == []


@pytest.mark.parametrize("lock", ["~$台账.xlsx", ".~台账.xlsx"])
def test_who_opens_it_while_we_write_is_met(book: Path, monkeypatch: pytest.MonkeyPatch, lock: str) -> None:
    # clients.md, section 4, steps 5 and 9: the other programs' signs once more, beneath our own lock
    real = os.utime

    def open_meanwhile(path: Path, *arguments: object, **options: object) -> None:
        (book.parent / lock).write_bytes(b"")
        real(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "utime", open_meanwhile)
    monkeypatch.setattr(replacing.time, "sleep", lambda _: None)
    with pytest.raises(WorkbookBusyError):
        replace(book)
    assert book.read_bytes() == OLD
    assert leftovers(book) == [lock]


def test_a_clock_that_stepped_back_still_moves_the_time_on(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = int(book.stat().st_mtime)
    monkeypatch.setattr(replacing.time, "time", lambda: before - 365 * 86400.0)
    replace(book)
    assert int(book.stat().st_mtime) == before + 2


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


@pytest.mark.parametrize(
    ("module", "call"), [(os, "fsync"), (os, "link"), (replacing.shutil, "copymode"), (replacing.shutil, "copystat"),
                         (os, "replace")],
)  # fmt: skip
def test_a_full_disk_leaves_the_old_file(
    book: Path, monkeypatch: pytest.MonkeyPatch, module: object, call: str
) -> None:
    snapshot = read_snapshot(book)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, call, full)
    with pytest.raises(ReadOnlyWorkbookError):
        replace_workbook(snapshot, NEW, NOW, backups=book.parent / ".xltools" / "backups", hold_seconds=0)
    assert book.read_bytes() == OLD
    assert leftovers(book) == []
    assert list((book.parent / ".xltools").rglob("*.tmp")) == []


def test_the_whole_protocol_on_windows(book: Path, calls: Kernel32Double) -> None:
    (book.parent / f"~${book.name}").write_bytes(b"")  # left over: nobody has it open
    calls.replace_codes = [32, 5]
    replace(book)
    assert book.read_bytes() == NEW
    assert calls.flags == [1, 1, 1]
    assert calls.open_handles == 0
    assert leftovers(book) == [f"~${book.name}"]


def test_a_workbook_that_windows_knows_to_be_open_is_busy(book: Path, calls: Kernel32Double) -> None:
    snapshot = read_snapshot(book)
    calls.holders[str(book)] = [SHARE_ALL]
    assert read_snapshot(book).data == OLD  # it is read all the same
    with pytest.raises(WorkbookBusyError):
        replace_workbook(snapshot, NEW, NOW, backups=book.parent / "b", hold_seconds=0)
    assert book.read_bytes() == OLD


def test_who_opens_it_on_windows_in_the_last_moment_is_met(book: Path, calls: Kernel32Double) -> None:
    snapshot = read_snapshot(book)
    calls.on_replace = lambda: calls.holders.update({str(book): [SHARE_NOTHING]})
    with pytest.raises(WorkbookBusyError):
        replace_workbook(snapshot, NEW, NOW, backups=book.parent / ".xltools", hold_seconds=0)
    assert book.read_bytes() == OLD
    assert leftovers(book) == []


@pytest.mark.parametrize("code", [1176, 1177])
def test_a_half_replacement_on_windows_ends_whole(book: Path, calls: Kernel32Double, code: int) -> None:
    calls.replace_codes = [code]
    replace(book)
    assert book.read_bytes() == NEW


@pytest.mark.parametrize(
    ("code", "error"), [(32, WorkbookBusyError), (33, WorkbookBusyError), (5, ReadOnlyWorkbookError)]
)
def test_a_file_that_windows_does_not_let_us_read(
    book: Path, calls: Kernel32Double, code: int, error: type[Exception]
) -> None:
    calls.open_codes = [code] * 20
    with pytest.raises(error):
        read_snapshot(book)


def test_a_file_that_windows_lets_us_read_a_little_later(book: Path, calls: Kernel32Double) -> None:
    calls.open_codes = [32, 5, 33]
    assert read_snapshot(book).data == OLD


def test_a_file_that_excel_takes_away_for_a_moment_is_waited_for(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # clients.md, section 1: the old file is deleted before the new one gets its name
    book.rename(book.with_name("F5D42000"))
    monkeypatch.setattr(replacing.time, "sleep", lambda _: book.with_name("F5D42000").rename(book))
    assert read_snapshot(book).data == OLD


def test_a_file_that_keeps_changing_is_busy(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes

    def growing(self: Path) -> bytes:
        data = real(self)
        self.write_bytes(data + b"x")
        return data

    monkeypatch.setattr(replacing, "RETRY_SECONDS", (0.0, 0.0))
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


def test_what_is_replaced_is_kept(book: Path) -> None:
    backups = book.parent / ".xltools" / "backups"
    for second in range(3):
        snapshot = read_snapshot(book)
        replace_workbook(snapshot, b"%d" % second, NOW.replace(second=second), backups=backups, hold_seconds=0)
    assert [version.path.read_bytes() for version in kept_versions(backups)] == [OLD, b"0", b"1"]


def test_a_path_that_excel_does_not_open_is_refused(tmp_path: Path) -> None:
    # Microsoft, KB 271513: 218 characters, folders included
    folder = tmp_path / "深" / ("x" * 50)
    folder.mkdir(parents=True)
    for length, refused in ((218, False), (219, True)):
        path = folder / ("y" * (length - len(str(folder)) - 6) + ".xlsx")
        path.write_bytes(OLD)
        assert len(str(path)) == length
        if refused:
            with pytest.raises(PathTooLongError):
                refuse_if_not_replaceable(path)
        else:
            refuse_if_not_replaceable(path)


def test_a_writable_file_passes(book: Path) -> None:
    refuse_if_not_replaceable(book)


KILLED = """
    import sys, time
    from datetime import datetime
    from pathlib import Path
    from xltools.operations.files import replacing

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


@pytest.mark.skipif(os.name != "posix", reason="hard links as POSIX has them")
def test_the_second_name_that_a_killed_init_left_goes(book: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = book.with_name(f"{TEMPORARY_PREFIX}{dead.pid}-x.tmp")
    left.hardlink_to(book)
    refuse_if_not_replaceable(book)
    assert leftovers(book) == []
    left.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-x.tmp").hardlink_to(book)
    with pytest.raises(ReadOnlyWorkbookError):
        refuse_if_not_replaceable(book)
