"""Which numbers does a chart draw? Those of its series in the rows that it covers; without any it is not drawn.

Invariant: planning and drawing ask here, so a chart that is not drawn takes no room.
"""

from collections.abc import Iterator

from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Table, scalar_of
from xltools.reports.summary_workbook.cell_values import written


def chart_numbers(chart: Chart, table: Table) -> list[float]:
    """The numbers along the value axis; of a Pareto chart those of its columns alone.

    Raises:
        ValueError: The table lacks a column that the chart draws.
    """
    return list(_numbers(chart, table))


def _numbers(chart: Chart, table: Table) -> Iterator[float]:
    for head in chart.series[:1] if chart.kind is ChartKind.PARETO else chart.series:
        place = table.place(head)
        for row in table.rows[: chart.rows]:
            value = written(scalar_of(row[place]), table.columns[place].kind)
            if isinstance(value, int | float):
                yield value
