"""What was it about in all branches together, and what changed? Section 类型.

Invariant: each table adds up to the cases received; what is not shown alone stands in its last row.
"""

from collections import Counter
from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.branches.branch_cells import CHANGE, POINTS, SHARE, TEXT, column, head, section
from xltools.reports.branches.branch_figures import COUNTED_BY
from xltools.reports.branches.totals import BranchBasis
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.dimensions import said_state, unfilled
from xltools.reports.document import Block, Check, Column, Paragraph, Section, Table, Value

_ROWS, _CHARTED = 15, 10
_AS_OF_NOW = {"state"}  # cases of the period before had longer to get on


def table_key(key: str) -> str:
    """The key of a dimension's table."""
    return f"by_{key}"


def told_apart(basis: BranchBasis) -> list[str]:
    """Keys of the dimensions that any case has something for."""
    both = basis.totals.now.received_by, basis.totals.before.received_by
    return [key for key in COUNTED_BY if any(value for counts in both for value in counts.get(key, {}))]


def classes_section(basis: BranchBasis) -> Section:
    """The section; dimensions that no case has are left out."""
    blocks: list[Block] = []
    for key in told_apart(basis):
        blocks.append(_table(basis, key))
        compared = key not in _AS_OF_NOW
        title = text("branches.tables.by_chart" if compared else "report.types.chart_now", dimension=_label(key))
        heads = (head("received"), head("received_before")) if compared else (head("received"),)
        unit = text("branches.cases")
        blocks.append(Chart(ChartKind.BAR, title, table_key(key), _label(key), heads, y_title=unit, rows=_CHARTED))
    return section("classes", blocks or [Paragraph((text("branches.nothing_received"),))])


def _label(key: str) -> str:
    return text(f"figures.dimensions.{key}")


def _said(value: str, key: str) -> str:
    return (said_state(value) if key == "state" else value) or unfilled()


def _table(basis: BranchBasis, key: str) -> Table:
    nothing = Counter[str]()
    now, before = (each.received_by.get(key, nothing) for each in (basis.totals.now, basis.totals.before))
    whole, earlier = basis.totals.now.received, basis.totals.before.received
    values = sorted({*now, *before}, key=lambda value: (-now.get(value, 0), -before.get(value, 0), value))
    counts = [(_said(value, key), now.get(value, 0), before.get(value, 0)) for value in values]
    if rest := counts[_ROWS:]:
        named = text("branches.rest", count=len(rest))
        counts[_ROWS:] = [(named, sum(each[1] for each in rest), sum(each[2] for each in rest))]
    columns = (
        Column(_label(key), TEXT, 20),
        column("received", bar=True),
        column("share", SHARE),
        column("received_before"),
        column("change", CHANGE),
        column("share_change", POINTS, 11),
    )
    rows = [_row(*each, whole, earlier) for each in counts if each[1] or key not in _AS_OF_NOW]
    total = (text("branches.total"), whole, 1.0 if whole else None, earlier, whole - earlier, None)
    shown = 3 if key in _AS_OF_NOW else len(columns)
    return Table(
        table_key(key),
        text("branches.tables.by", dimension=_label(key)),
        columns[:shown],
        [row[:shown] for row in rows],
        total[:shown],
        checks=(Check(head("received"), whole, text("branches.received_by_all")),),
    )


def _row(value: str, now: int, before: int, whole: int, earlier: int) -> Sequence[Value]:
    part, was = (now / whole if whole else None), (before / earlier if earlier else None)
    return value, now, part, before, now - before, None if part is None or was is None else part - was
