"""What is open? One case or record to be done, with all that a list of work says about it.

Invariant: the order of work is the same wherever items are listed.
"""

from datetime import datetime
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.generated_page import Emphasis, Link
from xltools.model.overdue_mark import Mark

_ORDER: dict[Mark | None, int] = {Mark.OVERDUE: 0, Mark.DUE_SOON: 1, Mark.PAUSED: 3}
_RUNNING = 2


class WorkItem(NamedTuple):
    """Something open: a case, or a record that belongs to one.

    Attributes:
        sheet: The tab it stands on.
        row: Its row there.
        number: The case's number.
        handler: Who has it; "" where nobody has.
        state: Its state.
        priority: Its priority.
        urgent: It is in the fast lane (FR-17).
        customer: As the register has it; the page is part of the register.
        description: What it is about.
        next_limit: What is due next, as column 下一时限 says it.
        due_at: When that is due.
        remaining: How long that is, as column 剩余/超时 says it.
        mark: What column 超时标记 says.
        escalated_to: Who was told.
        received_at: When it came in.
    """

    sheet: str
    row: int
    number: str
    handler: str = ""
    state: str = ""
    priority: str = ""
    urgent: bool = False
    customer: str = ""
    description: str = ""
    next_limit: str = ""
    due_at: datetime | None = None
    remaining: str = ""
    mark: str = ""
    escalated_to: str = ""
    received_at: datetime | None = None


def handler_of(item: WorkItem) -> str:
    """Who has it, or that nobody has."""
    return item.handler or text("work.nobody")


def order_of_work(item: WorkItem) -> tuple[bool, int, datetime, str, int]:
    """The fast lane first (FR-17); within it and behind it overdue, due soon, running, paused, each by due time."""
    return (
        not item.urgent,
        _ORDER.get(Mark.named(item.mark), _RUNNING),
        item.due_at or datetime.max,
        item.number,
        item.row,
    )


def emphasis_of(item: WorkItem) -> Emphasis:
    """How the row of an item looks."""
    mark = Mark.named(item.mark)
    if mark is Mark.OVERDUE:
        return Emphasis.OVERDUE
    if mark is Mark.DUE_SOON:
        return Emphasis.DUE_SOON
    return Emphasis.URGENT if item.urgent else Emphasis.PLAIN


def link_to(item: WorkItem) -> Link:
    """Its number, which leads to its row; a case that can't be numbered yet is told by its row."""
    return Link(item.number or text("work.row", row=item.row), item.sheet, item.row)
