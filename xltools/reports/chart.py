"""What is a chart of a report? Columns of one of its tables, drawn: who draws it looks the numbers up there.

Invariant: a chart has no number of its own but its target, so that it never says anything else than its table.
"""

from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BAR = "bar"  # horizontal bars, categories from top to bottom as in the table
    COLUMN = "column"
    LINE = "line"  # over time
    PARETO = "pareto"  # columns of the first series, a line of the second (a share, 0 to 1) on a second axis


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over columns of a table.

    Attributes:
        kind: How it is drawn.
        title: What it shows.
        table: Key of the table.
        categories: Head of the column with the categories.
        series: Heads of the columns with the values.
        x_title: Of the category axis; "" where the title says it.
        y_title: Of the value axis, with its unit: 件, 小时, %.
        rows: How many of the table's rows, from the first; None for all. Total rows are never drawn.
        target: A level drawn as a line across (10 % failure rate), if there is one.
        target_label: What it is.
    """

    kind: ChartKind
    title: str
    table: str
    categories: str
    series: tuple[str, ...]
    x_title: str = ""
    y_title: str = ""
    rows: int | None = None
    target: float | None = None
    target_label: str = ""
