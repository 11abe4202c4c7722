"""A file is waited for so long and no longer."""

import threading

import pytest

from xltools.operations.branches.arriving import within
from xltools.operations.reporting.troubles import SlowFileError


def test_what_arrives_is_given_and_what_fails_fails() -> None:
    assert within(30, "x", lambda: b"told") == b"told"
    assert within(30, "x", lambda: b"") == b""
    with pytest.raises(ZeroDivisionError):
        within(30, "x", lambda: bytes(1 // 0))


def test_what_never_arrives_is_left() -> None:
    released = threading.Event()

    def hang() -> bytes:
        released.wait()
        return b""

    with pytest.raises(SlowFileError):
        within(0.01, "share/x.xlsx", hang)
    released.set()
