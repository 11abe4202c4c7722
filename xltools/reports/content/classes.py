"""What was it about, and what changed? Section 类型: the cases received, by each dimension that tells them apart.

Invariant: each table adds up to the cases received; what is not shown alone stands in its last row.
"""

from collections.abc import Sequence

from xltools.language.words import Word
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import CHANGE, COUNT, POINTS, SHARE, TEXT
from xltools.reports.content.detail import RECEIVED, class_anchor, dimension_head, first_of_each
from xltools.reports.document import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Check,
    Column,
    ColumnKind,
    Paragraph,
    Section,
    Table,
    Tone,
    Value,
    Where,
)
from xltools.reports.facts import DIMENSIONS, Dimension
from xltools.reports.figures.breakdown import Slice, breakdown, counts_by_month
from xltools.reports.figures.groups import UNFILLED

_SHOWN = ("type", "category", "subcategory", "product", "model", "batch", "channel", "region", "priority", "register")
_ROWS = 15
_CHARTED = 10
_MOST_BLANK = 0.5
_MONTHS = 12


def table_key(key: str) -> str:
    """The key of a dimension's table."""
    return f"by_{key}"


def classes_section(basis: Basis) -> Section:
    """The section; dimensions that no case has are left out."""
    blocks: list[Block] = []
    for dimension in _told_apart(basis):
        slices = breakdown(dimension.key, basis.now, basis.before)
        blocks.append(_table(basis, dimension, slices))
        if _is_filled(slices):
            blocks.append(_chart(dimension))
    if not blocks:
        blocks = [Paragraph(("本期和上期都没有受理反馈。",))]
    return Section("类型", "反馈说的是什么，与上期相比有什么变化？", tuple(blocks))


def first_table(basis: Basis) -> str | None:
    """The key of the section's first table; None where it has none."""
    return next((table_key(each.key) for each in _told_apart(basis)), None)


def _told_apart(basis: Basis) -> list[Dimension]:
    known = [each for each in DIMENSIONS if each.key in _SHOWN]
    cases = basis.facts.cases.loc[[*basis.now.cases.index, *basis.before.cases.index]]
    told = [each for each in sorted(known, key=lambda each: _SHOWN.index(each.key)) if cases[each.key].notna().any()]
    if not basis.several_registers:
        told = [each for each in told if each.key != "register"]
    return [each for each in told if each.key != "model" or not cases["model"].equals(cases["product"])]


def _is_filled(slices: Sequence[Slice]) -> bool:
    """Whether most cases say anything; a chart of blanks tells nothing."""
    blank = next((each.raw.value or 0 for each in slices if each.value == UNFILLED), 0)
    return len(slices) > 1 and blank <= _MOST_BLANK


def _table(basis: Basis, dimension: Dimension, slices: Sequence[Slice]) -> Table:
    head, months = dimension.label, counts_by_month(basis.facts, dimension.key, basis.period, _MONTHS)
    links = first_of_each(basis, dimension.key)
    most = len(slices) if dimension.key == "type" else _ROWS  # sheet 明细 leads back to every type
    shown = slices[:most]
    rows = [_row(each, dimension, links.get(each.value), months.get(each.value, [])) for each in shown]
    if rest := slices[most:]:
        rows.append(_rest(rest))
    columns = (
        Column(head, TEXT, 18),
        Column("件数", COUNT, 9, bar=True),
        Column("占比", SHARE, 9),
        Column("去重件数", COUNT, 10),
        Column("上期件数", COUNT, 10),
        Column("增减", CHANGE, 9),
        Column("占比变化（百分点）", POINTS, 11),
        Column(f"近{_MONTHS}个月", ColumnKind.TREND, 16),
    )
    now, before = basis.now, basis.before
    total = ("合计", now.raw, 1.0 if now.raw else None, now.once, before.raw, now.raw - before.raw, None, None)
    anchors = {place: class_anchor(each.value) for place, each in enumerate(shown)} if dimension.key == "type" else {}
    return Table(
        table_key(dimension.key),
        f"按{head}",
        columns,
        rows,
        total,
        note="同一客户的同一问题在“去重件数”里只计一次。点击件数可看到该类的第一条明细。",
        anchors=anchors,
        checks=(Check("件数", now.raw, "本期受理件数"),),
    )


def _row(each: Slice, dimension: Dimension, link: str | None, months: Sequence[int]) -> tuple[Value, ...]:
    pairs = ((dimension_head(dimension.key), each.value), (RECEIVED, Word.YES.said))
    return (
        each.value,
        Cell(each.raw.hits, counts=Where(pairs), goto=link),
        each.raw.value,
        each.once.hits,
        each.raw_before.hits,
        each.change,
        Cell(each.share_change, tone=Tone.FAINT if each.raw.small or each.raw_before.small else Tone.PLAIN),
        Cell(None, trend=[float(count) for count in months]),
    )


def _rest(slices: Sequence[Slice]) -> tuple[Value, ...]:
    raw, before = sum(each.raw.hits for each in slices), sum(each.raw_before.hits for each in slices)
    of, once = slices[0].raw.n, sum(each.once.hits for each in slices)
    return (f"其余 {len(slices)} 项", raw, raw / of if of else None, once, before, raw - before, None, None)


def _chart(dimension: Dimension) -> Chart:
    return Chart(
        ChartKind.BAR,
        f"各{dimension.label}件数：本期与上期",
        table_key(dimension.key),
        dimension.label,
        ("件数", "上期件数"),
        y_title="件",
        rows=_CHARTED,
    )
