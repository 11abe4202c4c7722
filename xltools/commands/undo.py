"""`xltools undo FILE`: put back what stood there before the last refresh, but never over what people typed since."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from xltools.commands.cell_words import cell_words, plain_value
from xltools.commands.command_options import REGISTER_FILE, CommonOptions, common_options
from xltools.commands.journal_words import CAUSE_WORDS, cell_document
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS
from xltools.language.speaking import speaking
from xltools.language.words import Tab
from xltools.model.cell_address import address
from xltools.operations.register_language import register_language
from xltools.operations.undo.undo_history import Version
from xltools.operations.undo.undoing import Undone, UndoOrder, undo, versions
from xltools.rules.taking_back import Hindrance, KeptCell

_SHOWN = 20
_HINDRANCES = {
    Hindrance.CHANGED: "somebody changed it since",
    Hindrance.ROW_GONE: "no row bears the case's number any more",
    Hindrance.ROW_DOUBTFUL: "its row cannot be told for certain",
    Hindrance.SHEET_GONE: "the sheet is gone",
    Hindrance.COLUMN_GONE: "the column is gone",
    Hindrance.UNWRITABLE: "what stood there cannot be written",
}


@click.command("undo")
@click.argument("file", type=REGISTER_FILE)
@click.option(
    "--to", "version", default="", metavar="VERSION", help="A version as --list names it: checksum or moment."
)
@click.option("--list", "listed", is_flag=True, help="List the versions that can be put back.")
@common_options
def command(file: Path, version: str, listed: bool, common: CommonOptions) -> int:
    """Put the register FILE back to what it was before the last pass that wrote, or to a chosen version.

    If nobody saved it since, it is the same file again, byte for byte. Else only the tool's cells are taken back, those
    that still hold what the tool wrote, and what could not be taken back is listed. Numbers stay remembered. Exit code
    0: done, 1: some cells could not be taken back, 2: unusable, or no such version, 4: busy.
    """
    if listed:
        _print_versions(versions(file), common)
        return EXIT_CLEAN
    with speaking(register_language(file)):
        undone = undo(file, common.now, UndoOrder(version, common.dry_run))
        if common.as_json:
            echo_json(_document(undone, common))
        else:
            _print_undone(undone, common)
    return EXIT_FINDINGS if undone.kept else EXIT_CLEAN


def _print_versions(found: list[tuple[Version, bool]], common: CommonOptions) -> None:
    if common.as_json:
        echo_json({"versions": [_version(version) | {"kept": kept} for version, kept in found]})
        return
    for version, kept in found:
        why = CAUSE_WORDS.get(version.cause, version.cause) or "a pass"
        copy = "" if kept else "; no copy, for only clocks moved on" if version.is_minor else "; its copy is gone"
        click.echo(f"{version.sha256[:12]}  before {version.at:%Y-%m-%dT%H:%M:%S}  {version.cells} cells; {why}{copy}")
    if not found:
        click.echo("no pass has written into this register")


def _print_undone(undone: Undone, common: CommonOptions) -> None:
    version, number = undone.version, len(undone.edits)
    how = "byte for byte" if undone.exactly else "but for what people typed"
    done = _done(undone, common)
    if not common.quiet:
        click.echo(
            f"{undone.path.name}: {done} as it was before {version.at:%Y-%m-%d %H:%M:%S} "
            f"({version.sha256[:12]}), {how}; {number} cells"
        )
        for edit in undone.edits if common.verbose else undone.edits[: _SHOWN * common.dry_run]:
            old, new = (cell_words(value, whole=common.verbose) for value in (edit.old, edit.value))
            click.echo(f"  {edit.sheet}!{address(edit.row, edit.column)}  {edit.reason}: {old} → {new}")
    _print_kept(undone, common)
    if not common.quiet:
        _print_what_follows(undone)


def _done(undone: Undone, common: CommonOptions) -> str:
    if undone.written:
        return "put back"
    if undone.finished:
        return "had been put back by an undo that was interrupted,"
    return "would be put back" if common.dry_run else "nothing to put back"


def _print_kept(undone: Undone, common: CommonOptions) -> None:
    kept: Sequence[KeptCell] = undone.kept
    if undone.went_on:
        listed = [each for each in kept if not _is_of_rollover(each, undone)]
        where = ", ".join(sorted(set(undone.went_on.values())))
        click.echo(
            f"  not taken back: {len(kept) - len(listed)} cells of {len(undone.went_on)} cases that went on in {where}"
            ", or of rows beside them without a number"
        )
        kept = kept if common.verbose else listed
    for cell, why in kept if common.verbose else kept[:_SHOWN]:
        place = f"{cell.sheet}!{address(cell.row, cell.column)}"
        click.echo(f"  not taken back: {place}  {cell.case or '-'}  {cell.head}: {_HINDRANCES[why]}")
    if len(kept) > _SHOWN and not common.verbose:
        click.echo(f"  … and {len(kept) - _SHOWN} more (-v shows them all)")


def _is_of_rollover(kept: KeptCell, undone: Undone) -> bool:
    """Whether it stays because its row went on, or may have: rows without a number moved when those of cases went."""
    case = kept.cell.case
    return not case or (kept.why is Hindrance.ROW_GONE and case in undone.went_on)


def _print_what_follows(undone: Undone) -> None:
    if undone.finished:
        click.echo("  Nothing was changed now. The next undo goes further back.")
    if undone.written:
        if not undone.exactly:
            click.echo(f"  {Tab.TODO.said} and {Tab.OVERVIEW.said} stay as they are until the next refresh.")
        click.echo(
            "  Numbers stay remembered: the next refresh gives cases that still stand there the same ones. "
            "The watcher leaves the register alone until somebody saves it, an export comes in or a report is made."
        )
    if undone.entries:
        click.echo(
            f"  imported rows {'taken' if undone.written else 'that would be taken'} out: {len(undone.entries)}. "
            "Import their file once more, and they get the numbers that they had; until then a refresh asks where "
            "these are."
        )


def _document(undone: Undone, common: CommonOptions) -> dict[str, Any]:
    return {
        "now": common.now.isoformat(),
        "dry_run": common.dry_run,
        "path": str(undone.path),
        "version": _version(undone.version),
        "written": undone.written,
        "finished": undone.finished,
        "exactly": undone.exactly,
        "sha256": undone.sha256,
        "edits": [
            {
                "address": f"{edit.sheet}!{address(edit.row, edit.column)}",
                "head": edit.reason,
                "old": plain_value(edit.old),
                "new": plain_value(edit.value),
            }
            for edit in undone.edits
        ],
        "entries": [number for number in undone.entries.values() if number is not None],
        "kept": [cell_document(cell) | {"why": why.value} for cell, why in undone.kept],
        "went_on": dict(undone.went_on),
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "version": version.sha256,
        "before": version.at.isoformat(),
        "cause": version.cause,
        "cells": version.cells,
        "minor": version.is_minor,
    }
