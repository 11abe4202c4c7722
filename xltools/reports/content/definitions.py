"""What do the figures mean, what do they rest on, and what is missing? Section 口径.

Invariant: whatever was left out is named here with its reason; every figure of the report has its definition here.
"""

from collections.abc import Sequence

from xltools.reports.causes.definitions import DEFINITIONS as CAUSE_DEFINITIONS
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, LONG, TEXT
from xltools.reports.document import Block, Cell, Column, Paragraph, Section, Table, Tone, Value
from xltools.reports.facts import Facts, RegisterSource
from xltools.reports.figures.copies import copies
from xltools.reports.figures.definitions import DEFINITIONS
from xltools.reports.figures.totals import totals
from xltools.reports.row_prints import RowChanges

SOURCES = "sources"
_NAMED, _COPIES = 30, 5
_MASKED = "客户姓名、联系方式，以及描述中出现的电话、邮箱等已脱敏；要求匿名的客户写作“某客户”。"


def definitions_section(basis: Basis) -> Section:
    """The section."""
    blocks = [
        *source_blocks(basis.facts),
        _left_out(basis.facts),
        _changes(basis),
        _reconciled(basis),
        _definitions((*DEFINITIONS, *CAUSE_DEFINITIONS)),
        Paragraph((_MASKED,), "脱敏"),
    ]
    return Section("口径", "这些数字怎么算的？来自哪些台账？漏了什么？", tuple(blocks))


def source_blocks(facts: Facts) -> list[Block]:
    """The registers that were read, and those that could not be."""
    columns = (
        Column("台账", TEXT, 22),
        Column("文件", LONG, 22),
        Column("反馈行数", COUNT, 10),
        Column("未编号行数", COUNT, 10),
        Column("缺时间行数", COUNT, 10),
        Column("规则版本", TEXT, 12),
        Column("状态", LONG, 52),
    )
    rows = [_source_row(source) for source in facts.sources]
    total = ("合计", None, *(sum(getattr(source, name) for source in facts.sources) for name in _COUNTED), None, None)
    note = "规则版本是设置各表内容的指纹：相同即时限、日历、选项等都相同。"
    return [Table(SOURCES, "数据来源", columns, rows, total, note=note)]


_COUNTED = ("rows", "unnumbered", "undated")


def _source_row(source: RegisterSource) -> Sequence[Value]:
    if source.trouble:
        return (source.name, source.file, None, None, None, None, Cell(f"未读取：{source.trouble}", tone=Tone.BAD))
    state = "；".join(("已读取", *source.missing))
    return (source.name, source.file, source.rows, source.unnumbered, source.undated, source.policy[:8], state)


def _left_out(facts: Facts) -> Paragraph:
    told = [
        f"{source.file}：未能读取（{source.trouble}），其中的反馈没有计入任何数字。"
        for source in facts.sources
        if source.trouble
    ]
    for source in facts.sources:
        if source.undated:
            told.append(f"{source.name}：{source.undated} 行没有可用的受理时间，不属于任何时段，没有计入。")
        if source.unnumbered:
            told.append(
                f"{source.name}：{source.unnumbered} 行尚未编号（还没有刷新过），已计入，但可能缺少分类、时限等。"
            )
    told += [f"{words}，请移走副本后重新生成。" for words in copy_words(facts)]
    if not told:
        return Paragraph(("没有遗漏：所有台账的所有反馈行都已读取。",), "遗漏")
    return Paragraph(tuple(told), "遗漏与提示", bullets=True, tone=Tone.WARNING)


def copy_words(facts: Facts) -> list[str]:
    """What is wrong where a folder holds a register twice; of many pairs the first few."""
    found = copies(facts)
    told = [
        f"“{each.one}”和“{each.other}”有 {each.cases} 件反馈完全相同，像是同一台账的副本，这些反馈被重复计入"
        for each in found[:_COPIES]
    ]
    return [*told, f"另有 {len(found) - _COPIES} 对台账也有相同的反馈"] if len(found) > _COPIES else told


def _changes(basis: Basis) -> Paragraph:
    making = basis.making
    over = basis.cut_off >= basis.period.ends_at
    if not over:
        at = f"{basis.cut_off:%Y-%m-%d %H:%M}"
        return Paragraph((f"本期尚未结束，数字截至 {at}，之后还会变化。",), "与首次出具时相比", tone=Tone.WARNING)
    if not making.changes:  # said alike the first time and later, for the same rows make the same report
        return Paragraph(("自本期结束后首次出具以来，本期有关的行没有改动。",), "与首次出具时相比")
    told = _told_changes(making.changes)
    return Paragraph(
        (f"首次出具于 {making.first_made}；此后本期有关的行有改动：", *told), "与首次出具时相比", tone=Tone.WARNING
    )


def _told_changes(changes: RowChanges) -> list[str]:
    told = []
    parts = (("改动", changes.changed), ("新增", changes.added), ("删除或不再涉及", changes.removed))
    for word, by_register in parts:
        for register, numbers in by_register.items():
            shown = "、".join(numbers[:_NAMED]) + (" 等" if len(numbers) > _NAMED else "")
            told.append(f"{register}：{word} {len(numbers)} 行（{shown}）。")
    told += [f"{register}：设置各表的内容（时限、日历、选项等）与当时不同。" for register in changes.policy]
    return told


def _reconciled(basis: Basis) -> Table:
    """Totals counted another way, beside what the sections show."""
    counted, volume = totals(basis.facts, basis.period), basis.volume
    pairs = (
        ("本期受理件数", volume.received, counted.received),
        ("本期办结件数", volume.closed, counted.closed),
        ("期末未结件数", volume.open_after, counted.open_after),
        ("期初未结＋受理－办结", volume.open_before + volume.received - volume.closed, counted.open_after),
    )
    rows = [
        (what, shown, again, Cell("相符" if shown == again else "不符", tone=Tone.GOOD if shown == again else Tone.BAD))
        for what, shown, again in pairs
    ]
    columns = (
        Column("项目", TEXT, 24),
        Column("报告数字", COUNT, 10),
        Column("另行清点", COUNT, 10),
        Column("核对", TEXT, 8),
    )
    return Table("reconciled", "核对", columns, rows, note="各表下方另有核对格，由公式对明细重新计数。")


def _definitions(definitions: Sequence[tuple[str, str]]) -> Table:
    columns = (Column("指标", TEXT, 18), Column("定义", LONG, 96))
    return Table("definitions", "指标定义", columns, list(definitions))
