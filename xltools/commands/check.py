"""`xltools check PATH…`: say what is wrong with a register, and write nothing at all."""

from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, reading_options
from xltools.commands.pass_report import exit_code, print_outcomes
from xltools.commands.passes import run_passes
from xltools.operations.passes import refresh as operation


@click.command("check")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=WORKBOOK)
@reading_options
def command(paths: tuple[Path, ...], common: CommonOptions) -> int:
    """Check registers without writing anything: each PATH is one, or a folder of them.

    Lists every finding with its address. Exit code 0: clean, 1: findings, 2: unusable, 4: busy.
    """
    outcomes = run_passes(paths, common.now, operation.check, quiet=common.quiet or common.as_json)
    print_outcomes(outcomes, common)
    return exit_code(outcomes)
