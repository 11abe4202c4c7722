"""What is said of a report that was made? Where it stands, what it rests on, and what it lacks.

Invariant: a register that is missing from the report is always named, with what to do about it.
"""

import click

from xltools.commands.command_options import CommonOptions
from xltools.commands.placed_files import PLACING_WORDS, files_document
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS
from xltools.operations.reporting.gathering import Gap
from xltools.operations.reporting.summary_order import Summary

_SHOWN = 10


def exit_code_of(summary: Summary) -> int:
    """1 where a register is missing from the report, stands in it twice, or could not take its measures."""
    return EXIT_FINDINGS if summary.gaps or summary.not_entered or summary.copies else EXIT_CLEAN


def print_summary(summary: Summary, common: CommonOptions) -> None:
    """Tell people."""
    if not common.quiet:
        again = f"; registers read again: {summary.read_anew}" if summary.read_anew != summary.registers else ""
        click.echo(
            f"{summary.title} {summary.order.period.key}: cases received: {summary.received}, "
            f"listed: {summary.told}; registers: {summary.registers}, cases in them: {summary.cases}{again}"
        )
        for placed in summary.files:
            click.echo(f"  {placed.path}  {PLACING_WORDS[placed.placing]}")
        if not summary.files:
            click.echo("  nothing was written (dry run)")
        for name, count in summary.entered.items():
            measures = "measure" if count == 1 else "measures"
            click.echo(f"  {name}: {count} suggested {measures} entered on its sheet of improvements")
    _print_doubts(summary)


def _print_doubts(summary: Summary) -> None:
    """What people should see to."""
    for name, count in summary.unrefreshed.items():
        click.echo(
            f"  {name}: {count} rows are not refreshed yet; run xltools refresh, then make the report again", err=True
        )
    if summary.changes:
        click.echo(
            "  rows that the period rests on were changed since it was first reported on; the last sheet names them"
        )
    for gap in summary.gaps:
        click.echo(f"  not read: {gap.path}: {gap.error}", err=True)
    for copy in summary.copies[:_SHOWN]:
        click.echo(
            f"  counted twice: {copy.one} and {copy.other} hold {copy.cases} equal cases. "
            "Move the copy out of the folder, then make the report again",
            err=True,
        )
    if len(summary.copies) > _SHOWN:
        click.echo(f"  … and {len(summary.copies) - _SHOWN} more pairs", err=True)
    for gap in summary.not_entered:
        click.echo(f"  measures not entered: {gap.path}: {gap.error}", err=True)
    for warning in summary.warnings:
        click.echo(f"  PDF: {warning}", err=True)


def summary_document(summary: Summary) -> dict[str, object]:
    """The same as one JSON document."""
    changes = summary.changes
    return {
        "title": summary.title,
        "period": summary.order.period.key,
        "files": files_document(summary.files),
        "registers": summary.registers,
        "read_anew": summary.read_anew,
        "cases": summary.cases,
        "received": summary.received,
        "detail": summary.told,
        "unrefreshed": dict(summary.unrefreshed),
        "counted_twice": [copy._asdict() for copy in summary.copies],
        "entered": dict(summary.entered),
        "gaps": _gaps(summary.gaps),
        "not_entered": _gaps(summary.not_entered),
        "changed_since_first": None if changes is None else changes._asdict(),
        "warnings": list(summary.warnings),
        "dry_run": summary.order.dry_run,
    }


def _gaps(gaps: tuple[Gap, ...]) -> list[dict[str, str]]:
    return [{"path": str(gap.path), "error": str(gap.error)} for gap in gaps]
