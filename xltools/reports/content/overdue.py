"""What is late, and what was done late? Section 超时清单, each row with a link to its case.

Invariant: a limit is on one list at most: open and late, or done late in the period.
"""

from collections.abc import Sequence

from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import HOURS, LONG, TEXT, brief
from xltools.reports.content.detail import case_anchor
from xltools.reports.document import Block, Cell, Column, ColumnKind, Paragraph, Section, Table, Tone, Value
from xltools.reports.figures.overdue import LateLimit

OPEN_LATE, DONE_LATE = "overdue", "done_late"
_MOMENT = ColumnKind.MOMENT


def overdue_section(basis: Basis) -> Section:
    """The section."""
    at = f"{basis.cut_off:%Y-%m-%d %H:%M}"
    blocks: list[Block] = []
    if basis.overdue:
        blocks.append(_table(basis, OPEN_LATE, f"截至 {at} 仍超时未办", basis.overdue, "已超时（小时）"))
    else:
        blocks.append(Paragraph((f"截至 {at} 没有超时未办的事项。",), "超时未办", tone=Tone.GOOD))
    if basis.done_late:
        blocks.append(_table(basis, DONE_LATE, "本期办完但超时", basis.done_late, "超时（小时）"))
    else:
        blocks.append(Paragraph(("本期办完的事项没有超时的。",), "办完但超时", tone=Tone.GOOD))
    return Section("超时清单", "哪些事项超过了时限？", tuple(blocks), landscape=True)


def _table(basis: Basis, key: str, title: str, late: Sequence[LateLimit], hours: str) -> Table:
    done = key == DONE_LATE
    columns = (
        Column("编号", TEXT, 16),
        *((Column("台账", TEXT, 16),) if basis.several_registers else ()),
        Column("环节", TEXT, 14),
        Column("时限", _MOMENT, 16),
        *((Column("完成时间", _MOMENT, 16),) if done else ()),
        Column(hours, HOURS, 10, bar=True),
        Column("处理人", TEXT, 15),
        Column("部门", TEXT, 13),
        Column("客户", TEXT, 14),
        Column("问题描述", LONG, 40),
    )
    texts = _case_texts(basis, late)
    rows = [_row(basis, each, told, done=done) for each, told in zip(late, texts, strict=True)]
    return Table(key, title, columns, rows, note="自然小时；有批准的延期按延期后的时限。点击编号可看到明细。")


def _case_texts(basis: Basis, late: Sequence[LateLimit]) -> list[tuple[str | None, ...]]:
    """Customer and description of each, whole columns at a time."""
    cases = basis.facts.cases.loc[[each.case for each in late], ["customer", "description"]]
    columns = ([brief(text) if isinstance(text, str) else None for text in cases[name].tolist()] for name in cases)
    return list(zip(*columns, strict=True))


def _row(basis: Basis, each: LateLimit, texts: Sequence[str | None], *, done: bool) -> Sequence[Value]:
    number = Cell(each.number or "（未编号）", goto=case_anchor(each.case))
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
