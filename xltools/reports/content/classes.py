"""What was it about, and what changed? Section 类型: the cases received, by each dimension that tells them apart.

Invariant: each table adds up to the cases received; what is not shown alone stands in its last row.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import CHANGE, COUNT, POINTS, SHARE, TEXT, column, flagged, head, section
from xltools.reports.content.detail import first_of_each
from xltools.reports.content.detail_heads import RECEIVED, class_anchor, dimension_label
from xltools.reports.dimensions import DIMENSIONS, Dimension, unfilled
from xltools.reports.document import (
    Block,
    Cell,
    Check,
    Column,
    ColumnKind,
    Paragraph,
    Section,
    Table,
    Value,
    Where,
)
from xltools.reports.figure_cells import sampled
from xltools.reports.figures.breakdown import Slice, breakdown, counts_by_month

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
            blocks.append(_chart(basis, dimension))
    if not blocks:
        blocks = [Paragraph((text("report.types.nothing"),))]
    return section("types", blocks)


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
    blank = next((each.raw.value or 0 for each in slices if each.value == unfilled()), 0)
    return len(slices) > 1 and blank <= _MOST_BLANK


def _table(basis: Basis, dimension: Dimension, slices: Sequence[Slice]) -> Table:
    label, months = dimension.label, counts_by_month(basis.facts, dimension.key, basis.period, _MONTHS)
    links = first_of_each(basis, dimension.key)
    most = len(slices) if dimension.key == "type" else _ROWS  # sheet 明细 leads back to every type
    shown = slices[:most]
    rows = [_row(each, dimension, links.get(each.value), months.get(each.value, [])) for each in shown]
    if rest := slices[most:]:
        rows.append(_rest(rest))
    now, before = basis.now, basis.before
    total = (
        text("report.total"),
        now.raw,
        1.0 if now.raw else None,
        now.once,
        before.raw,
        now.raw - before.raw,
        None,
        None,
    )
    anchors = {place: class_anchor(each.value) for place, each in enumerate(shown)} if dimension.key == "type" else {}
    return Table(
        table_key(dimension.key),
        text("report.types.table", dimension=label),
        _columns(label),
        rows,
        total,
        note=text("report.types.note"),
        anchors=anchors,
        checks=(Check(head("cases"), now.raw, text("report.checks.received")),),
    )


def _columns(label: str) -> tuple[Column, ...]:
    return (
        Column(label, TEXT, 18),
        column("cases", COUNT, 9, bar=True),
        column("share", SHARE, 9),
        column("once", COUNT, 10),
        column("cases_before", COUNT, 10),
        column("change", CHANGE, 9),
        column("share_change", POINTS, 11),
        Column(head("months", months=_MONTHS), ColumnKind.TREND, 16),
    )


def _row(each: Slice, dimension: Dimension, link: str | None, months: Sequence[int]) -> tuple[Value, ...]:
    pairs = ((dimension_label(dimension.key), each.value), flagged(RECEIVED))
    return (
        each.value,
        Cell(each.raw.hits, counts=Where(pairs), goto=link),
        each.raw.value,
        each.once.hits,
        each.raw_before.hits,
        each.change,
        sampled(each.share_change, small=each.raw.small or each.raw_before.small),
        Cell(None, trend=[float(count) for count in months]),
    )


def _rest(slices: Sequence[Slice]) -> tuple[Value, ...]:
    raw, before = sum(each.raw.hits for each in slices), sum(each.raw_before.hits for each in slices)
    of, once = slices[0].raw.n, sum(each.once.hits for each in slices)
    name = text("report.types.rest", count=len(slices))
    return (name, raw, raw / of if of else None, once, before, raw - before, None, None)


def _chart(basis: Basis, dimension: Dimension) -> Chart:
    return Chart(
        ChartKind.BAR,
        text("report.types.chart" if basis.comparable else "report.types.chart_now", dimension=dimension.label),
        table_key(dimension.key),
        dimension.label,
        (head("cases"), head("cases_before")),
        y_title=text("report.units.cases"),
        rows=_CHARTED,
    )
