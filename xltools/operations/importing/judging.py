"""Which rows of an export can be entered? Those that are understood; what they lack is the register's to remark. (FA-1)

Invariant: judged by the very pass that would enter them; a row is entered, known or sent back, never none of these.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.model.finding import Finding, Severity
from xltools.model.finding_catalogue import message, severity
from xltools.model.pass_context import Entry
from xltools.operations.importing.destinations import Destination
from xltools.operations.importing.mapping import ColumnPlan
from xltools.operations.importing.typed_entries import TypedEntry
from xltools.operations.passes.deciding import read_and_decide
from xltools.reports.returned_rows import ReturnedRow
from xltools.rules.added_rows import first_free_row


class Judged(NamedTuple):
    """The rows of one export.

    Attributes:
        accepted: To be entered.
        returned: To be sent back.
        known: How many were entered before.
    """

    accepted: tuple[Entry, ...]
    returned: tuple[ReturnedRow, ...]
    known: int


def judged(
    path: Path, typed: Sequence[TypedEntry], plan: ColumnPlan, destination: Destination, now: datetime
) -> Judged:
    """Judge the rows of an export for a register.

    Args:
        path: The register.
        typed: The rows.
        plan: Which column is which field.
        destination: Where the rows belong.
        now: The moment of the import.

    Raises:
        XltoolsError: The register cannot be read.
    """
    order = destination.order(tuple(each.entry for each in typed), hold_seconds=0)
    done = read_and_decide(path, now, order=order)
    table, new = done.register.tables[destination.key], destination.entries_of(done.context)
    first, told = first_free_row(table), dict[str, list[Finding]]()
    for finding in done.decision.findings:
        if finding.sheet == table.title and finding.row >= first:
            told.setdefault(new[finding.row - first].key, []).append(finding)
    rows: dict[str, TypedEntry] = {}
    for each in typed:
        rows.setdefault(each.entry.key, each)
    accepted: list[Entry] = []
    returned: list[ReturnedRow] = []
    for entry in new:
        row = rows[entry.key]
        unread = {each.field for each in row.faults}  # nothing could be read there, and nothing is missing
        found = (each for each in told.get(entry.key, ()) if each.field not in unread)
        faults = [*row.faults, *(each for each in found if _sends_back(each, plan, destination))]
        if faults or row.problem or row.key.problem:
            returned.append(_returned(row, faults, plan))
        else:
            accepted.append(row.entry)
    return Judged(tuple(accepted), tuple(returned), len(typed) - len(new))


def known_keys(path: Path, typed: Sequence[TypedEntry], destination: Destination, now: datetime) -> frozenset[str]:
    """The keys of those rows that a register entered before; arguments and errors as for `judged`."""
    order = destination.order(tuple(each.entry for each in typed), hold_seconds=0)
    new = destination.entries_of(read_and_decide(path, now, order=order).context)
    return frozenset(each.entry.key for each in typed) - {entry.key for entry in new}


def _sends_back(finding: Finding, plan: ColumnPlan, destination: Destination) -> bool:
    return severity(finding) is Severity.ERROR and (plan.strict or finding.code not in destination.tolerated)


def _returned(row: TypedEntry, faults: Sequence[Finding], plan: ColumnPlan) -> ReturnedRow:
    places = sorted(faults, key=lambda each: plan.fields.get(each.field, len(row.row.cells)))
    problems = [*filter(None, (row.problem, row.key.problem)), *(message(each) for each in places)]
    faulty = frozenset(plan.fields[each.field] for each in faults if each.field in plan.fields) | row.key.doubtful
    empty = frozenset() if row.lacking is None else frozenset({row.lacking})
    return ReturnedRow(row.row.line, tuple(problems), row.row.cells, faulty | empty, row.key.carried)
