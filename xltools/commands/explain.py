"""`xltools explain FILE CASE`: why a case stands where it does, and how each of its due times comes about."""

from pathlib import Path

import click

from xltools.commands.command_options import REGISTER_FILE, CommonOptions, reading_options
from xltools.commands.explanation_document import explanation_document
from xltools.commands.explanation_lines import explanation_lines
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN
from xltools.language.speaking import speaking
from xltools.operations.explaining import explain_case
from xltools.operations.register_language import register_language


@click.command("explain")
@click.argument("file", type=REGISTER_FILE)
@click.argument("case")
@reading_options
def command(file: Path, case: str, common: CommonOptions) -> int:
    """Explain the CASE (its number) of the register FILE, without writing anything.

    Shows its state and what that waits for, where its class, priority and handler come from, and for each time limit
    the row of sheet 时限, the start, the way to the due time, and who is told. -v shows every working day.
    Exit code 0: explained, 2: unusable, or no such case.
    """
    explanation = explain_case(file, case, common.now)
    with speaking(register_language(file)):
        if common.as_json:
            echo_json(explanation_document(explanation, common.now))
        else:
            for line in explanation_lines(explanation, everything=common.verbose):
                click.echo(line)
    return EXIT_CLEAN
