"""Which problems come most often, and which models fail too often? Section TOP5.

Invariant: problems are ranked by what is counted once, so that one customer's five calls are one problem (FA-15).
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import CHANGE, COUNT, LONG, SHARE, TEXT, brief, column, flagged, head
from xltools.reports.content.detail_heads import PROBLEM, RECEIVED, case_anchor
from xltools.reports.document import Block, Cell, Column, Paragraph, Section, Table, Tone, Value, Where
from xltools.reports.figure_cells import tone_of
from xltools.reports.figures.demands import demands
from xltools.reports.figures.failure_rates import Basis as RateBasis
from xltools.reports.figures.failure_rates import FailureRate
from xltools.reports.figures.parameters import top_problems
from xltools.reports.figures.problems import Problem
from xltools.reports.joined_words import listed

PROBLEMS, FAILURES, FAILURE_SHARES = "problems", "failures", "failure_shares"
_PRODUCTS = 3
_MODELS = 20


def problems_section(basis: Basis) -> Section:
    """The ranking with its Pareto chart, what customers ask for, and how often models fail."""
    count = top_problems(basis.facts)
    title = text("report.problems.table", count=count)
    blocks: list[Block] = []
    if basis.problems:
        rows = [_row(place, each) for place, each in enumerate(basis.problems, start=1)]
        blocks += [Table(PROBLEMS, title, _columns(), rows, note=text("report.problems.note")), _pareto()]
    else:
        blocks.append(Paragraph((text("report.problems.nothing"),), title))
    blocks += [*_demands(basis), *_failures(basis)]
    tab, question = text("report.sections.problems.title", count=count), text("report.sections.problems.question")
    return Section(tab, question, tuple(blocks))


def _pareto() -> Chart:
    series, unit = (head("once"), head("cumulative")), text("report.units.cases")
    return Chart(ChartKind.PARETO, text("report.problems.chart"), PROBLEMS, head("problem"), series, "", unit)


def _columns() -> tuple[Column, ...]:
    return (
        column("place", COUNT, 6),
        column("problem", TEXT, 16),
        column("once", COUNT, 9, bar=True),
        column("share", SHARE, 8),
        column("cumulative", SHARE, 9),
        column("once_before", COUNT, 9),
        column("change", CHANGE, 8),
        column("raw", COUNT, 9),
        column("products", LONG, 22),
        column("example", LONG, 40),
    )


def _row(place: int, each: Problem) -> Sequence[Value]:
    products = listed(text("report.counted", name=name, count=count) for name, count in each.products[:_PRODUCTS])
    change = each.once.hits - each.once_before.hits
    return (
        place,
        each.label,
        Cell(each.once.hits, goto=case_anchor(each.cases[0])),
        each.once.value,
        each.cumulative.value,
        each.once_before.hits,
        Cell(change, tone=tone_of(change, -1)),
        Cell(each.raw.hits, counts=Where(((head(PROBLEM), each.label), flagged(RECEIVED)))),
        products or None,
        brief(each.example),
    )


def _demands(basis: Basis) -> list[Block]:
    """What customers ask for (FR-15); nothing where no case is called a demand."""
    found = demands(basis.facts, basis.period, basis.before.period)
    if not found:
        return []
    rows: list[Sequence[Value]] = [
        (
            place,
            each.label,
            Cell(each.once.hits, goto=case_anchor(each.cases[0])),
            each.once.value,
            each.once_before.hits,
            each.raw.hits,
            brief(each.example),
        )
        for place, each in enumerate(found, start=1)
    ]
    columns = (
        column("place", COUNT, 6),
        column("demand", TEXT, 16),
        column("once", COUNT, 9, bar=True),
        column("share_of_demands", SHARE, 9),
        column("once_before", COUNT, 9),
        column("raw", COUNT, 9),
        column("example", LONG, 40),
    )
    return [Table("demands", text("report.demands.table"), columns, rows, note=text("report.demands.note"))]


def _failures(basis: Basis) -> list[Block]:
    rates = basis.failure_rates
    if not rates:
        return []
    by_units = [each for each in rates if each.basis is RateBasis.UNITS]
    by_cases = [each for each in rates if each.basis is RateBasis.CASES]
    blocks: list[Block] = [_alert(by_units)]
    if by_units:
        shown = sorted(by_units, key=lambda each: -each.value)[:_MODELS]
        limits = {each.threshold for each in shown}
        blocks += [
            _failure_table(FAILURES, shown, "units", "failure_rate"),
            _failure_chart(limits.pop() if len(limits) == 1 else None),
        ]
    if by_cases:
        shown = sorted(by_cases, key=lambda each: -each.value)[:_MODELS]
        blocks.append(_failure_table(FAILURE_SHARES, shown, "cases_with_model", "share_of_cases"))
    return blocks


def _failure_chart(limit: float | None) -> Chart:
    """With the threshold that all models share, if they do."""
    return Chart(
        ChartKind.BAR,
        text("report.failure_tables.failures.title"),
        FAILURES,
        head("model"),
        (head("failure_rate"),),
        y_title="%",
        rows=10,
        target=limit,
        target_label=text("report.failures.threshold", limit=limit) if limit is not None else "",
    )


def _alert(rates: Sequence[FailureRate]) -> Paragraph:
    told = tuple(failing_words(each) for each in rates if each.exceeds)
    if told:
        return Paragraph(told, text("report.failures.alert_title"), bullets=True, tone=Tone.BAD)
    nothing = text("report.failures.nothing") if rates else text("report.failures.no_units")
    return Paragraph((nothing,), text("report.failures.nothing_title"))


def failing_words(rate: FailureRate) -> str:
    """What is said of a model above its threshold; of few cases, that they are to be looked into first."""
    return text(
        "report.failures.few" if rate.small else "report.failures.exceeds",
        model=rate.model,
        cases=rate.cases,
        units=rate.whole,
        rate=rate.value,
        threshold=rate.threshold,
    )


def _failure_table(key: str, rates: Sequence[FailureRate], whole: str, value: str) -> Table:
    columns = (
        column("model", TEXT, 18),
        column("register", TEXT, 18),
        column("cases", COUNT, 8),
        column(whole, COUNT, 12),
        column(value, SHARE, 9, bar=True),
        *((column("threshold", SHARE, 8), column("verdict", TEXT, 14)) if key == FAILURES else ()),
    )
    rows = [_failure_row(key, each, whole) for each in rates]
    return Table(
        key, text(f"report.failure_tables.{key}.title"), columns, rows, note=text(f"report.failure_tables.{key}.note")
    )


def _failure_row(key: str, each: FailureRate, whole: str) -> Sequence[Value]:
    bad = key == FAILURES and each.exceeds
    tone = Tone.BAD if bad else (Tone.FAINT if each.small else Tone.PLAIN)
    row = (
        each.model,
        each.register,
        each.cases,
        int(each.whole),
        Cell(each.value, share_of=(head("cases"), head(whole)), tone=tone),
    )
    if key != FAILURES:
        return row
    verdict = "verify" if bad and each.small else "put_right" if bad else "normal"
    return (*row, each.threshold, Cell(text(f"report.failures.{verdict}"), tone=Tone.BAD if bad else Tone.PLAIN))
