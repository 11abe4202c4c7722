"""Was it done in time, and where does it get stuck? Section 时效.

Invariant: a rate stands beside what it is a rate of; both due times, the first and the extended one, are shown.
"""

from collections.abc import Sequence

from xltools.model.period import Period
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import (
    COUNT,
    DUE,
    HOURS,
    MET,
    POINTS,
    SHARE,
    SMALL_NOTE,
    TEXT,
    moved,
    share,
    spread_cells,
    spread_columns,
)
from xltools.reports.content.detail import LATE, ON_TIME, timer_head
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
from xltools.reports.figures.bottlenecks import Bottleneck
from xltools.reports.figures.durations import Times, times_by, times_by_month
from xltools.reports.figures.rate import NO_RATE
from xltools.reports.figures.timeliness import OnTime, on_time, on_time_by, on_time_by_label, on_time_by_month
from xltools.reports.figures.volume import volume_by_month

DURATIONS, TIMERS, MONTHS = "durations", "timers", "months"
_RATE = "及时率"
_RATE_COLUMNS = (
    Column(DUE, COUNT, 10),
    Column(MET, COUNT, 9),
    Column(_RATE, SHARE, 10, bar=True),
    Column("原时限及时率", SHARE, 10),
    Column("上期及时率", SHARE, 10),
    Column("变化（百分点）", POINTS, 10),
)


def timing_section(basis: Basis) -> Section:
    """The section."""
    if not len(basis.facts.cases):
        return Section("时效", "各环节是否按时，瓶颈在哪里？", (Paragraph(("没有可统计的反馈。",)),))
    steps = basis.steps
    blocks: list[Block] = [
        _durations(basis),
        _timers(basis, steps),
        Chart(ChartKind.BAR, "各环节及时率", TIMERS, "环节", (_RATE,), y_title="%"),
        _named(steps),
        _by_dimension(basis, "department", "部门"),
        _times_by_class(basis),
        _months(basis),
        Chart(ChartKind.COLUMN, "近12个月受理与办结", MONTHS, "月份", ("受理", "办结"), "月份", "件"),
        Chart(ChartKind.LINE, "近12个月及时率", MONTHS, "月份", (_RATE,), "月份", "%"),
        Chart(ChartKind.LINE, "近12个月平均处理时长", MONTHS, "月份", ("平均处理（工作小时）",), "月份", "工作小时"),
        _exceptions(basis),
    ]
    if basis.several_registers:
        blocks.insert(5, _by_dimension(basis, "register", "台账"))
    return Section("时效", "各环节是否按时，瓶颈在哪里？", tuple(blocks))


def _durations(basis: Basis) -> Table:
    now, before = basis.times, basis.times_before
    names = (("首次响应", "自然小时"), ("首次响应", "工作小时"), ("处理完成", "自然小时"), ("处理完成", "工作小时"))
    rows: list[Sequence[Value]] = []
    for (what, clock), spread, earlier in zip(names, now, before, strict=True):
        change = None if spread.mean is None or earlier.mean is None else spread.mean - earlier.mean
        tone = Tone.PLAIN if not change else (Tone.GOOD if change < 0 else Tone.BAD)
        rows.append((what, clock, *spread_cells(spread), earlier.mean, Cell(change, tone=tone)))
    columns = (
        Column("时长", TEXT, 12),
        Column("口径", TEXT, 11),
        *spread_columns("小时"),
        Column("上期平均（小时）", HOURS, 11),
        Column("变化（小时）", HOURS, 10),
    )
    note = "从受理起算，本期首次响应（处理完成）的反馈；处理时长含暂停。" + SMALL_NOTE
    return Table(DURATIONS, "响应与处理时长", columns, rows, note=note)


def _timers(basis: Basis, steps: Sequence[Bottleneck]) -> Table:
    now, before = on_time_by_label(basis.judgement), on_time_by_label(basis.judgement_before)
    rows = [_timer_row(step, now[step.label], before.get(step.label)) for step in steps]
    whole, earlier = on_time(basis.judgement), on_time(basis.judgement_before)
    total = (
        "合计",
        whole.revised.n,
        whole.revised.hits,
        *_rates(whole, earlier),
        whole.revised.n - whole.revised.hits,
        None,
    )
    late = (Column("超时项数", COUNT, 9), Column("超时中位数（小时）", HOURS, 11))
    columns = (Column("环节", TEXT, 16), *_RATE_COLUMNS, *late)
    note = "本期到期的时限，含仍未完成的；“告知进展”每次沟通后重新起算，不计及时率。瓶颈排在前面。" + SMALL_NOTE
    return Table(TIMERS, "各环节及时率", columns, rows, total if rows else None, note=note)


def _timer_row(step: Bottleneck, now: OnTime, before: OnTime | None) -> Sequence[Value]:
    head = timer_head(step.label)
    met = Cell(now.revised.hits, counts=Where(((head, ON_TIME),)))
    late = Cell(step.late.hits, counts=Where(((head, LATE),)), tone=Tone.BAD if step.named else Tone.PLAIN)
    name = Cell(step.label, tone=Tone.BAD if step.named else Tone.PLAIN)
    return (name, now.revised.n, met, *_rates(now, before, of=(MET, DUE)), late, step.hours.median)


def _rates(now: OnTime, before: OnTime | None, *, of: tuple[str, str] | None = None) -> tuple[Cell, Cell, Cell, Cell]:
    earlier = before.revised if before is not None else NO_RATE
    return share(now.revised, of=of), share(now.original), share(earlier), moved(now.revised, earlier, 1)


def _named(steps: Sequence[Bottleneck]) -> Paragraph:
    named = [step for step in steps if step.named]
    told = tuple(
        f"{step.label}：到期 {step.late.n} 项，超时 {step.late.hits} 项（{step.late.value or 0:.1%}），"
        f"超时中位数 {step.hours.median or 0:.1f} 小时。"
        for step in named
    )
    if not told:
        return Paragraph(("没有哪个环节的超时比例明显高于整体。",), "流程瓶颈")
    return Paragraph(told, "流程瓶颈：超时比例高于整体的环节", bullets=True, tone=Tone.WARNING)


def _by_dimension(basis: Basis, key: str, label: str) -> Table:
    now, before = on_time_by(basis.facts, basis.judgement, key), on_time_by(basis.facts, basis.judgement_before, key)
    order = sorted(now, key=lambda name: (-now[name].revised.n, name))
    rows = [
        (name, now[name].revised.n, now[name].revised.hits, *_rates(now[name], before.get(name), of=(MET, DUE)))
        for name in order
    ]
    return Table(f"on_time_{key}", f"各{label}及时率", (Column(label, TEXT, 18), *_RATE_COLUMNS), rows, note=SMALL_NOTE)


def _times_by_class(basis: Basis) -> Table:
    known = times_by(basis.facts, basis.period, "type")
    order = sorted(known, key=lambda name: (-known[name].resolution.n, name))
    columns = (
        Column("类型", TEXT, 18),
        Column("响应件数", COUNT, 9),
        Column("平均响应（工作小时）", HOURS, 12),
        Column("完成件数", COUNT, 9),
        Column("平均处理（工作小时）", HOURS, 12),
        Column("处理中位数（工作小时）", HOURS, 12),
        Column("处理P90（工作小时）", HOURS, 12),
        Column("平均处理（自然小时）", HOURS, 12),
    )
    return Table("times_by_type", "各类型响应与处理时长", columns, [_class_row(name, known[name]) for name in order])


def _class_row(name: str, spent: Times) -> Sequence[Value]:
    working = spent.resolution_working
    tone = Tone.FAINT if spent.resolution.small else Tone.PLAIN
    return (
        name,
        spent.response.n,
        spent.response_working.mean,
        spent.resolution.n,
        *(Cell(value, tone=tone) for value in (working.mean, working.median, working.p90, spent.resolution.mean)),
    )


def _months(basis: Basis) -> Table:
    volumes = volume_by_month(basis.facts, basis.period)
    rates = [each for _, each in on_time_by_month(basis.facts, basis.period)]
    spent = [each for _, each in times_by_month(basis.facts, basis.period)]
    rows = [
        (
            month.key,
            volume.received,
            volume.closed,
            volume.open_after,
            rate.revised.n,
            rate.revised.hits,
            share(rate.revised, of=(MET, DUE)),
            Cell(times_.resolution_working.mean, tone=Tone.FAINT if times_.resolution_working.small else Tone.PLAIN),
        )
        for (month, volume), rate, times_ in zip(volumes, rates, spent, strict=True)
        if _begun(basis, month)
    ]
    columns = (
        Column("月份", TEXT, 10),
        Column("受理", COUNT, 9),
        Column("办结", COUNT, 9),
        Column("月末未结", COUNT, 9),
        Column(DUE, COUNT, 10),
        Column(MET, COUNT, 9),
        Column(_RATE, SHARE, 10),
        Column("平均处理（工作小时）", HOURS, 12),
    )
    return Table(MONTHS, "近12个月", columns, rows, note="没有数据的月份留空，不当作 0 或 100%。")


def _begun(basis: Basis, month: Period) -> bool:
    """Whether the registers go back to that month."""
    return bool((basis.facts.cases["received_at"] < month.ends_at).any())


def _exceptions(basis: Basis) -> Table:
    now, before = basis.outcomes, basis.outcomes_before
    rows = [
        ("升级的反馈", now.escalated, before.escalated),
        ("延期申请", now.extensions_applied, before.extensions_applied),
        ("　其中：同意", now.extensions_approved, before.extensions_approved),
        ("　其中：不同意", now.extensions_refused, before.extensions_refused),
        ("开始二次处理的反馈", now.reopened, before.reopened),
    ]
    columns = (Column("事项", TEXT, 20), Column("本期", COUNT, 9), Column("上期", COUNT, 9))
    note = "升级按每件最近一次的时间，延期按申请或审批的时间，二次处理按开始的时间归入各期。"
    return Table("exceptions", "升级、延期与二次处理", columns, rows, note=note)
