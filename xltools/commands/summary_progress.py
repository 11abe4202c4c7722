"""How is a supervisor told how far a report is? A bar with the time that is left while registers are read.

Invariant: nothing is shown where nobody looks: not with --quiet or --json; into a file only a line now and then.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from xltools.commands.command_options import CommonOptions
from xltools.operations.progress import Progress, untold

_WIDTH = 30
_LINES = 10  # of a long reading, where no bar can be drawn
_WORTH_LINES = 50  # registers


@contextmanager
def summary_progress(common: CommonOptions) -> Iterator[Progress]:
    """Somebody to tell."""
    if common.quiet or common.as_json:
        yield untold
    elif not sys.stderr.isatty():
        yield _Lines().show
    else:
        try:
            yield _Bar().show
        finally:
            click.echo("\r" + " " * (_WIDTH + 50) + "\r", nl=False, err=True)


class _Bar:
    def __init__(self) -> None:
        self._clock = _Remaining()

    def show(self, stage: str, done: int, of: int) -> None:
        filled = _WIDTH * done // of if of else 0
        counted = f" {done}/{of}{self._clock.left(stage, done, of)}" if of > 1 else ""
        click.echo(f"\r{stage:<10} [{'#' * filled}{'-' * (_WIDTH - filled)}]{counted:<30} ", nl=False, err=True)


class _Lines:
    def __init__(self) -> None:
        self._clock = _Remaining()
        self._told = 0

    def show(self, stage: str, done: int, of: int) -> None:
        left = self._clock.left(stage, done, of)
        if of < _WORTH_LINES or done * _LINES // of <= self._told:
            return
        self._told = done * _LINES // of
        click.echo(f"{stage} {done}/{of}{left}", err=True)


class _Remaining:
    """How long the rest takes, if it goes on as it went since the first was told of."""

    def __init__(self) -> None:
        self._stage, self._since, self._first = "", 0.0, 0

    def left(self, stage: str, done: int, of: int) -> str:
        if stage != self._stage:
            self._stage, self._since, self._first = stage, time.monotonic(), done
        took = time.monotonic() - self._since
        if done <= self._first or done >= of:
            return ""
        seconds = round(took / (done - self._first) * (of - done))
        return f", {seconds // 60}:{seconds % 60:02} left"
