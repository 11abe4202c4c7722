"""How does each branch stand? Section 分部: a row a branch, those that need attention first.

Invariant: the rows add up to what all branches come to.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.branches.branch_cells import (
    CHANGE,
    HOURS,
    LONG,
    POINTS,
    SHARE,
    TEXT,
    column,
    few,
    head,
    section,
    share,
)
from xltools.reports.branches.branch_figures import RESOLUTION_WORKING, RESPONSE_WORKING, PeriodFigures
from xltools.reports.branches.totals import BranchBasis, BranchLine
from xltools.reports.document import Cell, Check, Column, Section, Table, Tone, Value
from xltools.reports.figure_cells import moved
from xltools.reports.figures.quantiles import MEDIAN
from xltools.reports.joined_words import listed

ALL_BRANCHES = "branches"


def source_anchor(place: str) -> str:
    """Where section 口径 tells of the register in that place."""
    return f"source {place}"


def branches_section(basis: BranchBasis, ranked: Sequence[tuple[BranchLine, list[str]]]) -> Section:
    """The section.

    Args:
        basis: What the report rests on.
        ranked: The branches with why they need attention, the worst first.
    """
    now, before = basis.totals.now, basis.totals.before
    rows = [_row(line, why) for line, why in ranked]
    table = Table(
        ALL_BRANCHES,
        text("branches.tables.branches", period=basis.label),
        _columns(),
        rows,
        _total(now, before),
        note=text("branches.tables.branches_note"),
        checks=(Check(head("received"), now.received, text("branches.received_by_all")),),
        filterable=True,
    )
    return section("branches", [table])


def _columns() -> tuple[Column, ...]:
    return (
        column("branch", TEXT, 16),
        column("received", bar=True),
        column("received_before"),
        column("change", CHANGE),
        column("closed"),
        column("open_after", bar=True),
        column("overdue", bar=True),
        column("due"),
        column("met"),
        column("on_time", SHARE, bar=True),
        column("on_time_change", POINTS, 10),
        column("median_response", HOURS, 11),
        column("median_resolution", HOURS, 11),
        column("first_time_fix", SHARE, 10),
        column("rated"),
        column("satisfaction", SHARE, 9),
        column("attention", LONG, 34),
    )


def _row(line: BranchLine, why: Sequence[str]) -> Sequence[Value]:
    return (
        Cell(line.name, goto=source_anchor(line.place)),
        line.received,
        line.received_before,
        line.received - line.received_before,
        line.closed,
        line.open_after,
        Cell(line.overdue, tone=Tone.BAD if line.overdue else Tone.PLAIN),
        line.on_time.n,
        line.on_time.hits,
        share(line.on_time, of=("met", "due")),
        moved(line.on_time, line.on_time_before),
        few(line.response, line.responded),
        few(line.resolution, line.resolved),
        share(line.first_time_fix),
        line.satisfaction.n,
        share(line.satisfaction),
        listed(why) or None,
    )


def _total(now: PeriodFigures, before: PeriodFigures) -> Sequence[Value]:
    rate = now.on_time()
    return (
        text("branches.total"),
        now.received,
        before.received,
        now.received - before.received,
        now.closed,
        now.open_after,
        now.overdue,
        rate.n,
        rate.hits,
        share(rate, of=("met", "due")),
        moved(rate, before.on_time()),
        now.duration(RESPONSE_WORKING).quantile(MEDIAN),
        now.duration(RESOLUTION_WORKING).quantile(MEDIAN),
        share(now.first_time_fix),
        now.satisfaction.n,
        share(now.satisfaction),
        None,
    )
