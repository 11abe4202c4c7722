"""Work for crews that can be found by name in another process."""

import os
import signal
import time
from pathlib import Path
from typing import NamedTuple

from xltools.operations.branches.crews import local_crew


class Load(NamedTuple):
    """Numbers to square; the process that meets the deadly one ends, as often as there are marks left in the folder."""

    numbers: tuple[int, ...]
    deadly: int = -1
    folder: str = ""


def squares(load: Load) -> list[tuple[int, int]]:
    for number in load.numbers:
        if number == load.deadly and _may_kill(load.folder):
            _end()
    return [(number, number * number) for number in load.numbers]


def _may_kill(folder: str) -> bool:
    """Always without a folder; else once for each file in it."""
    if not folder:
        return True
    for mark in Path(folder).iterdir():
        mark.unlink()
        return True
    return False


def _end() -> None:
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
    os._exit(9)


def not_installed(load: Load) -> list[tuple[int, int]]:
    raise ModuleNotFoundError(f"for {load}")


def hire_and_wait() -> None:
    """In a process of its own: tells the process that it starts, and works until it is killed."""
    with local_crew(2)(2) as crew:
        print(crew.executor.submit(os.getpid).result(), flush=True)
        time.sleep(60)


def taken_apart(load: Load) -> list[Load]:
    return [load._replace(numbers=(number,)) for number in load.numbers]
