"""How is a supervisor told how far a report is? A bar while registers are read, then the stage.

Invariant: nothing is shown where nobody looks: not with --quiet or --json, not into a file.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from xltools.commands.command_options import CommonOptions
from xltools.operations.reporting.summarizing import Progress

_WIDTH = 30


@contextmanager
def summary_progress(common: CommonOptions) -> Iterator[Progress]:
    """Somebody to tell."""
    if common.quiet or common.as_json or not sys.stderr.isatty():
        yield lambda *_: None
        return

    def show(stage: str, done: int, of: int) -> None:
        filled = _WIDTH * done // of if of else 0
        counted = f" {done}/{of}" if of > 1 else ""
        click.echo(f"\r{stage:<10} [{'#' * filled}{'-' * (_WIDTH - filled)}]{counted} ", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo("\r" + " " * (_WIDTH + 30) + "\r", nl=False, err=True)
