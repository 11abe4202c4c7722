"""Was it done in time, and where not? Section 时效: each limit over all branches, and in each of them.

Invariant: a rate stands beside what it is a rate of.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.branches.branch_cells import (
    HOURS,
    POINTS,
    SHARE,
    TEXT,
    column,
    duration_cells,
    head,
    lowest_first,
    section,
    share,
)
from xltools.reports.branches.branch_figures import RESOLUTION, RESOLUTION_WORKING, RESPONSE, RESPONSE_WORKING
from xltools.reports.branches.totals import BranchBasis, BranchLine
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Block, Column, Paragraph, Section, Table, Value
from xltools.reports.figure_cells import moved
from xltools.reports.figures.rate import NO_RATE, Rate

DURATIONS, LIMITS, LIMITS_BY_BRANCH = "durations", "limits", "limits_by_branch"
_MEASURES = {
    RESPONSE: ("response", "elapsed_hours"),
    RESPONSE_WORKING: ("response", "working_hours"),
    RESOLUTION: ("resolution", "elapsed_hours"),
    RESOLUTION_WORKING: ("resolution", "working_hours"),
}
_ACROSS = 10  # limits that fit beside each other


def timing_section(basis: BranchBasis) -> Section:
    """The section."""
    blocks: list[Block] = [_durations(basis)]
    labels = _labels(basis)
    if not labels:
        return section("timing", [*blocks, Paragraph((text("branches.nothing_due"),))])
    blocks.append(_limits(basis, labels))
    title = text("branches.tables.limits_chart")
    blocks.append(Chart(ChartKind.BAR, title, LIMITS, head("limit"), (head("on_time"),), y_title="%"))
    blocks.append(_by_branch(basis, labels[:_ACROSS]))
    return section("timing", blocks)


def _labels(basis: BranchBasis) -> list[str]:
    """The limits that came due, the worst kept first."""
    now = basis.totals.now
    rates = {label: now.on_time(label) for label in now.limits}
    return sorted((label for label in rates if rates[label].n), key=lambda label: (rates[label].value or 0, label))


def _durations(basis: BranchBasis) -> Table:
    rows: list[Sequence[Value]] = []
    for measure, (what, clock) in _MEASURES.items():
        now, before = basis.totals.now.duration(measure), basis.totals.before.duration(measure)
        named = text(f"branches.measures.{what}"), text(f"branches.{clock}")
        rows.append((*named, *duration_cells(now), before.mean))
    columns = (
        column("duration", TEXT, 14),
        column("clock", TEXT, 12),
        column("count"),
        *(column(key, HOURS, 11) for key in ("mean", "median", "p90", "mean_before")),
    )
    note = text("branches.tables.durations_note")
    return Table(DURATIONS, text("branches.tables.durations"), columns, rows, note=note)


def _limits(basis: BranchBasis, labels: Sequence[str]) -> Table:
    now, before = basis.totals.now, basis.totals.before
    rows = [_limit_row(label, now.on_time(label), now.on_time_first(label), before.on_time(label)) for label in labels]
    total = _limit_row(text("branches.total"), now.on_time(), now.on_time_first(), before.on_time())
    columns = (
        column("limit", TEXT, 20),
        column("due"),
        column("met"),
        column("on_time", SHARE, 10, bar=True),
        column("on_time_first", SHARE, 10),
        column("on_time_before", SHARE, 10),
        column("on_time_change", POINTS, 10),
    )
    return Table(LIMITS, text("branches.tables.limits"), columns, rows, total, note=text("branches.small_note"))


def _limit_row(label: str, now: Rate, first: Rate, before: Rate) -> Sequence[Value]:
    return label, now.n, now.hits, share(now, of=("met", "due")), share(first), share(before), moved(now, before)


def _by_branch(basis: BranchBasis, labels: Sequence[str]) -> Table:
    lines = [line for line in basis.totals.lines if line.on_time.n]
    lines.sort(key=lambda line: (*lowest_first(line.on_time), line.name, line.place))
    columns = (
        column("branch", TEXT, 20),
        column("due"),
        column("met"),
        column("on_time", SHARE, 10, bar=True),
        *(Column(text("branches.heads.on_time_of", limit=label), SHARE, 12) for label in labels),
    )
    rows = [_branch_row(line, labels) for line in lines]
    return Table(
        LIMITS_BY_BRANCH, text("branches.tables.limits_by_branch"), columns, rows, note=text("branches.small_note")
    )


def _branch_row(line: BranchLine, labels: Sequence[str]) -> Sequence[Value]:
    rates = [share(line.by_limit.get(label, NO_RATE)) for label in labels]
    return line.name, line.on_time.n, line.on_time.hits, share(line.on_time, of=("met", "due")), *rates
