"""Which duties, tasks and measures on record sheets are open, and which of them are past their time? (RR-11, FA-8)

Every record sheet with a due time and a progress takes part. A day alone is due at its end.

Invariant: a row is open until its progress says that it is finished or dropped.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from xltools.language.words import finished_words
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Register, SheetTable
from xltools.model.register_definition import SheetKind
from xltools.rules.typed_moments import last_moment, shown

_DUE = ("due_at", "due_on")
PROGRESS = ("progress", "task_state")


class OpenRecord(NamedTuple):
    """One row that is not finished.

    Attributes:
        table: Its sheet.
        position: Its position there.
        due_field: The field of its due time.
        due: The last moment in time; None if none was given.
    """

    table: SheetTable
    position: int
    due_field: str
    due: datetime | None


def open_records(register: Register) -> Iterator[OpenRecord]:
    """The open rows of all record sheets, sheet by sheet."""
    finished = finished_words()
    for table in register.tables.values():
        due_field = next((name for name in _DUE if name in table.values), None)
        progress = next((name for name in PROGRESS if name in table.values), None)
        if table.definition.kind is not SheetKind.RECORDS or due_field is None or progress is None:
            continue
        dues = table.values[due_field]
        for position, word in enumerate(table.values[progress]):
            if word not in finished:
                yield OpenRecord(table, position, due_field, last_moment(dues[position]))


def check_open_records(register: Register, now: datetime) -> Iterator[Finding]:
    """Findings on open rows whose time is over."""
    for record in open_records(register):
        if record.due is not None and record.due < now:
            typed = record.table.values[record.due_field][record.position]
            value = shown(typed) if isinstance(typed, date) else ""
            yield record.table.finding(FindingCode.RECORD_OVERDUE, record.position, record.due_field, value=value)
