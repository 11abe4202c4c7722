"""`xltools upgrade PATH`: registers of earlier templates get the sheets and columns that the definition has by now."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.extension_words import to_see_to
from xltools.commands.pass_report import PassFailure, echo_json, failure_document
from xltools.commands.passes import of_registers
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS, XltoolsError
from xltools.model.cell_address import address
from xltools.operations.extending.extending import ExtendOrder, ExtendResult, extend_register
from xltools.operations.files.left_behind import sweep_left_behind
from xltools.operations.workspace import workbooks_in

Outcome = ExtendResult | PassFailure


@click.command("upgrade")
@click.argument("path", type=WORKBOOK)
@click.option("--add", is_flag=True, help="Add a missing column even where another head is nearly called the same.")
@click.option("--values", is_flag=True, help="Add values of the definition to lists that are there, at their end.")
@common_options
def command(path: Path, add: bool, values: bool, common: CommonOptions) -> int:
    """Add to the register PATH, or to all registers of the folder PATH, what the definition has and they lack.

    Sheets, columns, lists and parameters of a newer template, or fields that were added to a definition of your own.
    Nothing that is there changes or moves; xltools undo takes it back. A missing head that may have been renamed is
    asked about; values that a list lacks are told. Exit code 0: done, 1: something is asked, 2:
    unusable or in the way, 4: busy.
    """
    order = ExtendOrder(dry_run=common.dry_run, add_renamed=add, add_values=values)
    if path.is_dir() and not common.dry_run:
        sweep_left_behind(path)
    outcomes = _outcomes(path, common.now, order)
    if common.as_json:
        echo_json(_document(outcomes, common))
    else:
        for outcome in outcomes:
            _print(outcome, common)
    return _exit_code(outcomes)


def _outcomes(path: Path, now: datetime, order: ExtendOrder) -> list[Outcome]:
    """One for each register; in a folder, workbooks that are none are passed over."""
    if not path.is_dir():
        return [_outcome(path, now, order)]
    return of_registers(path, [_outcome(workbook, now, order) for workbook in workbooks_in(path)])


def _outcome(path: Path, now: datetime, order: ExtendOrder) -> Outcome:
    try:
        return extend_register(path, now, order)
    except XltoolsError as error:
        return PassFailure(path, error)


def _exit_code(outcomes: list[Outcome]) -> int:
    failures = [each.error.exit_code for each in outcomes if isinstance(each, PassFailure)]
    if failures:
        return min(failures)
    asked = any(each.extension.renamed for each in outcomes if isinstance(each, ExtendResult))
    return EXIT_FINDINGS if asked else EXIT_CLEAN


def _print(outcome: Outcome, common: CommonOptions) -> None:
    if isinstance(outcome, PassFailure):
        click.echo(f"{outcome.path}: {outcome.error}", err=True)
        return
    if not common.quiet:
        click.echo(f"{outcome.path.name}  ({outcome.template})")
        for line in _lines(outcome):
            click.echo(f"  {line}")
    for each in outcome.extension.renamed:
        click.echo(
            f"  {each.sheet}!{each.letter}: there is no column {each.wanted}, but one called {each.nearest}. If that "
            f"is it, write {each.wanted} as its head; if not, run the command again with --add."
        )


def _lines(result: ExtendResult) -> Iterator[str]:
    extension = result.extension
    if extension.is_empty:
        is_short = extension.renamed or extension.values_left
        yield "nothing to write" if is_short else "it lacks nothing; nothing to write"
        yield from to_see_to(extension)
        return
    done = "added" if result.written else "to add (dry run)"
    for each in extension.columns:
        yield f"{done}: column {each.sheet}!{each.letter}  {each.head}"
    for each in extension.lists:
        yield f"{done}: list {each.sheet}!{each.letter}  {each.head}"
    for grown in extension.values:
        place = f"{grown.sheet}!{address(grown.row, grown.column)}"
        yield f"{done}: {place}  {', '.join(grown.values)} to list {grown.head}"
    for tab in extension.sheets:
        yield f"{done}: sheet {tab}"
    for row in extension.settings:
        yield f"{done}: parameter {row.sheet} row {row.row}  {row.key}"
    yield from to_see_to(extension)
    if extension.version:
        before, after = extension.version
        yield f"version of the template: {before or 'none'} -> {after}"
    if result.written:
        yield f'next: xltools refresh "{result.path}" (and xltools undo takes all of this back)'


def _document(outcomes: list[Outcome], common: CommonOptions) -> dict[str, Any]:
    registers = [_register(each) for each in outcomes if isinstance(each, ExtendResult)]
    errors = [failure_document(each) for each in outcomes if isinstance(each, PassFailure)]
    return {"now": common.now.isoformat(), "dry_run": common.dry_run, "registers": registers, "errors": errors}


def _register(result: ExtendResult) -> dict[str, Any]:
    extension = result.extension
    return {
        "path": str(result.path),
        "template": result.template,
        "written": result.written,
        "columns": [each._asdict() for each in extension.columns],
        "sheets": list(extension.sheets),
        "lists": [each._asdict() for each in extension.lists],
        "parameters": [each._asdict() for each in extension.settings],
        "apart": list(extension.apart),
        "renamed": [each._asdict() for each in extension.renamed],
        "values": [each._asdict() for each in extension.values],
        "values_left": [each._asdict() for each in extension.values_left],
        "version": list(extension.version) if extension.version else None,
    }
