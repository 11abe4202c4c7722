"""How are passes over registers told? As lines for people, or as one JSON document.

Invariant: both tell the same results; findings keep their addresses, sheet and column names as they are.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from xltools.commands.cell_words import cell_words, plain_value
from xltools.commands.command_options import CommonOptions
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS, XltoolsError
from xltools.language.speaking import speaking
from xltools.model.cell_address import address
from xltools.model.cell_edit import CellEdit
from xltools.model.finding import Finding, Severity
from xltools.model.finding_catalogue import message, severity
from xltools.model.notice import Notice
from xltools.operations.passes.refresh import RefreshResult

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PassFailure:
    """A workbook that could not be worked on."""

    path: Path
    error: XltoolsError


Outcome = RefreshResult | PassFailure


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """The worst of all: unusable before busy before findings before clean."""
    failures = [outcome.error.exit_code for outcome in outcomes if isinstance(outcome, PassFailure)]
    if failures:
        return min(failures)
    told = (finding for outcome in outcomes if isinstance(outcome, RefreshResult) for finding in outcome.findings)
    return EXIT_FINDINGS if any(severity(finding) is not Severity.NOTICE for finding in told) else EXIT_CLEAN


def print_outcomes(outcomes: Sequence[Outcome], common: CommonOptions) -> None:
    """Print all outcomes as the options ask."""
    if common.as_json:
        _print_json(outcomes, common)
        return
    for outcome in outcomes:
        if isinstance(outcome, PassFailure):
            said = str(outcome.error)
            click.echo(said if said.startswith(f"{outcome.path}: ") else f"{outcome.path}: {said}", err=True)
        else:
            with speaking(outcome.language):
                _print_result(outcome, common)


def echo_json(document: object) -> None:
    """Print a JSON document; into a file or pipe as UTF-8 on every system, whatever its code page."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    click.echo(text if sys.stdout.isatty() else text.encode("utf-8", "backslashreplace"))


def _print_json(outcomes: Iterable[Outcome], common: CommonOptions) -> None:
    echo_json(_document(outcomes, common))


def _print_result(result: RefreshResult, common: CommonOptions) -> None:
    counts = Counter(severity(finding) for finding in result.findings)
    if not common.quiet:
        click.echo(f"{result.path.name}  ({result.template}, {result.cases} cases)")
        click.echo(f"  {_done(result, common)}; {_counted(counts)}")
    shown = [each for each in result.findings if not (common.quiet and severity(each) is Severity.NOTICE)]
    for finding in shown if common.verbose else shown[:_SHOWN]:
        click.echo(f"  {severity(finding).value:<8}{finding.address}  {finding.case_number or '-'}  {message(finding)}")
    if len(shown) > _SHOWN and not common.verbose:
        click.echo(f"  … and {len(shown) - _SHOWN} more (-v shows them all)")
    if not common.quiet:
        _print_notices(result.notices, everything=common.verbose)
    if common.dry_run or common.verbose:
        _print_edits(result.edits, everything=common.verbose)


def _print_notices(notices: Sequence[Notice], *, everything: bool) -> None:
    """What people are to be told; nothing is sent from here."""
    for notice in notices if everything else notices[:_SHOWN]:
        to = notice.recipient or "(nobody)"
        about = "" if notice.reason.startswith(notice.subject) else f"{notice.subject}: "
        click.echo(f"  notice  {notice.kind.said} -> {to}  {notice.case_number}  {about}{notice.reason}")
    if len(notices) > _SHOWN and not everything:
        click.echo(f"  … and {len(notices) - _SHOWN} more notices (-v shows them all)")


def _done(result: RefreshResult, common: CommonOptions) -> str:
    if not result.edits:
        return f"{', '.join(result.pages)} {_verb(result, common)}" if result.pages else "nothing to write"
    numbers = (
        f"{result.new_numbers} new {'number' if result.new_numbers == 1 else 'numbers'}, " if result.new_numbers else ""
    )
    return f"{numbers}{len(result.edits)} {'cell' if len(result.edits) == 1 else 'cells'} {_verb(result, common)}"


def _verb(result: RefreshResult, common: CommonOptions) -> str:
    return ("written" if result.written else "to write") + (" (dry run)" if common.dry_run else "")


def _counted(counts: Counter[Severity]) -> str:
    parts = [f"{counts[each]} {each.value}{'' if counts[each] == 1 else 's'}" for each in Severity if counts[each]]
    return ", ".join(parts) or "no findings"


def _print_edits(edits: Sequence[CellEdit], *, everything: bool) -> None:
    for edit in edits if everything else edits[:_SHOWN]:
        click.echo(
            f"  {edit.sheet}!{address(edit.row, edit.column)}  {cell_words(edit.old)} -> {cell_words(edit.value)}"
        )
    if len(edits) > _SHOWN and not everything:
        click.echo(f"  … and {len(edits) - _SHOWN} more cells (-v shows them all)")


def _document(outcomes: Iterable[Outcome], common: CommonOptions) -> dict[str, Any]:
    registers, errors = [], []
    for outcome in outcomes:
        if isinstance(outcome, PassFailure):
            errors.append(failure_document(outcome))
        else:
            with speaking(outcome.language):
                registers.append(_register(outcome))
    return {"now": common.now.isoformat(), "dry_run": common.dry_run, "registers": registers, "errors": errors}


def failure_document(failure: PassFailure) -> dict[str, object]:
    """A workbook that could not be worked on, as data."""
    error = failure.error
    return {
        "path": str(failure.path),
        "error": type(error).__name__,
        "message": str(error),
        "exit_code": error.exit_code,
    }


def _register(result: RefreshResult) -> dict[str, Any]:
    return {
        "path": str(result.path),
        "template": result.template,
        "cases": result.cases,
        "written": result.written,
        "new_numbers": result.new_numbers,
        "findings": [_finding(finding) for finding in result.findings],
        "edits": [_edit(edit) for edit in result.edits],
        "pages": list(result.pages),
        "notices": [_notice(notice) for notice in result.notices],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code.value,
        "severity": severity(finding).value,
        "address": finding.address,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "field": finding.field,
        "header": finding.header,
        "case": finding.case_number,
        "message": message(finding),
    }


def _notice(notice: Notice) -> dict[str, str]:
    return {
        "kind": notice.kind.said,
        "case": notice.case_number,
        "to": notice.recipient,
        "subject": notice.subject,
        "reason": notice.reason,
        "key": notice.key,
    }


def _edit(edit: CellEdit) -> dict[str, Any]:
    place = f"{edit.sheet}!{address(edit.row, edit.column)}"
    return {"address": place, "old": plain_value(edit.old), "new": plain_value(edit.value), "reason": edit.reason}
