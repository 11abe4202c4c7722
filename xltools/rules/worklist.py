"""What is there to do? The pages 待办 and 总览 of a register, from its open cases.

Invariant: a page only repeats what stands on other sheets; nothing on it is a decision.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.language.one_line import cut_short
from xltools.language.speaking import text
from xltools.language.words import Tab
from xltools.model.generated_page import GeneratedPage, PageColumn, PageRow, PageTable, PageValue
from xltools.model.register_definition import RegisterDefinition
from xltools.rules.day_figures import CaseCounts, by_handler, overview_tables
from xltools.rules.work_items import WorkItem, emphasis_of, handler_of, link_to, order_of_work

MAXIMUM_ROWS = 1000
_LONGEST_DESCRIPTION, _LONGEST_CUSTOMER = 40, 24


def worklist_pages(
    definition: RegisterDefinition,
    items: Sequence[WorkItem],
    records: Sequence[WorkItem],
    counts: CaseCounts,
    now: datetime,
) -> tuple[GeneratedPage, ...]:
    """The pages of a register; none where it keeps no states.

    Args:
        definition: The register.
        items: Its open cases, in any order.
        records: Open rows of other sheets (duties, improvement items), in any order.
        counts: All its cases.
        now: The moment of the pass; shown to the minute.
    """
    if not definition.states:
        return ()
    ordered, waiting = sorted(items, key=order_of_work), sorted(records, key=order_of_work)
    refreshed = text("work.refreshed", moment=f"{now:%Y-%m-%d %H:%M}")
    todo = [_listed(text("work.todo.cases"), _columns(definition), ordered)]
    if waiting:
        todo.append(_listed(text("work.todo.records"), _record_columns(definition), waiting))
    if ordered:
        todo.append(by_handler(ordered))
    tables = {Tab.OVERVIEW.said: overview_tables(definition, ordered, counts), Tab.TODO.said: tuple(todo)}
    return tuple(
        GeneratedPage(tab, text("work.heading", page=tab, register=definition.title), refreshed, content)
        for tab, content in tables.items()
    )


class _ItemColumn(NamedTuple):
    """A column of a list of items."""

    column: PageColumn
    value: Callable[[WorkItem], PageValue]


def _columns(definition: RegisterDefinition) -> list[_ItemColumn]:
    """Under the heads that the register has for them; what it has no column for is left out."""
    fields = definition.register_sheet.by_name

    def head(name: str, otherwise: str = "") -> str:
        return fields[name].header if name in fields else otherwise

    columns = [
        _ItemColumn(PageColumn(head(definition.numbering.field), 17), link_to),
        _ItemColumn(PageColumn(head("overdue_mark"), 10), lambda item: item.mark),
        _ItemColumn(PageColumn(head("priority"), 10), lambda item: item.priority),
        _ItemColumn(PageColumn(head("state"), 10), lambda item: item.state),
        _ItemColumn(PageColumn(head("next_due"), 32, wraps=True), lambda item: item.next_limit),
        _ItemColumn(PageColumn(head("remaining"), 18), lambda item: item.remaining),
        _ItemColumn(PageColumn(head("handler"), 12), handler_of),
        _ItemColumn(PageColumn(head("customer_name", text("work.todo.customer")), 20, wraps=True), _customer),
        _ItemColumn(PageColumn(head("problem_description", text("work.todo.problem")), 44, wraps=True), _description),
        _ItemColumn(PageColumn(head("escalated_to"), 12), lambda item: item.escalated_to),
    ]
    return [each for each in columns if each.column.head]


def _record_columns(definition: RegisterDefinition) -> list[_ItemColumn]:
    """The same for rows of other sheets, with the sheet where cases have their priority."""
    priority = definition.register_sheet.by_name.get("priority")
    sheet = _ItemColumn(PageColumn(text("work.todo.sheet"), 10), lambda item: item.sheet)
    columns = _columns(definition)
    if priority is None:
        return [columns[0], sheet, *columns[1:]]
    return [sheet if each.column.head == priority.header else each for each in columns]


def _listed(title: str, columns: Sequence[_ItemColumn], items: Sequence[WorkItem]) -> PageTable:
    rows = [PageRow(tuple(each.value(item) for each in columns), emphasis_of(item)) for item in items[:MAXIMUM_ROWS]]
    left_out = len(items) - len(rows)
    remark = text("work.todo.left_out", count=left_out) if left_out else "" if items else text("work.todo.nothing")
    titled = text("work.counted", title=title, count=len(items))
    return PageTable(titled, tuple(each.column for each in columns), rows, remark)


def _customer(item: WorkItem) -> str:
    return _on_a_line(item.customer, _LONGEST_CUSTOMER)


def _description(item: WorkItem) -> str:
    return _on_a_line(item.description, _LONGEST_DESCRIPTION)


def _on_a_line(told: str, length: int) -> str:
    return cut_short(" ".join(told.split()), length)
