"""How does the day stand? The tables of page 总览: what came, what was done, what is open, with whom, how urgent.

Invariant: every figure counts cases; what closed cases add to it comes from the register's columns, all else from the
open ones.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.generated_page import Emphasis, PageColumn, PageRow, PageTable
from xltools.model.overdue_mark import Mark
from xltools.model.register import Value
from xltools.model.register_definition import RegisterDefinition
from xltools.rules.work_items import WorkItem, emphasis_of, handler_of, link_to

_OLDEST = 5


class CaseCounts(NamedTuple):
    """All cases of a register, closed ones included, in numbers.

    Attributes:
        by_state: How many are in each state.
        received_today: Came in on the day of the pass.
        received_this_week: Came in since Monday.
        closed_today: Were closed on the day of the pass; None where the register does not say when.
        closed_this_week: Were closed since Monday; None likewise.
    """

    by_state: Mapping[str, int]
    received_today: int
    received_this_week: int
    closed_today: int | None
    closed_this_week: int | None


def count_cases(
    states: Sequence[Value], received_at: Sequence[Value], closed_at: Sequence[Value] | None, now: datetime
) -> CaseCounts:
    """Count the cases of a register.

    Args:
        states: By case.
        received_at: Moments by case.
        closed_at: Moments by case, None where open; None as a whole where the register has no such column.
        now: The moment of the pass.
    """
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    by_state = Counter(str(state) for state in states if state)
    received = _days_since(received_at, monday, today)
    closed = None if closed_at is None else _days_since(closed_at, monday, today)
    return CaseCounts(
        by_state,
        received[today],
        received.total(),
        None if closed is None else closed[today],
        None if closed is None else closed.total(),
    )


def _days_since(moments: Sequence[Value], first: date, last: date) -> Counter[date]:
    days = Counter(moment.date() if isinstance(moment, datetime) else moment for moment in moments)
    return Counter({day: count for day, count in days.items() if isinstance(day, date) and first <= day <= last})


def overview_tables(
    definition: RegisterDefinition, items: Sequence[WorkItem], counts: CaseCounts
) -> tuple[PageTable, ...]:
    """The tables of 总览; those on open cases only where there are any."""
    always = (_today(definition, items, counts), _by_state(definition, items, counts))
    if not items:
        return always
    return *always, by_handler(items), *_by_priority(definition, items), _oldest(definition, items)


def _today(definition: RegisterDefinition, items: Sequence[WorkItem], counts: CaseCounts) -> PageTable:
    marks = Counter(item.mark for item in items)
    urgent, separator = sum(item.urgent for item in items), text("signs.list_separator")
    unassigned = sum(not item.handler for item in items)
    figures: list[tuple[str, int | None, Emphasis]] = [
        (text("work.today.received"), counts.received_today, Emphasis.PLAIN),
        (text("work.today.closed"), counts.closed_today, Emphasis.PLAIN),
        (text("work.today.received_this_week"), counts.received_this_week, Emphasis.PLAIN),
        (text("work.today.closed_this_week"), counts.closed_this_week, Emphasis.PLAIN),
        (text("work.today.open"), len(items), Emphasis.PLAIN),
        (_of_them(Mark.OVERDUE.said), marks[Mark.OVERDUE.said], Emphasis.OVERDUE),
        (_of_them(Mark.DUE_SOON.said), marks[Mark.DUE_SOON.said], Emphasis.DUE_SOON),
        (_of_them(Mark.PAUSED.said), marks[Mark.PAUSED.said], Emphasis.PLAIN),
        (_of_them(separator.join(definition.urgent)), urgent if definition.urgent else None, Emphasis.URGENT),
        (_of_them(text("work.nobody")), unassigned, Emphasis.PLAIN),
    ]
    rows = [
        PageRow((name, count), emphasis if count else Emphasis.PLAIN)
        for name, count, emphasis in figures
        if count is not None
    ]
    columns = PageColumn(text("work.today.what"), 20), PageColumn(text("work.heads.cases"), 10)
    return PageTable(text("work.today.title"), columns, rows)


def _of_them(what: str) -> str:
    return text("work.today.of_them", what=what)


class _Group(NamedTuple):
    """Open cases that have something in common."""

    name: str
    overdue: int
    due_soon: int
    open: int
    next_due: datetime | None

    def row(self) -> PageRow:
        return PageRow(tuple(self))


def _groups(items: Sequence[WorkItem], key: Callable[[WorkItem], str]) -> dict[str, _Group]:
    members: dict[str, list[WorkItem]] = defaultdict(list)
    for item in items:
        members[key(item)].append(item)
    overdue, due_soon = Mark.OVERDUE.said, Mark.DUE_SOON.said
    return {
        name: _Group(
            name,
            sum(item.mark == overdue for item in group),
            sum(item.mark == due_soon for item in group),
            len(group),
            min((item.due_at for item in group if item.due_at is not None), default=None),
        )
        for name, group in members.items()
    }


def _group_columns(head: str) -> tuple[PageColumn, ...]:
    names = (Mark.OVERDUE.said, Mark.DUE_SOON.said, text("work.heads.open"))
    return PageColumn(head, 17), *(PageColumn(name, 10) for name in names), PageColumn(text("work.heads.next_due"), 18)


def by_handler(items: Sequence[WorkItem]) -> PageTable:
    """Who has most that is late stands first."""
    groups = _groups(items, handler_of).values()
    ordered = sorted(groups, key=lambda each: (-each.overdue, -each.due_soon, -each.open, each.name))
    head = text("work.heads.handler")
    return PageTable(_titled_by(head), _group_columns(head), [group.row() for group in ordered])


def _titled_by(head: str) -> str:
    return text("work.by", head=head)


def _by_priority(definition: RegisterDefinition, items: Sequence[WorkItem]) -> list[PageTable]:
    field = definition.register_sheet.by_name.get("priority")
    if field is None:
        return []
    declared = definition.lists[field.choices].values if field.choices else ()
    blank = text("work.blank")
    groups = _groups(items, lambda item: item.priority or blank)
    rows = [groups[name].row() for name in _in_order(groups, declared)]
    return [PageTable(_titled_by(field.header), _group_columns(field.header), rows)]


def _by_state(definition: RegisterDefinition, items: Sequence[WorkItem], counts: CaseCounts) -> PageTable:
    """The whole walk, closed cases included; a word that is no state of the register's stands last."""
    groups = _groups(items, lambda item: item.state)
    nothing = _Group("", 0, 0, 0, None)
    walk = list(dict.fromkeys(state.name for state in definition.states))
    rows = []
    for name in _in_order({**dict.fromkeys(walk, 0), **counts.by_state}, walk):
        group = groups.get(name, nothing)
        rows.append(PageRow((name, group.overdue, group.due_soon, counts.by_state.get(name, 0))))
    state, cases = text("work.heads.state"), text("work.heads.cases")
    names = ((state, 17), (Mark.OVERDUE.said, 10), (Mark.DUE_SOON.said, 10), (cases, 10))
    return PageTable(_titled_by(state), tuple(PageColumn(*each) for each in names), rows)


def _in_order(names: Mapping[str, object], declared: Sequence[str]) -> list[str]:
    return [*(name for name in declared if name in names), *sorted(names.keys() - set(declared))]


def _oldest(definition: RegisterDefinition, items: Sequence[WorkItem]) -> PageTable:
    dated = sorted(items, key=lambda item: (item.received_at or datetime.max, item.number))[:_OLDEST]
    fields = definition.register_sheet.by_name
    others = (text(f"work.heads.{name}") for name in ("state", "mark", "handler", "received_at"))
    heads = (fields[definition.numbering.field].header, *others)
    columns = tuple(PageColumn(head, width) for head, width in zip(heads, (17, 10, 10, 10, 18), strict=True))
    rows = [
        PageRow((link_to(item), item.state, item.mark, handler_of(item), item.received_at), emphasis_of(item))
        for item in dated
    ]
    return PageTable(text("work.oldest"), columns, rows)
