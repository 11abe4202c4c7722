"""How is one verb run over files and folders of registers? One after the other; a broken one does not stop the rest.

Invariant: every register named or found has exactly one outcome.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from xltools.commands.pass_report import Outcome, PassFailure
from xltools.errors import NotARegisterError, VanishedError, XltoolsError
from xltools.operations.no_register import no_register_in
from xltools.operations.passes.refresh import RefreshResult
from xltools.operations.progress import Stages, untold
from xltools.operations.workspace import workbooks_in

_Done = TypeVar("_Done")
OnePass = Callable[[Path, datetime, Stages], RefreshResult]


def run_passes(paths: Sequence[Path], now: datetime, one_pass: OnePass, *, quiet: bool) -> list[Outcome]:
    """Run one pass over registers, each named or in a folder.

    Args:
        paths: Workbooks and folders; in a folder, workbooks that are no registers are passed over.
        now: The moment of all passes.
        one_pass: Refresh or check.
        quiet: No progress.
    """
    return [outcome for path in dict.fromkeys(paths) for outcome in _outcomes(path, now, one_pass, quiet)]


def _outcomes(path: Path, now: datetime, one_pass: OnePass, quiet: bool) -> list[Outcome]:
    if not _is_folder(path):
        return [_outcome(path, now, one_pass, _stages(quiet))]
    workbooks = workbooks_in(path)
    with click.progressbar(
        workbooks, label=f"{len(workbooks)} workbooks", file=sys.stderr, hidden=quiet or not sys.stderr.isatty()
    ) as bar:
        outcomes = [_outcome(workbook, now, one_pass, untold) for workbook in bar]
    return of_registers(path, outcomes)


def of_registers(folder: Path, outcomes: Iterable[_Done | PassFailure]) -> list[_Done | PassFailure]:
    """The outcomes without those of workbooks that are no registers; that there is none, where none is left."""
    return [each for each in outcomes if not _is_other_workbook(each)] or [PassFailure(folder, no_register_in(folder))]


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file system takes
        return False


def _is_other_workbook(outcome: object) -> bool:
    return isinstance(outcome, PassFailure) and type(outcome.error) is NotARegisterError


def _outcome(path: Path, now: datetime, one_pass: OnePass, progress: Stages) -> Outcome:
    try:
        return one_pass(path, now, progress)
    except XltoolsError as error:
        return PassFailure(path, error)
    except FileNotFoundError:
        return PassFailure(path, VanishedError(path))


def _stages(quiet: bool) -> Stages:
    """On a terminal, name the stage in place; a large register takes seconds."""
    if quiet or not sys.stderr.isatty():
        return untold

    def show(stage: str) -> None:
        click.echo(f"\r{stage:<10}… ", nl=False, err=True)

    return show
