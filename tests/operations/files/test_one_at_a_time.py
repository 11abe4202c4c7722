"""Who comes second waits, and is told after a while."""

from pathlib import Path

import pytest

from xltools.errors import LedgerError, WorkbookBusyError
from xltools.operations.files.one_at_a_time import one_at_a_time


def test_the_second_is_told_and_the_next_one_gets_it(tmp_path: Path) -> None:
    lock = tmp_path / "x.lock"
    with one_at_a_time(lock, 0, tmp_path, "another"), pytest.raises(WorkbookBusyError):  # noqa: SIM117
        with one_at_a_time(lock, 0, tmp_path, "another"):
            pass
    with one_at_a_time(lock, 0, tmp_path, "another"):
        assert lock.exists()


def test_it_is_let_go_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), one_at_a_time(tmp_path / "x.lock", 0, tmp_path, "another"):
        raise RuntimeError
    with one_at_a_time(tmp_path / "x.lock", 0, tmp_path, "another"):
        pass


def test_a_lock_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.lock").mkdir()
    with pytest.raises(LedgerError), one_at_a_time(tmp_path / "x.lock", 0, tmp_path, "another"):
        pass
