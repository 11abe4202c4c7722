"""Was it done in time, and where does it get stuck? Section 时效.

Invariant: a rate stands beside what it is a rate of; both due times, the first and the extended one, are shown.
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
    POINTS,
    SHARE,
    TEXT,
    column,
    head,
    of_due,
    section,
    spread_cells,
    spread_columns,
    with_small_note,
)
from xltools.reports.content.detail_heads import dimension_label, late_word, on_time_word, timer_head
from xltools.reports.content.months import RATE, handling_chart, month_charts, months_table
from xltools.reports.document import Block, Cell, Column, Paragraph, Section, Table, Tone, Value, Where
from xltools.reports.figure_cells import moved, sampled, share, tone_of
from xltools.reports.figures.bottlenecks import Bottleneck
from xltools.reports.figures.durations import Times, times_by
from xltools.reports.figures.rate import FEW, NO_RATE
from xltools.reports.figures.spread import Spread
from xltools.reports.figures.timeliness import OnTime, on_time, on_time_by, on_time_by_label

DURATIONS, TIMERS = "durations", "timers"
_SHOWN_DECIMALS = 1  # of hours
_LENGTHS = (
    ("first_response", "elapsed_hours"),
    ("first_response", "working_hours"),
    ("completion", "elapsed_hours"),
    ("completion", "working_hours"),
)


def _rate_columns() -> tuple[Column, ...]:
    return (
        column(DUE, COUNT, 10),
        column(MET, COUNT, 9),
        column(RATE, SHARE, 10, bar=True),
        column("original_rate", SHARE, 10),
        column("rate_before", SHARE, 10),
        column("change_points", POINTS, 10),
    )


def timing_section(basis: Basis) -> Section:
    """How long it takes, how limits are kept by step, department, class and month, and exceptions."""
    if not len(basis.facts.cases):
        return section("timing", [Paragraph((text("report.timing.nothing"),))])
    steps = basis.steps
    blocks: list[Block] = [
        _durations(basis),
        _timers(basis, steps),
        Chart(ChartKind.BAR, text("report.timers.table"), TIMERS, head("step"), (head(RATE),), y_title="%"),
        _named(steps),
        _by_dimension(basis, "department"),
        _times_by_class(basis),
        months_table(basis),
        *month_charts(),
        handling_chart(),
        _exceptions(basis),
    ]
    if basis.several_registers:
        blocks.insert(5, _by_dimension(basis, "register"))
    return section("timing", blocks)


def _durations(basis: Basis) -> Table:
    now, before = basis.times, basis.times_before
    rows: list[Sequence[Value]] = []
    for (what, clock), spread, earlier in zip(_LENGTHS, now, before, strict=True):
        named = text(f"report.durations.{what}"), text(f"report.units.{clock}")
        mean_before = sampled(earlier.mean, small=earlier.small)
        rows.append((*named, *spread_cells(spread), mean_before, _longer(spread, earlier)))
    columns = (
        column("time", TEXT, 12),
        column("clock", TEXT, 11),
        *spread_columns(text("report.units.hours")),
        column("mean_before", HOURS, 11),
        column("change_hours", HOURS, 10),
    )
    note = with_small_note(text("report.durations.note"))
    return Table(DURATIONS, text("report.durations.table"), columns, rows, note=note)


def _longer(now: Spread, before: Spread) -> Cell:
    """By how many hours a mean grew."""
    change = None if now.mean is None or before.mean is None else now.mean - before.mean
    small = now.small or before.small
    return Cell(change, tone=Tone.FAINT if small else tone_of(round(change or 0, _SHOWN_DECIMALS), -1))


def _timers(basis: Basis, steps: Sequence[Bottleneck]) -> Table:
    now, before = on_time_by_label(basis.judgement), on_time_by_label(basis.judgement_before)
    rows = [_timer_row(step, now[step.label], before.get(step.label)) for step in steps]
    whole, earlier = on_time(basis.judgement), on_time(basis.judgement_before)
    total = (
        text("report.total"),
        whole.revised.n,
        whole.revised.hits,
        *_rates(whole, earlier),
        whole.revised.n - whole.revised.hits,
        None,
    )
    late = (column("late", COUNT, 9), column("median_late", HOURS, 11))
    columns = (column("step", TEXT, 16), *_rate_columns(), *late)
    note = with_small_note(text("report.timers.note"))
    return Table(TIMERS, text("report.timers.table"), columns, rows, total if rows else None, note=note)


def _timer_row(step: Bottleneck, now: OnTime, before: OnTime | None) -> Sequence[Value]:
    label = timer_head(step.label)
    met = Cell(now.revised.hits, counts=Where(((label, on_time_word()),)))
    late = Cell(step.late.hits, counts=Where(((label, late_word()),)), tone=Tone.BAD if step.named else Tone.PLAIN)
    name = Cell(step.label, tone=Tone.BAD if step.named else Tone.PLAIN)
    return (name, now.revised.n, met, *_rates(now, before, of=of_due()), late, step.hours.median)


def _rates(now: OnTime, before: OnTime | None, *, of: tuple[str, str] | None = None) -> tuple[Cell, Cell, Cell, Cell]:
    earlier = before.revised if before is not None else NO_RATE
    return share(now.revised, of=of), share(now.original), share(earlier), moved(now.revised, earlier, 1)


def _named(steps: Sequence[Bottleneck]) -> Paragraph:
    named = [step for step in steps if step.named]
    told = tuple(
        text(
            "report.bottlenecks.step",
            step=step.label,
            due=step.late.n,
            late=step.late.hits,
            share=step.late.value or 0,
            median=step.hours.median or 0,
        )
        for step in named
    )
    if not told:
        enough = any(not step.late.small for step in steps)
        nothing = text("report.bottlenecks.nothing" if enough else "report.bottlenecks.few", least=FEW)
        return Paragraph((nothing,), text("report.bottlenecks.nothing_title"))
    return Paragraph(told, text("report.bottlenecks.title"), bullets=True, tone=Tone.WARNING)


def _by_dimension(basis: Basis, key: str) -> Table:
    label = dimension_label(key)
    now, before = on_time_by(basis.facts, basis.judgement, key), on_time_by(basis.facts, basis.judgement_before, key)
    order = sorted(now, key=lambda name: (-now[name].revised.n, name))
    rows = [
        (name, now[name].revised.n, now[name].revised.hits, *_rates(now[name], before.get(name), of=of_due()))
        for name in order
    ]
    title, columns = text("report.timing.by_dimension", dimension=label), (Column(label, TEXT, 18), *_rate_columns())
    return Table(f"on_time_{key}", title, columns, rows, note=with_small_note())


def _times_by_class(basis: Basis) -> Table:
    known = times_by(basis.facts, basis.period, "type")
    order = sorted(known, key=lambda name: (-known[name].resolution.n, name))
    columns = (
        column("type", TEXT, 18),
        column("responded", COUNT, 9),
        column("mean_response_working", HOURS, 12),
        column("completed", COUNT, 9),
        column("mean_handling_working", HOURS, 12),
        column("median_handling_working", HOURS, 12),
        column("p90_handling_working", HOURS, 12),
        column("mean_handling_elapsed", HOURS, 12),
    )
    title = text("report.timing.by_type")
    rows = [_class_row(name, known[name]) for name in order]
    return Table("times_by_type", title, columns, rows, note=with_small_note())


def _class_row(name: str, spent: Times) -> Sequence[Value]:
    working = spent.resolution_working
    return (
        name,
        spent.response.n,
        sampled(spent.response_working.mean, small=spent.response_working.small),
        spent.resolution.n,
        *(
            sampled(value, small=spent.resolution.small)
            for value in (working.mean, working.median, working.p90, spent.resolution.mean)
        ),
    )


def _exceptions(basis: Basis) -> Table:
    now, before = basis.outcomes, basis.outcomes_before
    rows = [
        (text("report.exceptions.escalated"), now.escalated, before.escalated),
        (text("report.exceptions.extensions"), now.extensions_applied, before.extensions_applied),
        (text("report.exceptions.approved"), now.extensions_approved, before.extensions_approved),
        (text("report.exceptions.refused"), now.extensions_refused, before.extensions_refused),
        (text("report.exceptions.reopened"), now.reopened, before.reopened),
    ]
    columns = (column("event", TEXT, 20), column("now", COUNT, 9), column("before", COUNT, 9))
    return Table("exceptions", text("report.exceptions.table"), columns, rows, note=text("report.exceptions.note"))
