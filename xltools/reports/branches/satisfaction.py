"""Are the customers of the branches satisfied? Section 满意度: rates, marks, and how each branch is rated.

Invariant: what nobody said is no zero: n and the response rate stand beside every rate.
"""

from collections import Counter
from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.branches.branch_cells import (
    LONG,
    POINTS,
    SCORE,
    SHARE,
    TEXT,
    column,
    few,
    head,
    lowest_first,
    section,
    share,
)
from xltools.reports.branches.totals import BranchBasis, BranchLine
from xltools.reports.document import Block, Paragraph, Section, Table, Value
from xltools.reports.figure_cells import moved
from xltools.reports.figures.rate import Rate
from xltools.reports.joined_words import comma_joined

RATES, MARKS, RATED = "rates", "marks", "rated_branches"


def satisfaction_section(basis: BranchBasis) -> Section:
    """The section."""
    blocks: list[Block] = [_rates(basis)]
    if basis.totals.now.marks:
        blocks.append(_marks(basis))
    rated = [line for line in basis.totals.lines if line.satisfaction.n]
    blocks.append(_rated(rated) if rated else Paragraph((text("branches.nothing_rated"),)))
    return section("satisfaction", blocks)


def _rates(basis: BranchBasis) -> Table:
    now, before = basis.totals.now, basis.totals.before
    pairs = (
        ("satisfaction", now.satisfaction, before.satisfaction),
        ("response_rate", now.response_rate, before.response_rate),
        ("first_time_fix", now.first_time_fix, before.first_time_fix),
    )
    columns = (
        column("rate", TEXT, 20),
        column("hits", width=11),
        column("n"),
        column("rate_value", SHARE),
        column("before", SHARE),
        column("points_change", POINTS, 11),
    )
    rows = [_rate_row(head(key), rate, earlier) for key, rate, earlier in pairs]
    note = text("branches.small_note")
    return Table(RATES, text("branches.tables.rates"), columns, rows, note=note)


def _rate_row(name: str, now: Rate, before: Rate) -> Sequence[Value]:
    return name, now.hits, now.n, share(now, of=("hits", "n")), share(before), moved(now, before)


def _marks(basis: BranchBasis) -> Table:
    rows = [
        _mark_row(dimension, top, counts)
        for dimension, said in sorted(basis.totals.now.marks.items())
        for top, counts in sorted(_by_scale(said).items())
    ]
    columns = (
        column("marked", TEXT, 20),
        column("n"),
        column("mean_mark", SCORE, bar=True),
        column("top"),
        column("spread", LONG, 44),
    )
    return Table(MARKS, text("branches.tables.marks"), columns, rows, note=text("branches.tables.marks_note"))


def _by_scale(said: Counter[str]) -> dict[float, Counter[float]]:
    scales: dict[float, Counter[float]] = {}
    for mark, count in said.items():
        value, _, top = mark.partition("/")
        scales.setdefault(float(top), Counter())[float(value)] += count
    return scales


def _mark_row(dimension: str, top: float, counts: Counter[float]) -> Sequence[Value]:
    n = counts.total()
    mean = sum(value * count for value, count in sorted(counts.items())) / n
    spread = comma_joined(
        text("report.scores.given", mark=f"{value:g}", count=count)
        for value, count in sorted(counts.items(), reverse=True)
    )
    return dimension, n, few(mean, n), f"{top:g}", spread


def _rated(lines: Sequence[BranchLine]) -> Table:
    ordered = sorted(lines, key=lambda line: (*lowest_first(line.satisfaction), line.name, line.place))
    columns = (
        column("branch", TEXT, 20),
        column("satisfied"),
        column("rated"),
        column("satisfaction", SHARE, 10, bar=True),
        column("satisfaction_change", POINTS, 11),
        column("response_rate", SHARE, 10),
    )
    rows = [_rated_row(line) for line in ordered]
    return Table(RATED, text("branches.tables.rated"), columns, rows, note=text("branches.small_note"))


def _rated_row(line: BranchLine) -> Sequence[Value]:
    rate = line.satisfaction
    return (
        line.name,
        rate.hits,
        rate.n,
        share(rate, of=("satisfied", "rated")),
        moved(rate, line.satisfaction_before),
        share(line.response_rate),
    )
