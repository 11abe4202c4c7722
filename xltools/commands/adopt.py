"""`xltools adopt FILE`: work on with a workbook that a team has kept for years."""

from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import REGISTER_FILE, CommonOptions, common_options
from xltools.commands.extension_words import to_see_to
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS
from xltools.operations.adopting.adopting import Adoption, AdoptOrder, adopt
from xltools.operations.adopting.definition_names import definition_name
from xltools.operations.extending.extending import ExtendResult
from xltools.workbook.adopting.evidence_table import EvidenceRow, evidence_table
from xltools.workbook.adopting.proposal import Proposal
from xltools.workbook.text_measure import text_width

_HEADS = EvidenceRow("", "head", "field", "kind", "filled", "what stands there", "why", "sure")
_WIDEST = 34  # columns of the terminal; the TOML and --json have it in full


@click.command("adopt")
@click.argument("file", type=REGISTER_FILE)
@click.option("--sheet", default="", metavar="TAB", help="The sheet with the cases; by default found.")
@click.option("--name", default="", metavar="NAME", help="What the definition is called; by default after the file.")
@click.option("--apply", is_flag=True, help="Make FILE a register: add the columns and sheets, and refresh it.")
@common_options
def command(file: Path, sheet: str, name: str, apply: bool, common: CommonOptions) -> int:
    """See what is in your own workbook FILE, and make it a register that you work on with.

    Finds the table, its columns and how its numbers go, prints what was found and why and what is in the way, and
    writes a definition (NAME.toml) beside FILE for you to look through; what could not be told is asked in it. With
    --apply the columns and sheets that are missing are added to FILE, everything else in it keeps its bytes, and it is
    refreshed. Taken back with: xltools undo FILE. Exit code 0: done, 1: something is in the way, 2: no table, or
    --apply is refused, 4: busy.
    """
    adoption = adopt(file, common.now, AdoptOrder(sheet, name, apply, common.dry_run))
    if common.as_json:
        echo_json(_document(adoption, common))
    else:
        _print(adoption, common)
    return EXIT_FINDINGS if adoption.hindrances.obstacles else EXIT_CLEAN


def _print(adoption: Adoption, common: CommonOptions) -> None:
    if not common.quiet:
        _print_seen(adoption, common)
    for obstacle in adoption.hindrances.obstacles:
        click.echo(f"in the way: {obstacle}", err=True)
    if not common.quiet:
        _print_what_follows(adoption, common)


def _print_seen(adoption: Adoption, common: CommonOptions) -> None:
    if adoption.proposal is not None:
        _print_proposal(adoption.proposal, common)
    else:
        for doubt in adoption.hindrances.doubts:
            click.echo(f"{doubt.severity.value}: {doubt}", err=True)
    if adoption.extension is not None:
        _print_extension(adoption.extension)
    elif adoption.hindrances.extension is not None:
        for line in to_see_to(adoption.hindrances.extension):
            click.echo(line)


def _print_what_follows(adoption: Adoption, common: CommonOptions) -> None:
    if adoption.first_pass is not None:
        first = adoption.first_pass
        click.echo(f"refreshed: {first.cases} cases, {len(first.edits)} cells written")
        click.echo(f'Look it through; findings: xltools check "{first.path}"; back: xltools undo "{first.path}"')
    name, verb = adoption.definition_file.name, "would be written" if common.dry_run else "written"
    if adoption.proposed_now:
        click.echo(f"definition: {name} {verb}")
    if adoption.extension is None:
        first_of_all = "Mend what is in the way, look" if adoption.hindrances.obstacles else "Look"
        is_usual = adoption.definition_file.stem == definition_name(adoption.path.stem)
        named = "" if is_usual else f" --name {adoption.definition_file.stem}"
        click.echo(f'{first_of_all} {name} through, then: xltools adopt "{adoption.path}"{named} --apply')


def _print_proposal(proposal: Proposal, common: CommonOptions) -> None:
    heads = f"row {proposal.head_row}" if proposal.head_rows == 1 else f"two lines down to row {proposal.head_row}"
    click.echo(
        f"sheet {proposal.sheet}: heads in {heads}, {proposal.cases} cases in rows "
        f"{proposal.first_row} to {proposal.last_row}"
    )
    _print_table([_HEADS, *evidence_table(proposal)], common)
    click.echo(f"numbers: {proposal.numbering.pattern}, {_numbers(proposal)}")
    if proposal.additions.heads:
        click.echo(f"columns to add: {', '.join(proposal.additions.heads)}")
    if proposal.additions.sheets:
        click.echo(f"sheets to add: {', '.join(proposal.additions.sheets)}")
    for tab in proposal.passed_over:
        click.echo(f"left alone: {tab.title} ({tab.why})")
    for question in proposal.questions:
        choices = f" ({', '.join(question.choices)})" if question.choices else ""
        click.echo(f"asked: {question.key}: {question.text}{choices}")


def _numbers(proposal: Proposal) -> str:
    numbering = proposal.numbering
    if numbering.reckoned:
        return f"given from now on; those under {numbering.reckoned} are formulas and left alone"
    if not numbering.found:
        others = (
            f"{numbering.other} that follow no pattern stay as they are" if numbering.other else "there are none yet"
        )
        return f"given from now on; {others}"
    others = f"; {numbering.other} of another form stay as they are" if numbering.other else ""
    return f"continued after {numbering.last}; {numbering.followed} follow it{others}"


def _print_table(rows: list[EvidenceRow], common: CommonOptions) -> None:
    """Columns aligned by what a terminal shows; long cells are cut unless everything is asked for."""
    cells = [tuple(text if common.verbose else _cut(text) for text in row) for row in rows]
    widths = [max(map(text_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (text + " " * (room - text_width(text)) for text, room in zip(row, widths, strict=True))
        click.echo(f"  {'  '.join(padded).rstrip()}")


def _cut(text: str) -> str:
    if text_width(text) <= _WIDEST:
        return text
    while text_width(text) >= _WIDEST:
        text = text[:-1]
    return f"{text}…"


def _print_extension(extension: ExtendResult) -> None:
    verb = "added" if extension.written else "to add"
    for sheet, columns in groupby(extension.extension.columns, key=attrgetter("sheet")):
        click.echo(f"{verb}: on {sheet}: {', '.join(f'{each.head} ({each.letter})' for each in columns)}")
    if extension.extension.sheets:
        click.echo(f"{verb}: sheets {', '.join(extension.extension.sheets)}")
    for line in to_see_to(extension.extension):
        click.echo(line)


def _document(adoption: Adoption, common: CommonOptions) -> dict[str, Any]:
    proposal, first, found = adoption.proposal, adoption.first_pass, adoption.hindrances
    extension = adoption.extension.extension if adoption.extension else found.extension
    return {
        "now": common.now.isoformat(),
        "dry_run": common.dry_run,
        "path": str(adoption.path),
        "definition": str(adoption.definition_file),
        "proposed_now": adoption.proposed_now,
        "proposal": None if proposal is None else _proposal(proposal),
        "in_the_way": list(found.obstacles),
        "doubts": [] if proposal else [str(each) for each in found.doubts],
        "apart": list(extension.apart) if extension else [],
        "applied": first is not None,
        "cells": len(first.edits) if first else 0,
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "sheet": proposal.sheet,
        "head_row": proposal.head_row,
        "head_rows": proposal.head_rows,
        "rows": [proposal.first_row, proposal.last_row],
        "cases": proposal.cases,
        "language": proposal.language,
        "date_order": proposal.date_order.value,
        "pattern": proposal.numbering.pattern,
        "columns": [row._asdict() for row in evidence_table(proposal)],
        "questions": [each._asdict() for each in proposal.questions],
        "adds": {"columns": list(proposal.additions.heads), "sheets": list(proposal.additions.sheets)},
        "left_alone": [each._asdict() for each in proposal.passed_over],
    }
