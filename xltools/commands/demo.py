"""`xltools demo [FOLDER]`: four registers filled with believable cases, to look around in."""

import sys
from datetime import datetime
from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.errors import EXIT_CLEAN


@click.command("demo")
@click.argument("folder", type=WORKBOOK, default=Path("xltools-demo"))
@common_options
def command(folder: Path, common: CommonOptions) -> int:
    """Make FOLDER with all four registers filled with made-up cases, and refresh them."""
    return EXIT_CLEAN
