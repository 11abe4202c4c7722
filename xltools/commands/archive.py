"""`xltools archive PATH`: closed cases are put into the archive; or the archive is asked, with nothing else at hand."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from xltools.commands.archive_answers import print_due, print_found, print_verification
from xltools.commands.archive_outcome import archive_document, exit_code_of, index_document, print_index, print_run
from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.commands.summary_progress import summary_progress
from xltools.errors import EXIT_BUSY, EXIT_CLEAN, EXIT_FINDINGS
from xltools.language.speaking import speaking
from xltools.operations.archive_reading.archive_place import archive_at
from xltools.operations.archive_reading.finding import find
from xltools.operations.archive_reading.index_file import (
    IndexPlacing,
    bring_index_up_to_date,
    index_is_behind,
)
from xltools.operations.archive_reading.past_retention import past_retention
from xltools.operations.archive_reading.verifying import verify
from xltools.operations.archiving.catalogue import read_catalogue
from xltools.operations.local_moment import local_moment

_SHORTEST_HEAD = 8
_INDEX_CODES = {IndexPlacing.LATER: EXIT_BUSY, IndexPlacing.UNWRITABLE: EXIT_FINDINGS}
_Answer = Callable[[Path, CommonOptions], int]


@click.command("archive")
@click.argument("path", type=WORKBOOK)
@click.option("--pdf/--no-pdf", default=None, help="Keep the reports as PDF, too; by default as xltools.toml says.")
@click.option("--verify", "verifies", is_flag=True, help="Prove that every file is what it was when it was archived.")
@click.option("--noted", default="", metavar="HEAD", help="With --verify: a head that was noted earlier must be there.")
@click.option("--find", "words", metavar="WORDS", help="Copies by number, customer or words; all of them must occur.")
@click.option("--due", is_flag=True, help="Copies that need not be kept any longer; nothing is deleted.")
@click.option("--index", is_flag=True, help="Make the archive's index workbook anew.")
@common_options
def command(path: Path, common: CommonOptions, **asked: Any) -> int:
    """Archive the closed cases of the register PATH, or of all registers of the folder PATH; once each.

    A case that was opened again or changed since gets another version beside the old one. With --verify, --find, --due
    or --index the archive is asked instead; PATH may then be a copy of its folder, without registers. Exit code 0:
    done, or the archive is whole, 1: something could not be archived, or is wrong, 2: there is no archive, 4: busy.
    """
    answer = _answer(asked)
    return answer(path, common) if answer is not None else _archive(path, common, asked["pdf"])


def _answer(asked: dict[str, Any]) -> _Answer | None:
    """What is asked of the archive; None where cases are to be archived.

    Raises:
        click.UsageError: Options contradict each other.
    """
    answers: list[_Answer] = []
    if asked["verifies"]:
        answers.append(partial(_verify, head=_head(asked["noted"])))
    if asked["words"] is not None:
        answers.append(partial(_find, words=asked["words"]))
    answers += [each for name, each in (("due", _due), ("index", _index)) if asked[name]]
    if len(answers) > 1:
        raise click.UsageError("--verify, --find, --due and --index go one at a time")
    if asked["noted"] and not asked["verifies"]:
        raise click.UsageError("--noted goes with --verify")
    if answers and asked["pdf"] is not None:
        raise click.UsageError("--pdf and --no-pdf go with archiving, not with a question")
    return answers[0] if answers else None


def _head(noted: str) -> str:
    if noted and len(noted.strip()) < _SHORTEST_HEAD:
        raise click.BadParameter(f"name {_SHORTEST_HEAD} signs of the head at least", param_hint="--noted")
    return noted


def _archive(path: Path, common: CommonOptions, pdf: bool | None) -> int:
    # Forms and PDFs bring a second of libraries, which no question needs.
    from xltools.operations.archiving.archiving_folder import archive_folder

    with summary_progress(common) as progress:
        run = archive_folder(path, common.now, progress, pdf, common.dry_run)
    if common.as_json:
        echo_json(archive_document(run, dry_run=common.dry_run))
    else:
        print_run(run, common)
    return exit_code_of(run)


def _verify(path: Path, common: CommonOptions, head: str) -> int:
    place = archive_at(path)
    with summary_progress(common) as progress:
        verification = verify(place, progress, head)
    print_verification(verification, common)
    return EXIT_FINDINGS if verification.faults else EXIT_CLEAN


def _find(path: Path, common: CommonOptions, words: str) -> int:
    root = archive_at(path).root
    catalogue = read_catalogue(root)
    print_found(root, find(catalogue.versions, words), catalogue.damaged, common)
    return EXIT_FINDINGS if catalogue.damaged else EXIT_CLEAN


def _due(path: Path, common: CommonOptions) -> int:
    root = archive_at(path).root
    catalogue = read_catalogue(root)
    print_due(root, past_retention(catalogue.versions, common.now.date()), catalogue.damaged, common)
    return EXIT_FINDINGS if catalogue.damaged else EXIT_CLEAN


def _index(path: Path, common: CommonOptions) -> int:
    place = archive_at(path)
    root = place.root
    if common.dry_run:
        behind = index_is_behind(root)
        if common.as_json:
            echo_json({"dry_run": True, "behind": behind})
        elif not common.quiet:
            click.echo("the index would be made anew" if behind else "the index is newer than the catalogue")
        return EXIT_CLEAN
    with speaking(place.language):
        outcome = bring_index_up_to_date(root, local_moment(common.now))
    if common.as_json:
        echo_json(index_document(outcome))
    else:
        print_index(outcome, common)
    return _INDEX_CODES.get(outcome.placing, EXIT_CLEAN)
