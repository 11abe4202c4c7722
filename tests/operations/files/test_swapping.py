"""Under the name stand the new bytes, the old ones, or somebody's later ones; half replacements are settled."""

import errno
from pathlib import Path

import pytest

from tests.operations.files.windows_double import Kernel32Double
from xltools.errors import ChangedSinceReadError, ReadOnlyWorkbookError, WorkbookBusyError
from xltools.operations.files.left_behind import TEMPORARY_PREFIX, written_temporary
from xltools.operations.files.swapping import swap


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    return path


def swapped(book: Path, looks: list[int] | None = None) -> None:
    def look() -> None:
        if looks is not None:
            looks.append(1)

    swap(written_temporary(book.parent, b"new"), book, look, b"old", book.parent / "kept.xlsx")


def test_scanners_are_waited_for_with_a_look_at_each_attempt(calls: Kernel32Double, book: Path) -> None:
    looks: list[int] = []
    calls.replace_codes = [5, 32, 33, 1175]
    swapped(book, looks)
    assert book.read_bytes() == b"new"
    assert len(looks) == 5


def test_who_saves_while_we_wait_wins(calls: Kernel32Double, book: Path) -> None:
    calls.replace_codes = [32, 0]
    calls.on_replace = lambda: book.write_bytes(b"the clerk's")

    def look() -> None:
        if book.read_bytes() != b"old":
            raise ChangedSinceReadError(book)

    with pytest.raises(ChangedSinceReadError):
        swap(written_temporary(book.parent, b"new"), book, look, b"old", book)
    assert book.read_bytes() == b"the clerk's"


@pytest.mark.parametrize("code", [5, 32, 33, 1175])
def test_a_handle_that_stays_is_busy(calls: Kernel32Double, book: Path, code: int) -> None:
    calls.replace_codes = [code] * 20
    with pytest.raises(WorkbookBusyError):
        swapped(book)
    assert book.read_bytes() == b"old"


def test_a_refusal_for_good_is_told(calls: Kernel32Double, book: Path) -> None:
    calls.replace_codes = [112]
    with pytest.raises(ReadOnlyWorkbookError):
        swapped(book)
    assert book.read_bytes() == b"old"


@pytest.mark.parametrize("code", [1176, 1177])
def test_half_a_replacement_is_finished(calls: Kernel32Double, book: Path, code: int) -> None:
    calls.replace_codes = [code]
    swapped(book)
    assert book.read_bytes() == b"new"


def refusing_to_name(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The system gives no file a new name for so many calls."""
    real = Path.rename
    left = [times]

    def rename(self: Path, target: Path) -> Path:
        if self.name.startswith(TEMPORARY_PREFIX) and left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)


def test_what_cannot_be_finished_is_put_back(
    calls: Kernel32Double, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls.replace_codes = [1176]
    refusing_to_name(monkeypatch, 1)
    with pytest.raises(WorkbookBusyError):
        swapped(book)
    assert book.read_bytes() == b"old"


def test_where_nothing_can_be_put_the_kept_version_is_named(
    calls: Kernel32Double, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls.replace_codes = [1177]
    refusing_to_name(monkeypatch, 2)
    with pytest.raises(ReadOnlyWorkbookError) as raised:
        swapped(book)
    assert "kept.xlsx" in str(raised.value)


@pytest.mark.parametrize("refusals", [0, 1])
def test_what_somebody_saved_meanwhile_is_never_replaced(
    calls: Kernel32Double, book: Path, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    real = Kernel32Double.ReplaceFileW

    def saved_at_once(self: Kernel32Double, old: str, new: str, *rest: int) -> int:
        done = real(self, old, new, *rest)  # type: ignore[arg-type]
        Path(old).write_bytes(b"the clerk's")
        return done

    calls.replace_codes = [1176]
    monkeypatch.setattr(Kernel32Double, "ReplaceFileW", saved_at_once)
    refusing_to_name(monkeypatch, refusals)
    with pytest.raises(ChangedSinceReadError):
        swapped(book)
    assert book.read_bytes() == b"the clerk's"
