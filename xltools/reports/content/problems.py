"""Which problems come most often, and which models fail too often? Section TOP5.

Invariant: problems are ranked by what is counted once, so that one customer's five calls are one problem (FA-15).
"""

from collections.abc import Sequence

from xltools.language.words import Word
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import CHANGE, COUNT, LONG, SHARE, TEXT, brief, tone_of
from xltools.reports.content.detail import PROBLEM, RECEIVED, case_anchor
from xltools.reports.document import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Section,
    Table,
    Tone,
    Value,
    Where,
)
from xltools.reports.figures.demands import demands
from xltools.reports.figures.failure_rates import Basis as RateBasis
from xltools.reports.figures.failure_rates import FailureRate
from xltools.reports.figures.parameters import top_problems
from xltools.reports.figures.problems import Problem

PROBLEMS, FAILURES = "problems", "failures"
_PRODUCTS = 3
_MODELS = 20


def problems_section(basis: Basis) -> Section:
    """The section."""
    count = top_problems(basis.facts)
    blocks: list[Block] = []
    if basis.problems:
        rows = [_row(basis, place, each) for place, each in enumerate(basis.problems, start=1)]
        note = "意思相同的说法归为一个问题；件数为去重件数（同一客户同一问题只计一次），原始件数另列。"
        blocks += [
            Table(PROBLEMS, f"高频问题 TOP{count}", _columns(), rows, note=note),
            Chart(ChartKind.PARETO, "高频问题与累计占比", PROBLEMS, "问题", ("去重件数", "累计占比"), "", "件"),
        ]
    else:
        blocks.append(Paragraph(("本期没有重复出现的问题。",), f"高频问题 TOP{count}"))
    blocks += [*_demands(basis), *_failures(basis)]
    return Section(f"TOP{count}", "哪些问题反复出现？哪些型号故障偏高？", tuple(blocks))


def _columns() -> tuple[Column, ...]:
    return (
        Column("名次", COUNT, 6),
        Column("问题", TEXT, 16),
        Column("去重件数", COUNT, 9, bar=True),
        Column("占比", SHARE, 8),
        Column("累计占比", SHARE, 9),
        Column("上期去重", COUNT, 9),
        Column("增减", CHANGE, 8),
        Column("原始件数", COUNT, 9),
        Column("涉及产品", LONG, 22),
        Column("举例", LONG, 40),
    )


def _row(basis: Basis, place: int, each: Problem) -> Sequence[Value]:
    products = "、".join(f"{name} {count} 件" for name, count in each.products[:_PRODUCTS])
    change = each.once.hits - each.once_before.hits
    return (
        place,
        each.label,
        Cell(each.once.hits, goto=case_anchor(each.cases[0])),
        each.once.value,
        each.cumulative.value,
        each.once_before.hits,
        Cell(change, tone=tone_of(change, -1)),
        Cell(each.raw.hits, counts=Where(((PROBLEM, each.label), (RECEIVED, Word.YES.said)))),
        products or None,
        brief(each.example),
    )


def _demands(basis: Basis) -> list[Block]:
    """What customers ask for (FR-15); nothing where no case is called a demand."""
    found = demands(basis.facts, basis.period)
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
        Column("名次", COUNT, 6),
        Column("诉求", TEXT, 16),
        Column("去重件数", COUNT, 9, bar=True),
        Column("占全部诉求", SHARE, 9),
        Column("上期去重", COUNT, 9),
        Column("原始件数", COUNT, 9),
        Column("举例", LONG, 40),
    )
    return [Table("demands", "共性诉求", columns, rows, note="分类里写明是需求、建议、优化的反馈，相近的归为一条。")]


def _failures(basis: Basis) -> list[Block]:
    rates = basis.failure_rates
    if not rates:
        return []
    by_units = [each for each in rates if each.basis is RateBasis.UNITS]
    by_cases = [each for each in rates if each.basis is RateBasis.CASES]
    blocks: list[Block] = [_alert(by_units)]
    if by_units:
        shown = sorted(by_units, key=lambda each: -each.value)[:_MODELS]
        note = "故障率 = 本期受理件数 ÷ 在用数量（“在用数量”表）。"
        blocks.append(_failure_table(FAILURES, "各型号故障率", shown, "在用数量", note))
        limit = shown[0].threshold
        blocks.append(
            Chart(
                ChartKind.BAR,
                "各型号故障率",
                FAILURES,
                "型号",
                ("故障率",),
                y_title="%",
                rows=10,
                target=limit,
                target_label=f"阈值 {limit:.0%}",
            )
        )
    if by_cases:
        shown = sorted(by_cases, key=lambda each: -each.value)[:_MODELS]
        note = "没有登记在用数量，只能看该型号占本台账件数的比例；不能与故障率阈值直接比较，请补填“在用数量”表。"
        blocks.append(_failure_table("failure_shares", "没有在用数量的型号：件数占比", shown, "填有型号的件数", note))
    return blocks


def _alert(rates: Sequence[FailureRate]) -> Paragraph:
    told = tuple(
        f"{each.model}：本期 {each.cases} 件，在用 {each.whole:,.0f} 台，故障率 {each.value:.1%}，"
        f"超过 {each.threshold:.0%}，建议批量整改{'（件数少于 5，请先核实）' if each.small else ''}。"
        for each in rates
        if each.exceeds
    )
    if told:
        return Paragraph(told, "故障率超标的型号", bullets=True, tone=Tone.BAD)
    return Paragraph(("没有型号的故障率超过阈值。" if rates else "没有“在用数量”，不能计算故障率。",), "型号故障率")


def _failure_table(key: str, title: str, rates: Sequence[FailureRate], whole: str, note: str) -> Table:
    value = "故障率" if key == FAILURES else "件数占比"
    columns = (
        Column("型号", TEXT, 18),
        Column("台账", TEXT, 18),
        Column("件数", COUNT, 8),
        Column(whole, COUNT, 12),
        Column(value, SHARE, 9, bar=True),
        *((Column("阈值", SHARE, 8), Column("结论", TEXT, 14)) if key == FAILURES else ()),
    )
    rows = [_failure_row(key, each, value, whole) for each in rates]
    return Table(key, title, columns, rows, note=note)


def _failure_row(key: str, each: FailureRate, value: str, whole: str) -> Sequence[Value]:
    bad = key == FAILURES and each.exceeds
    tone = Tone.BAD if bad else (Tone.FAINT if each.small else Tone.PLAIN)
    row = (
        each.model,
        each.register,
        each.cases,
        int(each.whole),
        Cell(each.value, share_of=("件数", whole), tone=tone),
    )
    if key != FAILURES:
        return row
    return (*row, each.threshold, Cell("建议批量整改" if bad else "正常", tone=Tone.BAD if bad else Tone.PLAIN))
