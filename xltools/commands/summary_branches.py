"""How is the summary of all branches made as it was asked for, and what is said of it?

Invariant: a register that is missing from the figures is always named, with what to do about it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import CommonOptions
from xltools.commands.placed_files import PLACING_WORDS, files_document
from xltools.commands.summary_progress import summary_progress
from xltools.commands.summary_request import period_asked_for
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS
from xltools.operations.branches.branch_order import BranchOrder, BranchSummary
from xltools.operations.branches.branch_settings import BranchSettings, refuse_passwords
from xltools.operations.branches.gathering_branches import Missing
from xltools.operations.branches.summarizing_branches import summarize_branches
from xltools.operations.local_moment import local_moment

_SHOWN = 20


def summarize_branches_as_asked(
    folder: Path, settings: BranchSettings | None, asked: Mapping[str, Any], common: CommonOptions
) -> int:
    """Make the summary and tell of it; gives the exit code."""
    settings = settings or BranchSettings()
    if asked["registers"]:
        _refuse_passwords(asked["registers"])
        settings = settings.model_copy(update={"registers": asked["registers"]})
    if not settings.registers:
        raise click.UsageError("no registers are named; write registers = […] under [branches], or use --registers")
    order = BranchOrder(
        folder,
        period_asked_for(asked, common.now.date()),
        settings,
        common.now.timestamp(),
        asked["workers"],
        asked["cluster"] or "",
        asked["pdf"],
        asked["output"],
        common.dry_run,
    )
    with summary_progress(common) as progress:
        summary = summarize_branches(order, local_moment(common.now), progress)
    if common.as_json:
        from xltools.commands.pass_report import echo_json  # with it comes all that a refresh needs

        echo_json(_document(summary))
    else:
        _print(summary, common)
    return EXIT_FINDINGS if summary.gaps or summary.copies else EXIT_CLEAN


def _refuse_passwords(patterns: Sequence[str]) -> None:
    try:
        refuse_passwords(patterns)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _print(summary: BranchSummary, common: CommonOptions) -> None:
    if not common.quiet:
        click.echo(
            f"{summary.title} {summary.order.period.key}: cases received: {summary.received}, "
            f"registers: {summary.registers} (read now: {summary.read_anew}), cases in them: {summary.cases}"
        )
        for placed in summary.files:
            click.echo(f"  {placed.path}  {PLACING_WORDS[placed.placing]}")
        if not summary.files:
            click.echo("  nothing was written (dry run)")
        if summary.passed_over:
            click.echo(f"  workbooks that are no registers: {summary.passed_over}")
    shown = len(summary.gaps) if common.verbose else _SHOWN
    for gap in summary.gaps[:shown]:
        click.echo(f"  not read: {_told(gap)}", err=True)
    if len(summary.gaps) > shown:
        click.echo(f"  … and {len(summary.gaps) - shown} more; the last sheet names them", err=True)
    for places in summary.copies[:shown]:
        told = ", ".join(places)
        click.echo(f"  counted twice: {told} hold the very same. Move the copies away, then make it again", err=True)
    for warning in summary.warnings:
        click.echo(f"  PDF: {warning}", err=True)


def _told(gap: Missing) -> str:
    """The branch, its file and what is wrong with it, each once."""
    sentence = gap.sentence or "nothing is there"
    parts = (gap.source.name, gap.source.place, sentence)
    return ": ".join(part for place, part in enumerate(parts) if not any(part in later for later in parts[place + 1 :]))


def _document(summary: BranchSummary) -> dict[str, object]:
    return {
        "title": summary.title,
        "period": summary.order.period.key,
        "files": files_document(summary.files),
        "registers": summary.registers,
        "read_anew": summary.read_anew,
        "cases": summary.cases,
        "received": summary.received,
        "no_registers": summary.passed_over,
        "gaps": [
            {
                "name": gap.source.name,
                "place": gap.source.place,
                "reason": gap.trouble.value,
                "error": gap.sentence,
                "last_read": gap.last_read,
            }
            for gap in summary.gaps
        ],
        "same_contents": [list(places) for places in summary.copies],
        "warnings": list(summary.warnings),
        "dry_run": summary.order.dry_run,
    }
