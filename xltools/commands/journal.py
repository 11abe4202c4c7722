"""`xltools journal PATH`: what the tool did, when and why, in plain words; and whether anybody changed that since."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, reading_options
from xltools.commands.journal_words import Telling, entry_document, entry_lines
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS, NoJournalError, VanishedError
from xltools.operations.journaling.cases_meant import cases_meant
from xltools.operations.journaling.journal import journal_path
from xltools.operations.journaling.journal_proof import Damage, Proof, prove
from xltools.operations.journaling.journal_reading import Entry, Wanted, journal_entries
from xltools.operations.workspace import Workspace, workspace_at, workspace_of

_DAY = len("2026-11-21")
_MINUTE = len("2026-11-21T09:30")
_SHORTEST_HEAD = 8
_SHOWN = 5
_DAMAGES = {
    Damage.CHANGED: "is not what was written there",
    Damage.REMOVED: "should stand here and does not: lines were removed",
    Damage.INSERTED: "was not written by xltools here: it was inserted or moved",
    Damage.TORN: "is half written: a crash tore it, or an xltools is writing it right now",
}


@click.command("journal")
@click.argument("path", type=WORKBOOK)
@click.option(
    "--case", "case", default="", metavar="N", help="Only what concerns this case; a part of its number will do."
)
@click.option("--since", metavar="MOMENT", help="From this day or moment on, e.g. 2026-11-21 or 2026-11-21T09:30.")
@click.option("--until", metavar="MOMENT", help="Up to this day or moment, itself included.")
@click.option("--verify", is_flag=True, help="Prove that no line was changed, removed or inserted.")
@click.option("--noted", default="", metavar="HEAD", help="With --verify: a head that was noted earlier must be there.")
@reading_options
def command(
    path: Path, case: str, since: str | None, until: str | None, verify: bool, noted: str, common: CommonOptions
) -> int:
    """Tell what was done to the register PATH, or to all registers of the folder PATH, the latest last.

    One paragraph for each pass: when, why, which cells of which case from what to what, findings, notices. -v shows
    whole values and every cell. --verify follows the chain that every line belongs to. Exit code 0: told, or the chain
    is whole; 1: lines cannot be read, or the chain is broken; 2: there is no journal.
    """
    workspace, register = _asked_for(path)
    journal = journal_path(workspace)
    if not journal.exists():
        raise NoJournalError(path) if path.exists() else VanishedError(path)
    if verify:
        if noted and len(noted.strip()) < _SHORTEST_HEAD:
            raise click.BadParameter(f"name {_SHORTEST_HEAD} signs of the head at least", param_hint="--noted")
        return _print_proof(journal, prove(journal, noted), common)
    wanted = Wanted(register, *_span(since, until))
    case = _meant(workspace, register, case)
    unreadable: list[int] = []
    told = journal_entries(workspace, wanted, unreadable.append)
    entries = (each for each in told if not case or each.concerns(case))
    telling = Telling(case, common.verbose)
    if common.as_json:
        _print_json(entries, telling, unreadable)
    else:
        _print_lines(entries, telling)
        if unreadable:
            click.echo(f"{len(unreadable)} lines cannot be read, the first is line {unreadable[0]}. See: --verify")
    return EXIT_FINDINGS if unreadable else EXIT_CLEAN


def _asked_for(path: Path) -> tuple[Workspace, Callable[[str], bool]]:
    """The workspace, and which of its registers are meant; the register itself may be gone."""
    real = path.resolve()
    if not real.is_dir():
        workspace = workspace_of(real)
        return workspace, workspace.register_id(real).__eq__
    workspace = workspace_at(real)
    if workspace.root == real:
        return workspace, lambda _: True
    folder = f"{workspace.register_id(real)}/"
    return workspace, lambda register_id: register_id.startswith(folder)


def _meant(workspace: Workspace, register: Callable[[str], bool], typed: str) -> str:
    """The number of the only case that is asked for; "" for all."""
    meant = cases_meant(workspace, register, typed) if typed else []
    if len(meant) > 1:
        shown = ", ".join(meant[:_SHOWN]) + ", …" * (len(meant) > _SHOWN)
        raise click.BadParameter(f"{typed!r} may be {shown}; type more of it", param_hint="--case")
    return meant[0] if meant else typed


def _span(since: str | None, until: str | None) -> tuple[datetime, datetime]:
    first, last = _moment(since, "--since"), _moment(until, "--until")
    if last is not None and until is not None:
        length = len(until.strip())
        last += timedelta(days=1) if length <= _DAY else timedelta(minutes=1) if length <= _MINUTE else timedelta(0, 1)
    return first or datetime.min, last or datetime.max


def _moment(text: str | None, option: str) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no moment; write it like 2026-11-21 or 2026-11-21T09:30", param_hint=option
        ) from None


def _print_lines(entries: Iterator[Entry], telling: Telling) -> None:
    told = False
    for entry in entries:
        if told:
            click.echo()
        told = True
        for line in entry_lines(entry, telling):
            click.echo(line)
    if not told:
        click.echo(f"nothing is recorded {f'of {telling.case}' if telling.case else 'that was asked for'}")


def _print_json(entries: Iterator[Entry], telling: Telling, unreadable: list[int]) -> None:
    """One document, written piece by piece: a journal may have a gigabyte; what cannot be read is known at its end."""
    before = '{"entries": [\n'
    for entry in entries:
        _echo(before + json.dumps(entry_document(entry, telling), ensure_ascii=False))
        before = ",\n"
    _echo((before if before.startswith("{") else "\n") + f'],\n"unreadable": {json.dumps(unreadable)}}}\n')


def _echo(text: str) -> None:
    click.echo(text if sys.stdout.isatty() else text.encode("utf-8", "backslashreplace"), nl=False)


def _print_proof(journal: Path, proof: Proof, common: CommonOptions) -> int:
    fault = proof.fault
    if common.as_json:
        told = {**proof._asdict(), "fault": None if fault is None else {"line": fault.line, "what": fault.damage.value}}
        echo_json(told)
    elif fault is not None and fault.damage is Damage.NOT_FOUND:
        click.echo(
            f"{journal}: the noted head is nowhere in the chain: it was mistyped, or lines were cut off since. "
            f"The {proof.lines} lines that are there are whole."
        )
    elif fault is not None:
        click.echo(
            f"{journal}: line {fault.line} {_DAMAGES[fault.damage]}. The {proof.lines} lines before it are whole."
        )
    else:
        old = f", the first {proof.unchained} by an older version" if proof.unchained else ""
        click.echo(f"{journal}: {proof.lines} lines, from {proof.first} to {proof.last}{old}; the chain is whole.")
        click.echo(f"head {proof.head or '(none yet)'}")
        click.echo("Note the head elsewhere: --verify --noted HEAD shows later that nothing was cut off.")
    return EXIT_CLEAN if fault is None else EXIT_FINDINGS
