"""Who has how much to do, and how does it go? Section 人员与部门.

Invariant: the rows add up to the volume of the period; cases of nobody are a row of their own.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import (
    COUNT,
    DUE,
    HOURS,
    MET,
    SHARE,
    TEXT,
    column,
    flagged,
    head,
    of_due,
    section,
    with_small_note,
)
from xltools.reports.content.detail_heads import CLOSED, RECEIVED, dimension_label
from xltools.reports.document import Block, Cell, Check, Column, Section, Table, Tone, Value, Where
from xltools.reports.figure_cells import sampled, share
from xltools.reports.figures.workload import Workload, workload

_CHARTED, _CHARTED_HEADS = 12, ("received", "closed", "open_after")


def people_section(basis: Basis) -> Section:
    """A table and a chart for departments, and for handlers."""
    blocks: list[Block] = []
    for key in ("department", "handler"):
        label = dimension_label(key)
        rows = workload(basis.facts, basis.judgement, basis.period, key)
        title, series = text("report.people.chart", dimension=label), tuple(map(head, _CHARTED_HEADS))
        unit = text("report.units.cases")
        blocks += [
            _table(basis, key, label, rows),
            Chart(ChartKind.BAR, title, f"work_{key}", label, series, y_title=unit, rows=_CHARTED),
        ]
    return section("people", blocks, landscape=True)


def _table(basis: Basis, key: str, label: str, work: Sequence[Workload]) -> Table:
    volume = basis.volume
    total = (text("report.total"), volume.open_before, volume.received, volume.closed, volume.open_after,
             sum(each.overdue for each in work), sum(each.on_time.revised.n for each in work),
             sum(each.on_time.revised.hits for each in work), None, None, None, None, None)  # fmt: skip
    return Table(
        f"work_{key}",
        text("report.people.table", dimension=label),
        _columns(label),
        [_row(each, label) for each in work],
        total if work else None,
        note=with_small_note(text("report.people.note")),
        checks=(
            Check(head("received"), volume.received, text("report.checks.received")),
            Check(head("closed"), volume.closed, text("report.checks.closed")),
            Check(head("open_after"), volume.open_before + volume.received - volume.closed, text("report.checks.left")),
        ),
    )


def _columns(label: str) -> tuple[Column, ...]:
    return (
        Column(label, TEXT, 20),
        column("open_before", COUNT, 9),
        column("received", COUNT, 8),
        column("closed", COUNT, 8),
        column("open_after", COUNT, 9, bar=True),
        column("overdue", COUNT, 9),
        column(DUE, COUNT, 9),
        column(MET, COUNT, 8),
        column("on_time_rate", SHARE, 9),
        column("median_handling_working", HOURS, 12),
        column("mean_handling_working", HOURS, 12),
        column("mark_share", SHARE, 10),
        column("rated_cases", COUNT, 8),
    )


def _row(each: Workload, label: str) -> Sequence[Value]:
    resolution, mark, rate = each.resolution_working, each.mark, each.on_time.revised
    return (
        each.name,
        each.open_before,
        Cell(each.received, counts=Where(((label, each.name), flagged(RECEIVED)))),
        Cell(each.closed, counts=Where(((label, each.name), flagged(CLOSED)))),
        each.open_after,
        Cell(each.overdue, tone=Tone.BAD if each.overdue else Tone.PLAIN),
        rate.n,
        rate.hits,
        share(rate, of=of_due()),
        sampled(resolution.median, small=resolution.small),
        sampled(resolution.mean, small=resolution.small),
        sampled(mark.mean, small=mark.small),
        mark.n,
    )
