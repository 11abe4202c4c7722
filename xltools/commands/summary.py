"""`xltools summary PATH`: the report that a supervisor opens, over all registers and one period."""

from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.period_options import period_options
from xltools.operations.branches.branch_settings import branch_settings


@click.command("summary")
@click.argument("path", type=WORKBOOK)
@period_options
@click.option("--pdf", is_flag=True, help='The same as PDF (needs: pip install "xltools[pdf]").')
@click.option(
    "-o", "--output", type=WORKBOOK, help="Folder for the report; by default a folder of reports beside the registers."
)
@click.option("--by", metavar="DIMENSION,…", help="A report of your own: a row for each of these …")
@click.option("--measure", metavar="FIGURE,…", help="… with these figures …")
@click.option("--where", multiple=True, metavar="DIMENSION=VALUE,…", help="… over these cases only; may be repeated.")
@click.option("--report", "saved", metavar="NAME", help="A report of your own that was saved before.")
@click.option("--save", "name", metavar="NAME", help="Save the report of --by in xltools.toml under this name.")
@click.option("--no-measures", is_flag=True, help="Enter no suggested measures in the registers.")
@click.option(
    "--registers", multiple=True, metavar="PATTERN", help="Summarise branches: files, folders, patterns, URLs."
)
@click.option("--workers", type=click.IntRange(1, 256), help="Read with so many processes.")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="Read with a dask cluster that is running there.")
@common_options
def command(path: Path, common: CommonOptions, **asked: Any) -> int:
    """Make the report of a period over all registers below PATH, or over one register.

    Where xltools.toml in PATH has a table [branches], or with --registers, PATH is a headquarters: the registers named
    there are summed up, a row for each branch, without their cases.

    The report of a period that is over is the same whenever it is made, and is not written again where nothing changed:
    a scheduler may ask for it every day. A report that somebody worked on is left alone; the new one stands beside it.
    Exit code 0: made, 1: made, but a register could not be read or written, 2: cannot be made, 4: open elsewhere.
    """
    own = [option for option in ("by", "measure", "where", "saved", "name") if asked[option]]
    settings = None if own or not path.is_dir() else branch_settings(path)
    if asked["registers"] or settings is not None:
        if own:
            raise click.UsageError(
                "a report of your own is made of a folder's registers; it does not go with --registers"
            )
        from xltools.commands.summary_branches import (
            summarize_branches_as_asked,
        )  # neither needs what the other imports

        return summarize_branches_as_asked(path, settings, asked, common)
    if asked["cluster"] or asked["workers"]:
        raise click.UsageError("--workers and --cluster go with --registers, or a table [branches] in xltools.toml")
    from xltools.commands.summary_registers import summarize_as_asked

    return summarize_as_asked(path, asked, common)
