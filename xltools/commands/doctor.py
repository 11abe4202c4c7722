"""`xltools doctor FOLDER`: say what is wrong with a set-up, before or after trouble, and what to do about it."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, reading_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS
from xltools.operations.examining.answers import Verdict, together
from xltools.operations.examining.examination import Examined, examine, is_anything_wrong

_WIDTH = 24  # of the longest name of a check, and some


@click.command("doctor")
@click.argument("folder", type=WORKBOOK)
@reading_options
def command(folder: Path, common: CommonOptions) -> int:
    """Say what is wrong with the set-up of FOLDER and what to do; write, send and connect nothing.

    Looks at fonts and libraries, the folder and its disk, clock and holidays, xltools.toml, each register and its
    definition, locks, the memory in .xltools, the outbox, the watcher. -q: only what is wrong; -v: also what is well;
    what is doubtful may be meant so. Exit code 0: nothing is wrong, 1: something is to be done, 2: no such folder.
    """
    begun = _progress(quiet=common.quiet or common.as_json)
    told = examine(folder, common.now, begun=begun)
    begun("")
    if common.as_json:
        echo_json(_document(told, folder, common))
    else:
        _print(told, common)
    return EXIT_FINDINGS if is_anything_wrong(told) else EXIT_CLEAN


def _progress(*, quiet: bool) -> Callable[[str], object]:
    """On a terminal, name in place what is looked at; many registers take seconds."""
    if quiet or not sys.stderr.isatty():
        return lambda _: None
    return lambda check: click.echo(f"\r{check:<{_WIDTH}}\r", nl=False, err=True)


def _print(told: Sequence[Examined], common: CommonOptions) -> None:
    """A line each, and one for what to do; what several places have in common is said once, unless all is asked for."""
    shown = {Verdict.WRONG} if common.quiet else {Verdict.WRONG, Verdict.DOUBTFUL}
    shown = set(Verdict) if common.verbose else shown
    for check, of_check in groupby(told, key=lambda each: each.check):
        answers = [each.answer for each in of_check if each.answer.verdict in shown]
        for answer in answers if common.verbose else together(answers):
            place = f"{answer.where}: " if answer.where else ""
            click.echo(f"{answer.verdict.value:<9} {check:<13} {place}{answer.is_so}")
            if answer.to_do:
                click.echo(f"{'':<9} {'':<13} -> {answer.to_do}")
    if not common.quiet:
        click.echo(_summed_up(told, common))


def _summed_up(told: Sequence[Examined], common: CommonOptions) -> str:
    counts = Counter(each.answer.verdict for each in told)
    wrong, doubtful, well = (counts[each] for each in (Verdict.WRONG, Verdict.DOUBTFUL, Verdict.OK))
    hint = "" if common.verbose else " (-v shows that, too)"
    return f"{wrong} wrong, {doubtful} doubtful, {well} as it should be{hint}; nothing was changed"


def _document(told: Sequence[Examined], folder: Path, common: CommonOptions) -> dict[str, object]:
    answers = [{"check": check, **answer._asdict()} for check, answer in told]
    return {"now": common.now.isoformat(), "folder": str(folder), "answers": answers}
