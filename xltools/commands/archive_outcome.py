"""What is said of a run that archived cases? What is new, and every case or register that wants somebody's attention.

Invariant: a case that could not be archived is always named, with what to do about it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from xltools.commands.cell_words import cell_words
from xltools.commands.command_options import CommonOptions
from xltools.errors import EXIT_BUSY, EXIT_CLEAN, EXIT_FINDINGS
from xltools.operations.archive_reading.index_file import IndexOutcome, IndexPlacing

if TYPE_CHECKING:
    from xltools.operations.archiving.archive_run import ArchivedCopy, ArchiveRun, SkippedCase

_SHOWN = 10
_WORDS = {
    IndexPlacing.WRITTEN: "written",
    IndexPlacing.UNCHANGED: "unchanged",
    IndexPlacing.KEPT: "written beside one that somebody changed; that one was left alone",
    IndexPlacing.LATER: "not written now",
    IndexPlacing.UNWRITABLE: "could not be written",
}


def exit_code_of(run: "ArchiveRun") -> int:
    """1 where something could not be archived, read or written; 4 where others at work were all that hindered it."""
    index = run.index is not None and run.index.placing is IndexPlacing.UNWRITABLE
    busy = [gap for gap in run.gaps if gap.error.exit_code == EXIT_BUSY]
    if run.skipped or run.damaged or index or len(busy) < len(run.gaps):
        return EXIT_FINDINGS
    return EXIT_BUSY if busy else EXIT_CLEAN


def print_run(run: "ArchiveRun", common: CommonOptions) -> None:
    """Tell people; quietly, only what wants attention."""
    shown = None if common.verbose else _SHOWN
    if not common.quiet:
        _print_made(run, common, shown)
    _print_cases("could not be archived", run.skipped, shown)
    _print_cases("archived without an attachment", run.missing, shown)
    for gap in run.gaps:
        click.echo(f"  not archived: {gap.path}: {gap.error}", err=True)
    print_damaged(run.damaged, "the cases that they tell of are archived anew, or taken over where they stand")
    for warning in run.warnings:
        click.echo(f"  {warning}", err=True)
    if run.index is not None:
        print_index(run.index, common)


def _print_made(run: "ArchiveRun", common: CommonOptions, shown: int | None) -> None:
    would = "would be " if common.dry_run else ""
    adopted = f", {len(run.adopted)} {would}taken over from a run that was ended" if run.adopted else ""
    left = f", {run.left} left for the next run" if run.left else ""
    click.echo(f"{run.root}: {len(run.made)} copies {would}made{adopted}, {run.kept} as they were{left}")
    copies: Sequence[ArchivedCopy] = (*run.made, *run.adopted)
    for copy in copies[:shown]:
        again = f"  version {copy.version}" if copy.version > 1 else ""
        click.echo(f"  {copy.number}  {copy.folder}{again}")
    if shown is not None and len(copies) > shown:
        click.echo(f"  … and {len(copies) - shown} more (-v shows all)")
    for register in run.waiting:
        click.echo(f"  {register} is open: when and where its cases were archived is written into it once it is closed")


def _print_cases(what: str, cases: "Sequence[SkippedCase]", shown: int | None) -> None:
    for case in cases[:shown]:
        named = " ".join(filter(None, (case.register, case.number)))
        click.echo(f"  {what}: {named}: {cell_words(case.why, whole=True)}", err=True)
    if shown is not None and len(cases) > shown:
        click.echo(f"  … and {len(cases) - shown} more (-v shows all)", err=True)


def print_damaged(damaged: Sequence[int], so: str) -> None:
    """Lines of the catalogue that cannot be read, and what that means."""
    if damaged:
        lines = f"{len(damaged)} lines of the catalogue cannot be read, the first is line {damaged[0]}"
        click.echo(f"{lines}; {so}. See: xltools archive FOLDER --verify", err=True)


def print_index(outcome: IndexOutcome, common: CommonOptions) -> None:
    """What became of the index."""
    wrong = outcome.placing in (IndexPlacing.LATER, IndexPlacing.UNWRITABLE)
    if wrong or not common.quiet:
        why = f": {outcome.sentence}" if outcome.sentence else ""
        click.echo(f"  {outcome.path}  {_WORDS[outcome.placing]}{why}", err=wrong)


def archive_document(run: "ArchiveRun", *, dry_run: bool) -> dict[str, object]:
    """The same as one JSON document."""
    return {
        "archive": str(run.root),
        "made": [_copy(each) for each in run.made],
        "adopted": [_copy(each) for each in run.adopted],
        "kept": run.kept,
        "left": run.left,
        "skipped": [_case(each) for each in run.skipped],
        "missing": [_case(each) for each in run.missing],
        "gaps": [{"path": str(gap.path), "error": str(gap.error)} for gap in run.gaps],
        "waiting": list(run.waiting),
        "warnings": list(run.warnings),
        "damaged_lines": list(run.damaged),
        "index": None if run.index is None else index_document(run.index),
        "dry_run": dry_run,
    }


def index_document(outcome: IndexOutcome) -> dict[str, object]:
    """The index as JSON."""
    return {"path": str(outcome.path), "result": outcome.placing.value, "why": outcome.sentence}


def _copy(copy: "ArchivedCopy") -> dict[str, object]:
    return {"register": copy.register, "number": copy.number, "version": copy.version, "folder": copy.folder}


def _case(case: "SkippedCase") -> dict[str, str]:
    return {"register": case.register, "number": case.number, "why": case.why}
