"""How is a watcher asked to end? By Ctrl-C, by the system's signals, by the window being closed.

Invariant: asking never interrupts anything; who is asked looks at `requested` between two deeds.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# Ctrl-C, the system going down, a terminal that was closed, and Windows' Ctrl-Break or closed console.
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class StopRequest:
    """Whether the end was asked for.

    Attributes:
        requested: A plain flag: a signal may arrive in the middle of anything, where no lock can be taken.
    """

    def __init__(self) -> None:
        self.requested = False


@contextmanager
def stopping_by_signals(stop: StopRequest) -> Iterator[None]:
    """Let the signals of this system set the flag; who is impatient is told that the deed in hand is being finished."""

    def ask(_number: int, _frame: object) -> None:
        if stop.requested:
            _tell_the_impatient()
        stop.requested = True

    known = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, ask) for number in known}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell_the_impatient() -> None:
    """By the system call: a signal may arrive in the middle of a print, which may not be entered twice."""
    with suppress(OSError, ValueError, AttributeError):
        os.write(sys.stderr.fileno(), b"xltools: finishing what is being done, then ending\n")
