"""`xltools refresh PATH…`: number, check and write back, in the very file."""

from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import exit_code, print_outcomes
from xltools.commands.passes import run_passes
from xltools.operations.files.left_behind import sweep_left_behind
from xltools.operations.passes import refresh as operation


@click.command("refresh")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=WORKBOOK)
@common_options
def command(paths: tuple[Path, ...], common: CommonOptions) -> int:
    """Bring registers up to date: each PATH is one, or a folder of them.

    Gives numbers, checks every field, writes the remarks into the same workbook. Only the tool's own columns change;
    a copy of the file as it was is kept in .xltools/backups. Exit code 0: clean, 1: findings, 2: unusable, 4: busy.
    """
    one_pass = operation.check if common.dry_run else operation.refresh
    for path in () if common.dry_run else paths:
        if path.is_dir():
            sweep_left_behind(path)
    outcomes = run_passes(paths, common.now, one_pass, quiet=common.quiet or common.as_json)
    print_outcomes(outcomes, common)
    return exit_code(outcomes)
