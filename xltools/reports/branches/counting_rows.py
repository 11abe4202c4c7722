"""Which rows of a register can count in a period at all? A register of a year has twelve months of them.

Invariant: a row that is left out counts in no figure of anything from the given moment on: it was finished before, with
everything that was ever due in it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from xltools.model.case_view import CaseView
from xltools.model.field import TEMPORAL_KINDS
from xltools.model.register import Register, SheetTable
from xltools.model.register_definition import SheetKind
from xltools.model.sla_timer import SlaTimer
from xltools.model.work_calendar import WorkCalendar
from xltools.reports.extraction.cases_at_hand import view_as_read
from xltools.reports.extraction.rating_facts import is_rating
from xltools.reports.extraction.register_facts import Array, moments, no_moments
from xltools.rules.case_records import case_records
from xltools.rules.deadlines import reckoner

_DAYS_BACK = (10, 31, 92, 366, 1500)  # limits longer than the last make all rows count
# When the tool came by; these date no figure, unless a limit or a mark is tied to one of them, or nothing else tells
# when a case was done.
_STAMPS = frozenset({"registered_at", "assigned_at", "archived_at"})
_DONE = ("closed_at", "completed_at")


def without_bygone(register: Register, since: datetime) -> Register:
    """The register with those cases only that can count from a moment on.

    Args:
        register: The register as it was read.
        since: The beginning of the earliest period that figures are wanted of.
    """
    table = register.cases
    reckoned = [each for each in register.policy.timers if not (each.due_at in table.values or each.repeats)]
    back = _days_back(reckoned, register.policy.calendar, since)
    if back is None or not len(table.rows):
        return register
    latest = _latest(table, _STAMPS - _tied(register, reckoned))
    counts = ~(latest < np.datetime64(since - back, "s")) | _open(register)
    counts[sorted(_recorded(register, view_as_read(register, table)))] = True
    if counts.all():
        return register
    kept = table.at(np.flatnonzero(counts).tolist())
    return replace(register, tables={**register.tables, table.definition.key: kept})


def _days_back(timers: Sequence[SlaTimer], calendar: WorkCalendar | None, since: datetime) -> timedelta | None:
    """How long before the moment limits without a column of their own must have begun to be due before it."""
    if not timers:
        return timedelta()
    spans = (timedelta(days=days) for days in _DAYS_BACK)
    return next((span for span in spans if all(_is_due(each, calendar, since - span, since) for each in timers)), None)


def _is_due(timer: SlaTimer, calendar: WorkCalendar | None, start: datetime, moment: datetime) -> bool:
    """Whether what began then was due before the moment: so was whatever began earlier still."""
    try:
        due = reckoner(timer.limit, calendar)(start, ())
    except (ValueError, OverflowError):
        return False
    return due < moment


def _tied(register: Register, reckoned: Sequence[SlaTimer]) -> set[str]:
    """Fields from which a limit is reckoned, or whose moment is that of a mark."""
    plan = register.definition.second_handling
    marks = (field for field in register.cases.present() if is_rating(field))
    tied = {condition.field for field in marks for condition in field.required_when}
    return tied | {each.starts_at for each in reckoned} | (plan.names() if plan else set())


def _latest(table: SheetTable, stamps: Collection[str]) -> Array:
    """By row, its latest moment; NaT where it has none."""
    found = no_moments(len(table.rows))
    for field in table.present():
        if field.kind in TEMPORAL_KINDS and field.name not in stamps:
            found = np.fmax(found, moments(table.values[field.name]))
    return found


def _open(register: Register) -> Array:
    """Whether a case is open, or nothing but a stamp may tell when it was done."""
    definition, values, rows = register.definition, register.cases.values, len(register.cases.rows)
    done = next((values[name] for name in _DONE if name in values), [None] * rows)
    undone = np.array([moment is None for moment in done], dtype=np.bool_)
    if not definition.states:
        return undone
    words = frozenset(definition.closed_states)
    return undone | np.array([state not in words for state in values.get("state", [None] * rows)], dtype=np.bool_)


def _recorded(register: Register, view: CaseView) -> set[int]:
    """Cases that further sheets tell of: rounds, extensions, confirmations."""
    kinds = (SheetKind.RECORDS, SheetKind.LOG)
    sheets = (key for key, each in register.tables.items() if each.definition.kind in kinds)
    found = (case_records(register, view, key) for key in sheets)
    return {case for records in found if records is not None for _, case in records.of_cases()}
