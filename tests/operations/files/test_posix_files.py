"""POSIX: locks of others are seen and never taken, processes are told apart."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from xltools.operations.files.posix_files import PosixFiles

pytestmark = pytest.mark.skipif(os.name != "posix", reason="locks and processes as POSIX has them")

LOCKING = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    return path


def test_another_processs_lock_is_seen_and_stays(book: Path) -> None:
    # clients.md, section 1: LibreOffice holds one after its first save
    command = [sys.executable, "-c", LOCKING, str(book)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        assert PosixFiles().held(book) is True
        assert PosixFiles().held(book) is True
        process.communicate(b"")
    assert PosixFiles().held(book) is None


def test_no_lock_proves_nothing(book: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [PosixFiles().held(path) for path in (book, tmp_path / "none", tmp_path / "pipe")] == [None, None, None]


def test_a_file_system_without_locks_tells_nothing(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> bytes:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.fcntl", none)
    assert PosixFiles().held(book) is None


@pytest.mark.parametrize("links", [True, False])
def test_a_name_is_given_once(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:  # FAT, and some shares
        monkeypatch.setattr(os, "link", none)
    new = tmp_path / "new"
    new.write_bytes(b"new")
    PosixFiles().put(new, tmp_path / "name")
    assert (tmp_path / "name").read_bytes() == b"new"
    assert not new.exists()
    new.write_bytes(b"newer")
    with pytest.raises(FileExistsError):
        PosixFiles().put(new, book)
    assert book.read_bytes() == b"old"


def test_living_dead_and_unburied_processes() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    first = PosixFiles().started(process.pid)
    assert first is not None
    assert PosixFiles().started(process.pid) == first
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    if sys.platform == "linux":
        assert first
        assert PosixFiles().started(process.pid) is None  # dead, though its parent has not asked yet
    process.communicate()
    assert PosixFiles().started(process.pid) is None


def test_two_processes_of_one_number_began_at_different_times() -> None:
    assert PosixFiles().started(os.getpid()) == PosixFiles().started(os.getpid())
    if sys.platform == "linux":
        assert PosixFiles().started(1) != PosixFiles().started(os.getpid())
