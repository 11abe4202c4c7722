"""Refreshes that are killed: imported once, forked for each death.

Reads lines ``FILE<tab>step<tab>NUMBER`` (dies before that call to the system) or ``FILE<tab>wait<tab>SECONDS`` (is
killed from outside then) and answers each with ``killed`` or ``done``.
"""

import io
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from tests.registers import NOW, small_definition
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh

CHANGING = {
    "open", "write", "flush", "close", "truncate", "fsync", "rename", "replace", "link", "unlink", "remove", "mkdir",
    "utime", "chmod", "chown", "setxattr", "flock",
}  # fmt: skip


def refreshed(path: Path) -> None:
    refresh(path, NOW, order=PassOrder(definition=small_definition(), hold_seconds=0))


def die_at(step: int) -> None:
    """Let this process die just before the so-and-so-many-th call that may change something on the disk."""
    left = step

    def count(_: FrameType, event: str, called: object) -> None:
        nonlocal left
        if event == "c_call" and getattr(called, "__name__", "") in CHANGING and _reaches_the_system(called):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)


def _reaches_the_system(called: object) -> bool:
    owner = getattr(called, "__self__", None)
    return not isinstance(owner, io.BytesIO | io.StringIO) and (
        type(owner).__module__ == "_io" or getattr(owner, "__name__", "") in {"posix", "io", "_io", "fcntl"}
    )


def one_life(
    path: Path, kind: str, value: str, work: Callable[[Path], object], dies: Callable[[int], None] = die_at
) -> bool:
    """Whether the work was killed before it was done."""
    child = os.fork()
    if not child:
        try:
            if kind == "step":
                dies(int(value))
            work(path)
        finally:
            os._exit(0)
    if kind == "wait":
        time.sleep(float(value))
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def live(work: Callable[[Path], object], dies: Callable[[int], None] = die_at) -> None:
    """One life for each line of the standard input."""
    for line in sys.stdin:
        name, kind, value = line.rstrip("\n").split("\t")
        print("killed" if one_life(Path(name), kind, value, work, dies) else "done", flush=True)


if __name__ == "__main__":
    live(refreshed)
