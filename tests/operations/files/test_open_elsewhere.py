"""Locks of Excel, WPS and LibreOffice: respected, named, never removed."""

import errno
import os
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.operations.files.windows_double import SHARE_ALL, Kernel32Double
from xltools.errors import ReadOnlyWorkbookError, VanishedError, WorkbookBusyError
from xltools.operations.files import system_files
from xltools.operations.files.left_behind import TEMPORARY_PREFIX
from xltools.operations.files.open_elsewhere import own_lock, refuse_if_open

NOW = datetime(2024, 5, 10, 14, 0)


def excel_owner(name: str) -> bytes:
    """An owner file as Excel writes it: 165 bytes, ANSI name, then UTF-16 (clients.md, section 1)."""
    ansi = name.encode("gbk")
    head = bytes([len(ansi)]) + ansi.ljust(54, b" ")
    wide = name.encode("utf-16-le")
    return head + len(name).to_bytes(2, "little") + wide.ljust(108, b"\x20\x00"[:1])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "售后台账.xlsx"
    path.write_bytes(b"x")
    return path


@pytest.mark.parametrize(
    ("lock", "content", "who"),
    [
        (".~lock.售后台账.xlsx#", b"Li Na,root,vm,21.11.2026 20:47,file:///profile;", "Li Na"),
        ("~$售后台账.xlsx", excel_owner("李娜"), "李娜"),
        (".~售后台账.xlsx", excel_owner("李娜"), "李娜"),
        ("~$后台账.xlsx", excel_owner("李娜"), "李娜"),
        (".~台账.xlsx", b"", "somebody"),
    ],
)
def test_any_lock_stops_and_names_its_owner(book: Path, lock: str, content: bytes, who: str) -> None:
    (book.parent / lock).write_bytes(content)
    with pytest.raises(WorkbookBusyError) as raised:
        refuse_if_open(book)
    assert who in raised.value.owner
    assert (book.parent / lock).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "told"),
    [("李\n娜\x1b[31m\x07", "by 李 娜 [31m"), ("长" * 4000, f"by {'长' * 60}"), (" \r\n\u202e ", "by somebody")],
)
def test_a_name_that_anybody_could_write_stays_one_short_line(book: Path, name: str, told: str) -> None:
    (book.parent / ".~lock.售后台账.xlsx#").write_bytes(f"{name},root,vm,,;".encode()[:4096])
    with pytest.raises(WorkbookBusyError) as raised:
        refuse_if_open(book)
    assert raised.value.owner.partition(", says ")[0] == told


def test_a_lock_of_a_workbook_with_the_shorter_name_is_not_ours(book: Path) -> None:
    (book.parent / "后台账.xlsx").write_bytes(b"x")
    (book.parent / "~$后台账.xlsx").write_bytes(excel_owner("李娜"))
    refuse_if_open(book)


def test_our_lock_is_taken_once_and_goes(book: Path) -> None:
    lock = book.parent / ".~lock.售后台账.xlsx#"
    with own_lock(book, NOW):
        assert lock.read_text(encoding="utf-8").startswith("xltools 写回,")
        refuse_if_open(book)  # our own is no sign of somebody
        with pytest.raises(WorkbookBusyError), own_lock(book, NOW):
            pass
        assert lock.exists()
    assert not lock.exists()


def test_a_lock_that_became_somebody_elses_is_left_alone(book: Path) -> None:
    lock = book.parent / ".~lock.售后台账.xlsx#"
    with own_lock(book, NOW):
        lock.write_text("Li Na,root,vm,,;", encoding="utf-8")
    assert lock.exists()


@pytest.mark.skipif(os.name != "posix", reason="255 bytes is the limit of POSIX file systems")
def test_a_name_too_long_for_a_lock_goes_on_without(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 82 + ".xlsx")
    path.write_bytes(b"x")
    with own_lock(path, NOW):
        assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def own_lock_of(book: Path, process: int, host: str = "") -> Path:
    lock = book.parent / ".~lock.售后台账.xlsx#"
    text = f"xltools 写回,root,{host or socket.gethostname()},10.05.2024 14:00,file:///xltools/{process};"
    lock.write_text(text, encoding="utf-8")
    return lock


@pytest.fixture(scope="module")
def dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_lock_that_a_killed_xltools_left_behind_is_ours_to_take(book: Path, dead_process: int) -> None:
    lock = own_lock_of(book, dead_process)
    temporary = book.parent / f"{TEMPORARY_PREFIX}{dead_process}-abc.tmp"
    temporary.write_bytes(b"half")
    refuse_if_open(book)
    with own_lock(book, NOW):
        assert f"/{os.getpid()}/" in lock.read_text(encoding="utf-8")
    assert [entry.name for entry in book.parent.iterdir()] == [book.name]


def test_a_lock_of_a_living_xltools_or_another_computer_stands(book: Path, dead_process: int) -> None:
    for process, host in ((os.getppid(), ""), (dead_process, "another-computer"), (0, "")):
        lock = own_lock_of(book, process, host)
        with pytest.raises(WorkbookBusyError):
            refuse_if_open(book)
        with pytest.raises(WorkbookBusyError), own_lock(book, NOW):
            pass
        assert lock.exists()


def test_a_lock_that_cannot_be_filled_goes_again(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReadOnlyWorkbookError), own_lock(book, NOW):
        pass
    assert [entry.name for entry in book.parent.iterdir()] == [book.name]


def test_a_lock_never_stands_without_its_text(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # a kill in between would leave a lock of nobody, which is never removed
    real, seen = os.open, []

    def watched(path: object, *arguments: int, **options: int) -> int:
        handle = real(path, *arguments, **options)  # type: ignore[call-overload]
        seen.extend(entry.stat().st_size for entry in book.parent.glob(".~lock.*"))
        return handle  # type: ignore[no-any-return]

    monkeypatch.setattr(os, "open", watched)
    with own_lock(book, NOW):
        pass
    assert 0 not in seen


def test_no_folder_no_lock(book: Path) -> None:
    with pytest.raises(VanishedError), own_lock(book.parent / "fort" / book.name, NOW):
        pass


def test_on_windows_an_owner_file_without_a_holder_is_stale(book: Path, calls: Kernel32Double) -> None:
    # clients.md, section 4: an exclusive open that succeeds proves that nobody has it
    owner = book.parent / f"~${book.name}"
    owner.write_bytes(excel_owner("李娜"))
    refuse_if_open(book)
    assert owner.exists()


@pytest.mark.parametrize("held", [True, None])
def test_on_windows_an_owner_file_counts_unless_it_is_disproved(
    book: Path, calls: Kernel32Double, monkeypatch: pytest.MonkeyPatch, held: bool | None
) -> None:
    owner = book.parent / f"~${book.name}"
    owner.write_bytes(excel_owner("李娜"))
    monkeypatch.setattr(type(system_files.system()), "held", lambda *_: held)
    with pytest.raises(WorkbookBusyError) as raised:
        refuse_if_open(book)
    assert "李娜" in raised.value.owner


@pytest.mark.parametrize("lock", [".~lock.售后台账.xlsx#", ".~售后台账.xlsx"])
def test_on_windows_other_locks_stand_even_without_a_holder(book: Path, calls: Kernel32Double, lock: str) -> None:
    (book.parent / lock).write_text("Li Na,root,vm,,;", encoding="utf-8")
    with pytest.raises(WorkbookBusyError):
        refuse_if_open(book)


def test_on_windows_a_holder_without_an_owner_file_is_somebody(book: Path, calls: Kernel32Double) -> None:
    calls.holders[str(book)] = [SHARE_ALL]
    with pytest.raises(WorkbookBusyError):
        refuse_if_open(book)
    assert calls.open_handles == 0


def test_on_windows_a_scanners_short_look_is_nobody(book: Path, calls: Kernel32Double) -> None:
    calls.open_codes = [32, 32]
    refuse_if_open(book)


@pytest.mark.skipif(os.name != "posix", reason="locks as POSIX has them")
def test_a_lock_that_only_the_system_knows_is_somebody(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_files.time, "sleep", lambda _: None)
    monkeypatch.setattr(type(system_files.system()), "held", lambda *_: True)
    with pytest.raises(WorkbookBusyError):
        refuse_if_open(book)
