"""`xltools demo [FOLDER]`: four registers filled with made-up cases, to look around in."""

import sys
from collections import Counter
from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json, print_outcomes
from xltools.errors import EXIT_CLEAN
from xltools.model.finding import Severity
from xltools.model.finding_catalogue import severity
from xltools.operations.demonstrating.demonstration import Demonstration, DemoRegister, make_demonstration


@click.command("demo")
@click.argument("folder", type=WORKBOOK, default=Path("xltools-demo"))
@click.option("--seed", default=1, show_default=True, help="The same seed and moment make the same registers.")
@click.option("--cases", type=click.IntRange(1, 5000), default=300, show_default=True, help="Cases for each register.")
@common_options
def command(folder: Path, seed: int, cases: int, common: CommonOptions) -> int:
    """Make FOLDER with all four registers filled with made-up cases, good and bad, and refresh them.

    FOLDER must be new or empty; by default it is xltools-demo in the current folder.
    """
    if common.dry_run:
        if common.as_json:
            echo_json({"dry_run": True, "folder": str(folder), "cases": cases})
        else:
            click.echo(f"{folder}  would get four registers of about {cases} cases each")
        return EXIT_CLEAN

    def progress(title: str) -> None:
        if not (common.quiet or common.as_json):
            click.echo(f"  {title} …", err=True)
            sys.stderr.flush()

    made = make_demonstration(folder, common.now.replace(tzinfo=None), seed, cases, progress)
    if common.as_json:
        print_outcomes([register.result for register in made.registers], common)
    elif not common.quiet:
        _tell(made)
    return EXIT_CLEAN


def _tell(made: Demonstration) -> None:
    click.echo(f"\nMade {made.folder} with four registers of made-up cases:\n")
    for register in made.registers:
        click.echo(f"  {register.path.name}")
        click.echo(f"      {_counts(register)}")
    click.echo(
        f"\n{made.attachments} attachments lie in the folder for attachments; "
        f"{made.forgotten} that the registers name are missing on purpose."
    )
    click.echo(
        "About one case in fifteen was typed badly, too. Each bad cell is red; the column of remarks in its row\n"
        "says what is wrong and what to do. Correct one, save, and run:\n"
    )
    click.echo(f'  xltools refresh "{made.folder}"\n')
    click.echo("Last month's report over all four registers, as a supervisor would forward it:\n")
    click.echo(f'  xltools summary "{made.folder}"\n')
    click.echo(f"Open first: {made.open_first}")


def _counts(register: DemoRegister) -> str:
    counts = Counter(severity(finding) for finding in register.result.findings)
    written = len(register.first.edits) + len(register.result.edits)
    further = sum(register.rows.values()) - register.result.cases
    return (
        f"{register.result.cases} cases and {further} rows on further sheets typed in; "
        f"{register.first.new_numbers + register.result.new_numbers} numbers given, {written} cells written; "
        f"{counts[Severity.ERROR]} errors and {counts[Severity.WARNING]} warnings found"
    )
