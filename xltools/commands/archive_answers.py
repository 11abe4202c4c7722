"""What does the archive answer? Whether it is whole, where a case is, what need not be kept any longer.

Customers are named in full: the archive is for people inside, and so is what is told of it here. Invariant: whatever
stands in the catalogue stays one line that a terminal only shows.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from xltools.commands.archive_outcome import print_damaged
from xltools.commands.cell_words import cell_words
from xltools.commands.command_options import CommonOptions
from xltools.commands.pass_report import echo_json
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archive_reading.verifying import Verification

_SHOWN = 20
_UNITS = ("bytes", "KB", "MB", "GB", "TB")
_STEP = 1024


def print_verification(verification: Verification, common: CommonOptions) -> None:
    """Whether the archive is whole, and each thing that is wrong."""
    if common.as_json:
        echo_json(_verification_document(verification))
        return
    faults = verification.faults
    if faults or not common.quiet:
        read = f"{verification.versions} copies, {verification.files} files, {_size(verification.size)} read"
        verdict = f"{len(faults)} things are wrong" if faults else "all as they were archived"
        click.echo(f"{verification.root}: {read}; {verdict}")
    shown = None if common.verbose else _SHOWN
    for fault in faults[:shown]:
        detail = f": {fault.detail}" if fault.detail else ""
        click.echo(f"  {fault.damage.value}  {cell_words(fault.path, whole=True)}{detail}")
    if shown is not None and len(faults) > shown:
        click.echo(f"  … and {len(faults) - shown} more (-v shows all)")
    if not common.quiet:
        _print_witnesses(verification)


def _print_witnesses(verification: Verification) -> None:
    """What the proof leans on."""
    noted = verification.noted
    if noted is not None:
        click.echo(f"compared with what the journal noted on {noted.at:%Y-%m-%d %H:%M} ({noted.lines} lines)")
    if verification.head:
        click.echo(f"head {verification.head}")
        click.echo("Note the head elsewhere: --verify --noted HEAD shows later that nothing was rewritten.")


def print_found(root: Path, found: Sequence[ArchivedVersion], damaged: Sequence[int], common: CommonOptions) -> None:
    """Where the copies are that somebody asked for."""
    if common.as_json:
        echo_json({"archive": str(root), "found": _documents(root, found), "damaged_lines": list(damaged)})
        return
    if not common.quiet:
        click.echo(f"copies found in {root}: {len(found)}" if found else f"nothing found in {root}")
    _print_copies(root, found, common)
    print_damaged(damaged, "what they tell of is not found")


def print_due(root: Path, due: Sequence[ArchivedVersion], damaged: Sequence[int], common: CommonOptions) -> None:
    """What need not be kept any longer."""
    if common.as_json:
        echo_json({"archive": str(root), "due": _documents(root, due), "damaged_lines": list(damaged)})
        return
    if not common.quiet:
        told = f"{len(due)} copies need not be kept any longer" if due else "all copies must still be kept"
        click.echo(f"{root}: {told}. Nothing is ever deleted by xltools.")
    _print_copies(root, due, common)
    print_damaged(damaged, "what they tell of is not found")


def _print_copies(root: Path, versions: Sequence[ArchivedVersion], common: CommonOptions) -> None:
    shown = None if common.verbose else _SHOWN
    for version in versions[:shown]:
        case = version.case
        again = f" (version {case.version})" if case.version > 1 else ""
        days = f"closed {case.closed_at:%Y-%m-%d}, kept until {case.retain_until}"
        click.echo(f"  {cell_words(case.number)}{again}  {cell_words(case.customer)}  {days}")
        if case.problem:
            click.echo(f"    {cell_words(case.problem)}")
        click.echo(f"    {cell_words(_folder(root, version), whole=True)}")
    if shown is not None and len(versions) > shown:
        click.echo(f"  … and {len(versions) - shown} more (-v shows all)")


def _folder(root: Path, version: ArchivedVersion) -> str:
    """The folder to open, as this system writes it."""
    return f"{root}{os.sep}{version.folder.replace('/', os.sep)}"


def _size(size: float) -> str:
    for unit in _UNITS:
        if size < _STEP or unit == _UNITS[-1]:
            break
        size /= _STEP
    return f"{size:.0f} {unit}" if unit == _UNITS[0] else f"{size:.1f} {unit}"


def _verification_document(verification: Verification) -> dict[str, Any]:
    noted = verification.noted
    return {
        "archive": str(verification.root),
        "copies": verification.versions,
        "files": verification.files,
        "bytes": verification.size,
        "lines": verification.lines,
        "head": verification.head,
        "noted": None if noted is None else {**noted._asdict(), "at": noted.at.isoformat()},
        "faults": [{**fault._asdict(), "damage": fault.damage.value} for fault in verification.faults],
    }


def _documents(root: Path, versions: Sequence[ArchivedVersion]) -> list[dict[str, Any]]:
    return [
        {
            "number": each.case.number,
            "version": each.case.version,
            "register": each.case.register,
            "customer": each.case.customer,
            "problem": each.case.problem,
            "closed_at": each.case.closed_at.isoformat(),
            "archived_at": each.case.archived_at.isoformat(),
            "retain_until": each.case.retain_until.isoformat(),
            "folder": _folder(root, each),
        }
        for each in versions
    ]
