"""What is left of a section where the registers do not go back to the period before? Everything but the comparison.

Invariant: no figure of the period before is left, nor any that was reckoned against it.
"""

from collections.abc import Sequence
from dataclasses import replace

from xltools.reports.chart import Chart
from xltools.reports.content.cells import head
from xltools.reports.document import Block, Cards, Section, Table, Value

_COMPARING = (
    "before", "cases_before", "once_before", "rate_before", "share_before", "mean_before", "mean_score_before",
    "change", "change_points", "change_hours", "share_change",
)  # fmt: skip


def uncompared(section: Section) -> Section:
    """The section without what is said of the period before."""
    heads = {head(key) for key in _COMPARING}
    return replace(section, blocks=tuple(_uncompared(block, heads) for block in section.blocks))


def _uncompared(block: Block, heads: set[str]) -> Block:
    if isinstance(block, Cards):
        return Cards(tuple(replace(card, before=None) for card in block.cards))
    if isinstance(block, Chart):
        return replace(block, series=tuple(each for each in block.series if each not in heads))
    return _table(block, heads) if isinstance(block, Table) else block


def _table(table: Table, heads: set[str]) -> Table:
    left = [place for place, column in enumerate(table.columns) if column.head not in heads]

    def kept(row: Sequence[Value]) -> tuple[Value, ...]:
        return tuple(row[place] for place in left)

    return replace(
        table,
        columns=tuple(table.columns[place] for place in left),
        rows=[kept(row) for row in table.rows],
        total=None if table.total is None else kept(table.total),
    )
