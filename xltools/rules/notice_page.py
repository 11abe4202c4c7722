"""Which customers are to be told, and in what words? The page 客户通知 of a register, ready to copy. (FA-13, FR-10)

Invariant: the page only says what templates and cases say; whoever is told stands in the register, not here.
"""

from datetime import datetime

from xltools.language.speaking import text
from xltools.language.words import Tab
from xltools.model.case_view import CaseView
from xltools.model.generated_page import Emphasis, GeneratedPage, Link, PageColumn, PageRow, PageTable
from xltools.model.notice_template import TEMPLATES_SHEET
from xltools.model.register import Register
from xltools.rules.customer_notices import CustomerNotice, due_notices, earliest_told, written_notices

MAXIMUM_ROWS = 200


def notice_pages(register: Register, view: CaseView, now: datetime) -> tuple[GeneratedPage, ...]:
    """The page; none in a register without sheet 通知模板, or where a sheet of its own has that name.

    Args:
        register: The register.
        view: Its cases with everything decided.
        now: The moment of the pass.
    """
    titles = {sheet.title for sheet in register.definition.sheets}
    if TEMPLATES_SHEET not in register.tables or Tab.NOTICES.said in titles:
        return ()
    urgent = frozenset(register.definition.urgent)
    priority = view.column("priority")
    states, closed = view.column("state"), register.definition.closed_states
    found = due_notices(view, register.policy.notices, earliest_told(register.policy, now), closed)
    due = sorted(found, key=lambda each: (priority[each.position] not in urgent, states[each.position] in closed))
    listed = due[:MAXIMUM_ROWS]
    rows = [
        PageRow(
            _values(notice, view.table.title),
            Emphasis.URGENT if priority[each.position] in urgent else Emphasis.PLAIN,
        )
        for each, notice in zip(listed, written_notices(register, view, listed, now), strict=True)
    ]
    left_out = len(due) - MAXIMUM_ROWS
    remark = text("work.notices.left_out", count=left_out) if left_out > 0 else ""
    titled = text("work.counted", title=text("work.notices.title"), count=len(due))
    table = PageTable(titled, _columns(register), rows, remark or ("" if rows else text("work.notices.nothing")))
    heading = text("work.heading", page=Tab.NOTICES.said, register=register.definition.title)
    return (GeneratedPage(Tab.NOTICES.said, heading, text("work.notices.how_to"), (table,)),)


def _columns(register: Register) -> tuple[PageColumn, ...]:
    """Under the heads that the register has for them."""
    fields = register.definition.register_sheet.by_name

    def head(name: str, otherwise: str) -> str:
        return fields[name].header if name in fields else text(f"work.notices.{otherwise}")

    return (
        PageColumn(head(register.definition.numbering.field, "number"), 17),
        PageColumn(text("work.notices.notice"), 12),
        PageColumn(head("channel", "channel"), 13),
        PageColumn(head("contact", "contact"), 22, wraps=True),
        PageColumn(text("work.notices.subject"), 30, wraps=True),
        PageColumn(text("work.notices.text"), 84, wraps=True),
    )


def _values(notice: CustomerNotice, sheet: str) -> tuple[str | Link, ...]:
    link = Link(notice.case_number, sheet, notice.row)
    return (link, notice.notice, notice.channel, notice.contact, notice.subject, notice.text)
