"""What is open? The cases and the rows of other sheets that somebody still has to do something about, and their pages.

Invariant: everything on the pages is what the register itself says after this pass.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from xltools.model.case_view import CaseView
from xltools.model.field import FieldKind
from xltools.model.generated_page import GeneratedPage
from xltools.model.overdue_mark import Mark
from xltools.model.register import Register, SheetTable, Value
from xltools.rules.day_figures import count_cases
from xltools.rules.open_records import PROGRESS, OpenRecord, open_records
from xltools.rules.sla import shown_distance
from xltools.rules.standings import Standing
from xltools.rules.work_items import WorkItem
from xltools.rules.worklist import worklist_pages

_COUNTED = timedelta(days=8)  # a week and the day of the pass
_PERSON = ("person", "owner", "customer_side")
_SUBJECT = ("duty", "task", "title", "measure")


def work_pages(
    register: Register,
    view: CaseView,
    next_due: Mapping[int, Standing],
    closed_at: Sequence[Value],
    now: datetime,
) -> tuple[GeneratedPage, ...]:
    """The pages 待办 and 总览; none in a register without states.

    Args:
        register: The register.
        view: Its cases with everything decided.
        next_due: The limit that comes first, by position.
        closed_at: When closed cases were closed, by position; None for open ones.
        now: The moment of the pass.
    """
    definition = register.definition
    if not definition.states:
        return ()
    states, closed_states = view.column("state"), frozenset(definition.closed_states)
    waiting = [index for index, state in enumerate(states) if state not in closed_states]
    items = [_case(view, index, next_due.get(index), definition.urgent) for index in waiting]
    records = [_record(each, view, now) for each in open_records(register)]
    counts = count_cases(states, _recent(view.column("received_at"), now), _recent(closed_at, now), now)
    return worklist_pages(definition, items, records, counts, now)


def _recent(moments: Sequence[Value], now: datetime) -> list[Value]:
    """Those of this week, for the counts of 总览; nearly all others are passed over here, at once."""
    week = max(now, datetime.min + _COUNTED) - _COUNTED
    return [moment for moment in moments if moment is not None and (type(moment) is not datetime or moment >= week)]


def _case(view: CaseView, index: int, limit: Standing | None, urgent: Sequence[str]) -> WorkItem:
    def text(name: str) -> str:
        value = view.columns[name][index] if name in view.columns else None
        return "" if value is None else str(value)

    received = view.column("received_at")[index]
    return WorkItem(
        view.table.title,
        view.table.rows[index],
        view.numbers[index] or "",
        text("handler"),
        text("state"),
        text("priority"),
        text("priority") in urgent,
        text("customer_name"),
        text("problem_description"),
        text("next_due"),
        limit.deadline if limit is not None else None,
        text("remaining"),
        text("overdue_mark"),
        text("escalated_to"),
        received if isinstance(received, datetime) else None,
    )


def _record(record: OpenRecord, view: CaseView, now: datetime) -> WorkItem:
    """A row of another sheet; one that belongs to no case (an improvement item) is told with what it says itself."""
    table, at = record.table, record.position
    number = _number(table, at)
    index = view.index_of().get(number)
    customer = view.column("customer_name")[index] if index is not None else None
    mark = "" if record.due is None or record.due >= now else Mark.OVERDUE.said
    return WorkItem(
        table.title,
        table.rows[at],
        number,
        _first(table, _PERSON, at),
        _first(table, PROGRESS, at),
        customer=str(customer or ""),
        description=_first(table, _SUBJECT, at),
        next_limit=f"{_due_head(record)} {record.due:%Y-%m-%d %H:%M}" if record.due is not None else "",
        due_at=record.due,
        remaining=shown_distance(record.due - now) if record.due is not None else "",
        mark=mark,
    )


def _due_head(record: OpenRecord) -> str:
    return record.table.definition.by_name[record.due_field].header


def _number(table: SheetTable, at: int) -> str:
    for field in table.present():
        if field.kind is FieldKind.CASE_NUMBER:
            value = table.values[field.name][at]
            return "" if value is None else str(value)
    return ""


def _first(table: SheetTable, names: Sequence[str], at: int) -> str:
    values = (table.values[name][at] for name in names if name in table.values)
    return next((str(value) for value in values if value is not None), "")
