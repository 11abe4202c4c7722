"""What is late, and what was done late? Section 超时清单, each row with a link to its case.

Invariant: a limit is on one list at most: open and late, or done late in the period.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import HOURS, LONG, TEXT, brief, column, section
from xltools.reports.content.detail_heads import case_anchor
from xltools.reports.document import Block, Cell, ColumnKind, Paragraph, Section, Table, Tone, Value
from xltools.reports.figures.overdue import LateLimit

OPEN_LATE, DONE_LATE = "overdue", "done_late"
_MOMENT = ColumnKind.MOMENT


def overdue_section(basis: Basis) -> Section:
    """What is open and late, and what was done late; a sentence in place of an empty table."""
    at = f"{basis.cut_off:%Y-%m-%d %H:%M}"
    blocks: list[Block] = []
    if basis.overdue:
        title = text("report.overdue.open_table", at=at)
        blocks.append(_table(basis, OPEN_LATE, title, basis.overdue, "hours_overdue"))
    else:
        told = text("report.overdue.no_open", at=at)
        blocks.append(Paragraph((told,), text("report.overdue.no_open_title"), tone=Tone.GOOD))
    if basis.done_late:
        title = text("report.overdue.done_table")
        blocks.append(_table(basis, DONE_LATE, title, basis.done_late, "hours_late"))
    else:
        told = text("report.overdue.no_done")
        blocks.append(Paragraph((told,), text("report.overdue.no_done_title"), tone=Tone.GOOD))
    return section("overdue", blocks, landscape=True)


def _table(basis: Basis, key: str, title: str, late: Sequence[LateLimit], hours: str) -> Table:
    done = key == DONE_LATE
    columns = (
        column("number", TEXT, 18),
        *((column("register", TEXT, 16),) if basis.several_registers else ()),
        column("step", TEXT, 14),
        column("deadline", _MOMENT, 16),
        *((column("done_at", _MOMENT, 16),) if done else ()),
        column(hours, HOURS, 10, bar=True),
        column("handler", TEXT, 15),
        column("department", TEXT, 13),
        column("customer", TEXT, 14),
        column("description", LONG, 40),
    )
    texts = _case_texts(basis, late)
    rows = [_row(basis, each, told, done=done) for each, told in zip(late, texts, strict=True)]
    return Table(key, title, columns, rows, note=text("report.overdue.note"))


def _case_texts(basis: Basis, late: Sequence[LateLimit]) -> list[tuple[str | None, ...]]:
    """Customer and description of each, whole columns at a time."""
    cases = basis.facts.cases.loc[[each.case for each in late], ["customer", "description"]]
    columns = ([brief(said) if isinstance(said, str) else None for said in cases[name].tolist()] for name in cases)
    return list(zip(*columns, strict=True))


def _row(basis: Basis, each: LateLimit, texts: Sequence[str | None], *, done: bool) -> Sequence[Value]:
    number = Cell(each.number or text("report.unnumbered"), goto=case_anchor(each.case))
    return (
        number,
        *((each.register,) if basis.several_registers else ()),
        each.label,
        each.deadline,
        *((each.done,) if done else ()),
        Cell(each.hours, tone=Tone.PLAIN if done else Tone.BAD),
        each.handler,
        each.department,
        *texts,
    )
