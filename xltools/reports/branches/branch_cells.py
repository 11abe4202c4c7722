"""How do the figures of branches become cells and columns? Rates faint where n is small, heads in the spoken language.

Invariant: what has no value is an empty cell, neither 0 nor 100 %.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports import figure_cells
from xltools.reports.branches.minute_counts import MinuteCounts
from xltools.reports.document import Block, Cell, Column, ColumnKind, Section
from xltools.reports.figures.quantiles import MEDIAN, P90
from xltools.reports.figures.rate import FEW, Rate

TEXT, LONG, COUNT, CHANGE = ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.COUNT, ColumnKind.CHANGE
SHARE, POINTS, HOURS, SCORE = ColumnKind.SHARE, ColumnKind.POINTS, ColumnKind.HOURS, ColumnKind.SCORE


def head(key: str, **values: object) -> str:
    """The head of a column."""
    return text(f"branches.heads.{key}", **values)


def column(key: str, kind: ColumnKind = COUNT, width: float = 9, *, bar: bool = False) -> Column:
    """A column by the key of its head."""
    return Column(head(key), kind, width, bar)


def section(key: str, blocks: Sequence[Block], *, landscape: bool = True) -> Section:
    """A section by the key of its title and question."""
    title, question = text(f"branches.sections.{key}.title"), text(f"branches.sections.{key}.question")
    return Section(title, question, tuple(blocks), landscape=landscape)


def share(rate: Rate, *, of: tuple[str, str] | None = None) -> Cell:
    """A rate's value.

    Args:
        rate: The rate.
        of: Keys of the heads of its numerator and denominator in the same row, where they stand there.
    """
    parts = None if of is None else (head(of[0]), head(of[1]))
    return figure_cells.share(rate, of=parts)


def lowest_first(rate: Rate) -> tuple[bool, float, int]:
    """By what rates are told: those of few, which say little, come last."""
    return rate.small, rate.value or 0, -rate.n


def few(value: float | None, n: int) -> Cell:
    """A mean or median; faint where it is of few."""
    return figure_cells.sampled(value, small=n < FEW)


def duration_cells(durations: MinuteCounts) -> tuple[int, Cell, Cell, Cell]:
    """n, mean, median and P90."""
    n = durations.n
    return n, few(durations.mean, n), few(durations.quantile(MEDIAN), n), few(durations.quantile(P90), n)
