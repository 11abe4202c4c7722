"""`xltools import FILE --into REGISTER`: rows of an export become cases."""

from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import REGISTER_FILE, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS, UnusableExportError
from xltools.operations.importing.taking_in import TakenIn, import_file
from xltools.reports.returned_rows import ReturnedRow

_SHOWN = 20


@click.command("import")
@click.argument("file", type=REGISTER_FILE)
@click.option(
    "--into",
    "register",
    metavar="FILE",
    type=REGISTER_FILE,
    required=True,
    help="The register that the rows belong to.",
)
@click.option("--channel", default="", help="What its column for channels says of them.")
@common_options
def command(file: Path, register: Path, channel: str, common: CommonOptions) -> int:
    """Enter the rows of FILE (CSV, TSV or XLSX) below the last case of a register, each once.

    Columns are found by [[imports]] in xltools.toml, else by their heads. Rows that cannot be understood go into a
    workbook in 收件/退回 beside the register, to be corrected and imported again. FILE stays as it is. Exit code 0: all
    entered or known, 1: rows were sent back, 2: unusable, 4: busy.
    """
    try:
        taken = import_file(file, register, channel, common.now, dry_run=common.dry_run)
    except UnusableExportError as error:
        for line in error.to_copy:
            click.echo(line)
        raise
    if common.as_json:
        echo_json(_document(taken, common))
    else:
        _print(taken, common)
    return EXIT_FINDINGS if taken.faulty else EXIT_CLEAN


def _print(taken: TakenIn, common: CommonOptions) -> None:
    imported = taken.imported
    if not common.quiet:
        click.echo(f"{taken.sentence}{' (dry run)' if common.dry_run else ''}")
        if imported is not None and imported.received_now:
            click.echo("  the file does not say when it came: the moment of the import stands for it")
        if imported is not None and imported.plan.ignored:
            click.echo(f"  not taken over: {', '.join(imported.plan.ignored)}")
    rows = imported.returned if imported is not None else ()
    for row in rows if common.verbose else rows[:_SHOWN]:
        click.echo(f"  row {row.line}: {' '.join(' '.join(row.problems).split())}")
    if len(rows) > _SHOWN and not common.verbose:
        click.echo(f"  … and {len(rows) - _SHOWN} more rows (-v shows them all)")
    if taken.returned is not None:
        click.echo(f"  to be corrected: {taken.returned}")


def _document(taken: TakenIn, common: CommonOptions) -> dict[str, Any]:
    imported = taken.imported
    return {
        "now": common.now.isoformat(),
        "dry_run": common.dry_run,
        "file": str(taken.source),
        "register": str(taken.register),
        "outcome": taken.outcome.value,
        "entered": taken.entered,
        "known": taken.known,
        "sent_back": [_row(row) for row in imported.returned] if imported is not None else [],
        "returned": str(taken.returned) if taken.returned is not None else None,
        "received_now": imported is not None and imported.received_now,
        "not_taken_over": list(imported.plan.ignored) if imported is not None else [],
        "numbers": [number for number in taken.result.entered.values() if number] if taken.result is not None else [],
    }


def _row(row: ReturnedRow) -> dict[str, Any]:
    return {"row": row.line, "problems": list(row.problems)}
