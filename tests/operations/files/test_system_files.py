"""Windows says 5, 32 and 33 for a moment while scanners look: waited for; everything else is told at once."""

import errno
import os

import pytest

from xltools.operations.files import system_files
from xltools.operations.files.system_files import (
    RETRY_SECONDS,
    denied_on_windows,
    in_use,
    is_running,
    patiently,
    system,
)


def windows_error(code: int) -> OSError:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = code  # type: ignore[attr-defined]
    return error


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []
    monkeypatch.setattr(system_files.time, "sleep", pauses.append)
    return pauses


def attempts(failures: list[OSError]) -> int:
    """How often it was tried until it went well."""
    done = 0

    def action() -> int:
        nonlocal done
        done += 1
        if failures:
            raise failures.pop(0)
        return done

    return patiently(action)


@pytest.mark.parametrize("code", [5, 32, 33])
def test_it_is_tried_again_with_doubling_pauses(slept: list[float], code: int) -> None:
    assert attempts([windows_error(code)] * 3) == 4
    assert slept == [0.05, 0.1, 0.2]


def test_after_two_and_a_half_seconds_it_is_told(slept: list[float]) -> None:
    with pytest.raises(PermissionError):
        attempts([windows_error(32)] * 20)
    assert tuple(slept) == RETRY_SECONDS
    assert 2.0 <= sum(slept) <= 3.0


@pytest.mark.parametrize("error", [windows_error(112), PermissionError(errno.EACCES, "no"), OSError(errno.EIO, "bad")])
def test_other_errors_are_told_at_once(slept: list[float], error: OSError) -> None:
    with pytest.raises(type(error)):
        attempts([error])
    assert slept == []


def test_in_use_and_denied_are_told_apart() -> None:
    codes = (5, 32, 33, 2)
    assert [in_use(windows_error(code)) for code in codes] == [False, True, True, False]
    assert [denied_on_windows(windows_error(code)) for code in codes] == [True, False, False, False]


def test_this_process_runs_on_the_chosen_system() -> None:
    assert is_running(os.getpid())
    assert system() is system()
