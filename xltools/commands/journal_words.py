"""How is an entry of the journal told? A paragraph for people, or the same as data for programs.

Invariant: both tell the same; where one case is asked for, nothing about any other case.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from xltools.commands.cell_words import cell_words, plain_value
from xltools.model.cell_address import address
from xltools.operations.journaling.journal import NoteKind, Outcome
from xltools.operations.journaling.journal_reading import Entry
from xltools.operations.passes.pass_order import Cause
from xltools.rules.meant_case import plain_number
from xltools.rules.taking_back import WrittenCell

_SHOWN = 20
CAUSE_WORDS: dict[str, str] = {
    Cause.ASKED: "somebody ran the command",
    Cause.SAVED: "somebody saved the register",
    Cause.CLOCK: "time went on",
    Cause.RETRY: "the register was closed again",
    Cause.IMPORT: "an export came in",
    Cause.REPORT: "a report proposes measures",
    Cause.ARCHIVE: "cases were archived",
    Cause.ADOPT: "a team's own workbook became a register",
    Cause.UPGRADE: "the register got what its definition has by now",
    Cause.UNDO: "somebody undid earlier passes",
}
_OUTCOMES = {
    Outcome.WRITTEN: "",
    Outcome.ABANDONED: ", but it was not written",
    Outcome.OVERTAKEN: ", interrupted; somebody saved since",
    None: ", what became of it is not told",
}
_NOTES: dict[str, str] = {
    NoteKind.DEFERRED: "had to wait",
    NoteKind.SENT: "was sent",
    NoteKind.FAILED: "could not be sent",
    NoteKind.DOUBTFUL: "may not have arrived",
    NoteKind.IMPORTED: "an export came in",
    NoteKind.ARCHIVED: "cases were archived",
    NoteKind.ROLLED_OVER: "the next register begins",
    NoteKind.EXTENDED: "sheets, columns or parameters were added",
    NoteKind.UNDONE: "an earlier version stands there again",
}


class Telling(NamedTuple):
    """How entries are told.

    Attributes:
        case: The only case that is told about; "" for all.
        everything: Whole values, and every cell.
    """

    case: str = ""
    everything: bool = False

    def tells(self, number: str) -> bool:
        """Whether something about that case is told."""
        return not self.case or plain_number(number) == plain_number(self.case)


def entry_lines(entry: Entry, telling: Telling) -> Iterator[str]:
    """The paragraph of one entry."""
    name = entry.register_id or "the workspace"
    if not entry.is_pass:
        facts = "; ".join(f"{key}: {_fact(value, telling)}" for key, value in entry.facts().items())
        yield f"{entry.at:%Y-%m-%d %H:%M:%S}  {name}  {_NOTES.get(entry.kind, entry.kind)}{f' ({facts})' * bool(facts)}"
        return
    cause = str(entry.content.get("cause", ""))
    by = entry.content.get("by", "")
    why = (CAUSE_WORDS.get(cause, cause) or "a pass") + (f" ({by})" if by else "")
    yield f"{entry.at:%Y-%m-%d %H:%M:%S}  {name}  {why}{_OUTCOMES[entry.outcome]}"
    yield from _cell_lines([cell for cell in entry.cells() if telling.tells(cell.case)], telling)
    if entry.content.get("pages") and not telling.case:
        yield f"  written anew: {', '.join(entry.content['pages'])}"
    yield from _finding_lines(entry, telling)
    for each in entry.notices():
        if telling.tells(each.case):
            about = " ".join(filter(None, (each.case, each.subject)))
            yield f"  {'urgent ' * each.urgent}notice: {each.kind} -> {each.recipient or '(nobody)'}  {about}"


def _cell_lines(cells: list[WrittenCell], telling: Telling) -> Iterator[str]:
    """A line for each row, of as many rows as people read."""
    rows: dict[tuple[str, int], list[WrittenCell]] = {}
    for cell in cells:
        rows.setdefault((cell.sheet, cell.row), []).append(cell)
    for place, ((sheet, row), written) in enumerate(rows.items()):
        if place == _SHOWN and not telling.everything:
            left = sum(len(each) for each in list(rows.values())[_SHOWN:])
            yield f"  … and {left} more cells in {len(rows) - _SHOWN} rows (-v shows them all)"
            return
        case = next((cell.case for cell in written if cell.case), "-")
        told = "; ".join(
            f"{cell.head}: {cell_words(cell.old, whole=telling.everything)} → "
            f"{cell_words(cell.new, whole=telling.everything)}"
            for cell in written
        )
        yield f"  {case}  {sheet} row {row}  {told}"


def _finding_lines(entry: Entry, telling: Telling) -> Iterator[str]:
    findings = [each for each in entry.findings() if telling.tells(each.case)]
    if findings and (telling.case or telling.everything):
        for each in findings:
            yield f"  finding: {each.code} {each.sheet}!{each.column}{each.row or ''}  {each.case or '-'}"
    elif findings:
        yield f"  {len(findings)} {'finding' if len(findings) == 1 else 'findings'}"


def _fact(value: object, telling: Telling) -> str:
    if isinstance(value, list):
        told = [str(each) for each in value if not telling.case or telling.tells(str(each))]
        return cell_words(", ".join(told), whole=telling.everything)
    return cell_words(value, whole=telling.everything)


def entry_document(entry: Entry, telling: Telling) -> dict[str, Any]:
    """The same as data, whole."""
    document: dict[str, Any] = {
        "line": entry.line,
        "at": entry.at.isoformat(),
        "register": entry.register_id,
        "kind": entry.kind,
    }
    if not entry.is_pass:
        return {**document, "facts": entry.facts()}
    content = entry.content
    return {
        **document,
        "cause": content.get("cause", ""),
        "by": content.get("by", ""),
        "outcome": entry.outcome.value if entry.outcome is not None else None,
        "before": content.get("before", ""),
        "after": content["intent"],
        "cells": [cell_document(cell) for cell in entry.cells() if telling.tells(cell.case)],
        "pages": content.get("pages", []),
        "findings": [each._asdict() for each in entry.findings() if telling.tells(each.case)],
        "notices": [each._asdict() for each in entry.notices() if telling.tells(each.case)],
    }


def cell_document(cell: WrittenCell) -> dict[str, Any]:
    """One cell as data."""
    place = f"{cell.sheet}!{address(cell.row, cell.column)}"
    return {
        "address": place,
        "head": cell.head,
        "case": cell.case,
        "old": plain_value(cell.old),
        "new": plain_value(cell.new),
    }
