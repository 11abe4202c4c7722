"""Windows through a double of its calls (clients.md, section 4): who holds it, reading, ReplaceFileW's own errors."""

import errno
import sys
from pathlib import Path

import pytest

from tests.operations.files.windows_double import SHARE_ALL, SHARE_NOTHING, Kernel32Double, windows
from xltools.operations.files.windows_files import HalfReplacedError, this_windows, windows_code


@pytest.fixture
def calls() -> Kernel32Double:
    return Kernel32Double()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old" * 1000)
    return path


@pytest.mark.parametrize(("code", "held"), [(0, False), (32, True), (33, True), (5, None), (2, None), (53, None)])
def test_only_sharing_violations_say_that_it_is_open(
    calls: Kernel32Double, book: Path, code: int, held: bool | None
) -> None:
    calls.open_codes = [code]
    assert windows(calls).held(book) is held
    assert calls.open_handles == 0


@pytest.mark.parametrize("share", [SHARE_NOTHING, SHARE_ALL])
def test_whatever_a_holder_shares_the_probe_meets_it(calls: Kernel32Double, book: Path, share: int) -> None:
    calls.holders[str(book)] = [share]
    assert windows(calls).held(book) is True


def test_reading_goes_on_beside_a_holder_who_shares(calls: Kernel32Double, book: Path) -> None:
    calls.holders[str(book)] = [SHARE_ALL]
    assert windows(calls).read(book) == b"old" * 1000
    assert calls.open_handles == 0


@pytest.mark.parametrize(
    ("code", "error"), [(32, PermissionError), (5, PermissionError), (2, FileNotFoundError), (1117, OSError)]
)
def test_errors_are_those_of_python_with_the_systems_number(
    calls: Kernel32Double, book: Path, code: int, error: type[OSError]
) -> None:
    calls.open_codes = [code]
    with pytest.raises(error) as raised:
        windows(calls).read(book)
    assert windows_code(raised.value) == code


def test_an_error_of_another_system_has_no_windows_code() -> None:
    assert windows_code(PermissionError(errno.EACCES, "denied")) is None


def test_a_file_takes_the_place_of_another_one(calls: Kernel32Double, book: Path) -> None:
    new = book.with_name("new.tmp")
    new.write_bytes(b"new")
    windows(calls).replace(new, book)
    assert book.read_bytes() == b"new"
    assert calls.flags == [1]  # REPLACEFILE_WRITE_THROUGH


@pytest.mark.parametrize("code", [1, 50, 87, 120])
def test_where_replacefile_is_unknown_it_is_renamed(calls: Kernel32Double, book: Path, code: int) -> None:
    new = book.with_name("new.tmp")
    new.write_bytes(b"new")
    calls.replace_codes = [code]
    windows(calls).replace(new, book)
    assert book.read_bytes() == b"new"
    assert not new.exists()


@pytest.mark.parametrize(("code", "as_code"), [(5, 5), (32, 32), (33, 33), (1175, 32), (112, 112)])
def test_what_changed_nothing_is_told_by_its_number(calls: Kernel32Double, book: Path, code: int, as_code: int) -> None:
    calls.replace_codes = [code]
    with pytest.raises(OSError) as raised:
        windows(calls).replace(book.with_name("new.tmp"), book)
    assert windows_code(raised.value) == as_code
    assert book.exists()


@pytest.mark.parametrize("code", [1176, 1177])
def test_half_a_replacement_has_an_error_of_its_own(calls: Kernel32Double, book: Path, code: int) -> None:
    calls.replace_codes = [code]
    with pytest.raises(HalfReplacedError):
        windows(calls).replace(book.with_name("new.tmp"), book)


def test_processes_live_are_dead_or_may_not_be_asked(calls: Kernel32Double) -> None:
    began = (7 << 32) + 5
    calls.processes, calls.exit_codes = {10: began, 11: None, 12: began}, {12: 0}
    system = windows(calls)
    assert [system.started(process) for process in (10, 11, 12, 13)] == [str(began), "", None, None]
    assert calls.open_handles == 0


@pytest.mark.skipif(sys.platform == "win32", reason="says what happens elsewhere")
def test_there_is_no_windows_here() -> None:
    with pytest.raises(OSError):
        this_windows()
