"""Are customers satisfied, and why not? Section 满意度.

Invariant: what nobody said is no zero: n and the response rate stand beside every mean.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.model.period import Period
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import (
    COUNT,
    LONG,
    POINTS,
    SCORE,
    SHARE,
    TEXT,
    column,
    head,
    section,
    with_small_note,
)
from xltools.reports.content.detail_heads import case_anchor
from xltools.reports.dimensions import unfilled
from xltools.reports.document import Block, Cell, Column, Paragraph, Section, Table, Value
from xltools.reports.figure_cells import moved, sampled, share
from xltools.reports.figures.low_scores import LowScores, low_score_reasons
from xltools.reports.figures.outcomes import outcomes_by_month
from xltools.reports.figures.rate import NO_RATE, Rate
from xltools.reports.figures.satisfaction import (
    NO_MARK,
    MeanMark,
    Score,
    approval_by,
    dimension_marks_by_month,
    mean_mark_by,
    mean_marks_by_month,
    scores,
)
from xltools.reports.figures.window import months_of
from xltools.reports.joined_words import comma_joined, listed

SCORES, TREND = "scores", "satisfaction_trend"
_REASONS = 8


def satisfaction_section(basis: Basis) -> Section:
    """Rates, mean scores, trend, reasons of low marks, first-time fixes; these alone where nobody was asked."""
    found = scores(basis.facts, basis.period)
    trend = mean_marks_by_month(basis.facts, basis.period)
    if not found and not any(mark.n for _, mark in trend):
        return section("satisfaction", [Paragraph((text("report.satisfaction.nothing"),)), _fixed(basis)])
    blocks: list[Block] = [_rates(basis), _scores(basis, found), *_trend(basis, trend)]
    blocks += _low(basis, low_score_reasons(basis.facts, basis.period))
    return section("satisfaction", [*blocks, _fixed(basis)])


def _rates(basis: Basis) -> Table:
    now, before = basis.approval, basis.approval_before
    rows: list[Sequence[Value]] = [
        _rate_row(text("report.measure_heads.satisfied"), now.satisfied, before.satisfied),
        _rate_row(text("report.measure_heads.response_rate"), now.response, before.response),
    ]
    if basis.several_registers:
        earlier = approval_by(basis.facts, basis.before.period, "register")
        for name, each in approval_by(basis.facts, basis.period, "register").items():
            before_there = earlier[name].satisfied if name in earlier else NO_RATE
            rows.append(_rate_row(text("report.approval.of_register", register=name), each.satisfied, before_there))
    note = with_small_note(text("report.approval.note"))
    return Table("approval", text("report.approval.table"), _rate_columns(), rows, note=note)


def _rate_columns() -> tuple[Column, ...]:
    return (
        column("figure", TEXT, 22),
        column("hits", COUNT, 8),
        column("sample", COUNT, 8),
        column("rate", SHARE, 9),
        column("before", SHARE, 9),
        column("change_points", POINTS, 10),
    )


def _rate_row(name: str, now: Rate, before: Rate, better: int = 1) -> Sequence[Value]:
    of = (head("hits"), head("sample"))
    return (name, now.hits, now.n, share(now, of=of), share(before), moved(now, before, better))


def _scores(basis: Basis, found: Sequence[Score]) -> Table:
    before = {(each.register, each.dimension): each for each in scores(basis.facts, basis.before.period)}
    columns = (
        *((column("register", TEXT, 18),) if basis.several_registers else ()),
        column("rated", TEXT, 16),
        column("sample", COUNT, 8),
        column("mean_score", SCORE, 8, bar=True),
        column("best_score", COUNT, 7),
        column("mean_score_before", SCORE, 9),
        column("spread", LONG, 40),
    )
    rows = [_score_row(basis, each, before.get((each.register, each.dimension))) for each in found]
    return Table(SCORES, text("report.scores.table"), columns, rows, note=with_small_note(text("report.scores.note")))


def _score_row(basis: Basis, each: Score, before: Score | None) -> Sequence[Value]:
    said = comma_joined(text("report.scores.given", mark=mark, count=count) for mark, count in each.spread)
    row = (
        each.dimension,
        each.n,
        sampled(each.mean, small=each.small),
        int(each.top),
        sampled(before.mean, small=before.small) if before else None,
        said,
    )
    return (each.register, *row) if basis.several_registers else row


def _trend(basis: Basis, whole: Sequence[tuple[Period, MeanMark]]) -> list[Block]:
    """All marks together and, beside them, each register's, or the dimensions of a single one."""
    parts = _marks_of_registers(basis) if basis.several_registers else _marks_of_dimensions(basis)
    shown = {head("all_marks"): [mark for _, mark in whole], **(parts if len(parts) > 1 else {})}
    begun = next((place for place, (_, mark) in enumerate(whole) if mark.n), 0)
    rows: list[Sequence[Value]] = [
        (month.key, mark.n, *(_mark(marks[place]) for marks in shown.values()))
        for place, (month, mark) in enumerate(whole)
        if place >= begun
    ]
    columns = (column("month", TEXT, 10), column("sample", COUNT, 8), *(Column(name, SHARE, 11) for name in shown))
    note = with_small_note(text("report.satisfaction_trend.note"))
    table = Table(TREND, text("report.satisfaction_trend.table"), columns, rows, note=note)
    title, month, unit = text("report.satisfaction_trend.chart"), head("month"), text("report.satisfaction_trend.unit")
    return [table, Chart(ChartKind.LINE, title, TREND, month, tuple(shown), month, unit)]


def _marks_of_registers(basis: Basis) -> dict[str, list[MeanMark]]:
    months = [mean_mark_by(basis.facts, month, "register") for month in months_of(basis.facts, basis.period)]
    names = sorted({name for month in months for name in month})
    return {name: [month.get(name, NO_MARK) for month in months] for name in names}


def _marks_of_dimensions(basis: Basis) -> dict[str, list[MeanMark]]:
    found = dimension_marks_by_month(basis.facts, basis.period)
    return {name: [mark for _, mark in months] for name, months in found.items()}


def _mark(mark: MeanMark) -> Cell:
    return sampled(mark.mean, small=mark.small)


def _low(basis: Basis, low: LowScores) -> list[Block]:
    if not low.cases:
        return [Paragraph((text("report.low.nothing"),), text("report.low.table"))]
    numbers = basis.facts.cases["number"]
    rows: list[Sequence[Value]] = [
        (
            Cell(reason.text, goto=case_anchor(reason.cases[0])),
            len(reason.cases),
            len(reason.cases) / low.cases,
            listed(str(numbers[case] or text("report.unnumbered")) for case in reason.cases[:_REASONS]),
        )
        for reason in low.reasons[:_REASONS]
    ]
    columns = (
        column("cause", LONG, 44),
        column("cases", COUNT, 8, bar=True),
        column("share", SHARE, 9),
        column("number", LONG, 34),
    )
    table = Table("low_reasons", text("report.low.table"), columns, rows, note=text("report.low.note"))
    return [Paragraph(tuple(_low_told(low))), table]


def _low_told(low: LowScores) -> list[str]:
    told = [text("report.low.cases", cases=low.cases)]
    if low.dimensions:
        told.append(text("report.low.dimensions", counts=_counts(low.dimensions)))
    if any(name != unfilled() for name, _ in low.kinds):
        told.append(text("report.low.kinds", counts=_counts(low.kinds)))
    return told


def _counts(counts: Sequence[tuple[str, int]]) -> str:
    return listed(text("report.counted", name=name, count=count) for name, count in counts)


def _fixed(basis: Basis) -> Table:
    now, before = basis.outcomes, basis.outcomes_before
    rows = [
        _rate_row(text("report.measure_heads.first_time_fix"), now.first_time_fix, before.first_time_fix),
        _rate_row(text("report.measure_heads.second_handling"), now.second_handling, before.second_handling, better=-1),
    ]
    trend = listed(
        text("report.first_time_fix.month", month=month.key, rate=each.first_time_fix.value, n=each.first_time_fix.n)
        for month, each in outcomes_by_month(basis.facts, basis.period)
        if each.first_time_fix.value is not None
    )
    note = text("report.first_time_fix.trend", months=trend) if trend else ""
    return Table("first_time_fix", text("report.first_time_fix.table"), _rate_columns(), rows, note=note)
