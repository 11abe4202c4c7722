"""What does a supervisor need to know in one page? Section 总览: headline figures, a readable paragraph, the trend.

Invariant: nothing stands here that is not in another section; each figure leads there.
"""

from collections.abc import Sequence

from xltools.reports.causes.cause import sentence
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, HOURS, SHARE
from xltools.reports.content.classes import first_table
from xltools.reports.content.definitions import copy_words
from xltools.reports.content.measures import Advice
from xltools.reports.content.overdue import OPEN_LATE
from xltools.reports.content.timing import DURATIONS, MONTHS, TIMERS
from xltools.reports.document import Block, Card, Cards, Chart, ChartKind, Paragraph, Section, Tone
from xltools.reports.figures.breakdown import breakdown
from xltools.reports.figures.failure_rates import Basis as RateBasis
from xltools.reports.figures.groups import UNFILLED
from xltools.reports.figures.rate import FEW, Rate
from xltools.reports.figures.spread import Spread
from xltools.reports.figures.timeliness import on_time

_SMALL = "样本不足 5，仅供参考"
_PROBLEMS = 3


def overview_section(basis: Basis, advice: Sequence[Advice]) -> Section:
    """The section."""
    blocks: list[Block] = [_cards(basis), Paragraph(tuple(_account(basis, advice)), f"{basis.period.label}情况")]
    blocks += _warnings(basis)
    if len(basis.facts.cases):
        blocks.append(Chart(ChartKind.COLUMN, "近12个月受理与办结", MONTHS, "月份", ("受理", "办结"), "月份", "件"))
        blocks.append(Chart(ChartKind.LINE, "近12个月及时率", MONTHS, "月份", ("及时率",), "月份", "%"))
    return Section("总览", "本期总体怎样？最要紧的是什么？", tuple(blocks))


def _cards(basis: Basis) -> Cards:
    volume, before = basis.volume, basis.volume_before
    spent, spent_before = basis.times, basis.times_before
    rate, rate_before = on_time(basis.judgement).revised, on_time(basis.judgement_before).revised
    fixed, fixed_before = basis.outcomes, basis.outcomes_before
    liked, liked_before = basis.approval, basis.approval_before
    classes = first_table(basis)
    late = OPEN_LATE if basis.overdue else None
    there = len(basis.facts.cases) > 0
    return Cards(
        (
            Card("受理", volume.received, COUNT, "件", before.received, goto=classes),
            Card("其中去重", volume.once, COUNT, "件", before.once, goto=classes),
            Card("办结", volume.closed, COUNT, "件", before.closed, 1, goto=MONTHS if there else None),
            Card("期末未结", volume.open_after, COUNT, "件", before.open_after, -1, goto=MONTHS if there else None),
            _mean("平均首次响应", spent.response_working, spent_before.response_working, DURATIONS if there else None),
            _mean("平均处理", spent.resolution_working, spent_before.resolution_working, DURATIONS if there else None),
            _rate("及时率", rate, rate_before, TIMERS if there else None),
            Card("超时未办", len({each.case for each in basis.overdue}), COUNT, "件", better=-1, goto=late),
            _rate("满意率", liked.satisfied, liked_before.satisfied, None),
            _rate("评价回收率", liked.response, liked_before.response, None),
            _rate("一次性解决率", fixed.first_time_fix, fixed_before.first_time_fix, "first_time_fix"),
            Card(
                "升级", fixed.escalated, COUNT, "件", fixed_before.escalated, -1, goto="exceptions" if there else None
            ),
        )
    )


def _rate(label: str, now: Rate, before: Rate, goto: str | None) -> Card:
    note = _SMALL if 0 < now.n < FEW else ""
    return Card(label, now.value, SHARE, "", before.value, 1, now.n, note, goto)


def _mean(label: str, now: Spread, before: Spread, goto: str | None) -> Card:
    note = _SMALL if 0 < now.n < FEW else ""
    return Card(label, now.mean, HOURS, "工作小时", before.mean, -1, now.n, note, goto)


def _account(basis: Basis, advice: Sequence[Advice]) -> list[str]:
    """The month in sentences; each says something only where there is something to say."""
    if not basis.now.raw:
        return [f"{basis.period.label}没有受理反馈。{_backlog(basis)}"]
    return [
        *_volume_words(basis),
        *_timing_words(basis),
        *_satisfaction_words(basis),
        *_problem_words(basis),
        *_cause_words(basis, advice),
    ]


def _volume_words(basis: Basis) -> list[str]:
    volume, before = basis.volume, basis.volume_before
    words = f"受理 {volume.received} 件（去重 {volume.once} 件）"
    words += _against(basis, volume.received, before.received)
    classes = [each for each in breakdown("type", basis.now, basis.before) if each.value != UNFILLED]
    if classes:
        words += f"，其中“{classes[0].value}”最多，占 {classes[0].raw.value or 0:.1%}"
    return [f"{words}；办结 {volume.closed} 件。{_backlog(basis)}"]


def _against(basis: Basis, now: int, before: int) -> str:
    """Against the period before; in per cent only where that had enough cases for it."""
    earlier = "上期" if basis.cut_off >= basis.period.ends_at else f"上期同样 {basis.before.period.days} 天的"
    if now == before:
        return f"，与{earlier} {before} 件持平"
    moved = "增加" if now > before else "减少"
    much = f"{abs(now / before - 1):.1%}" if before >= FEW else f"{abs(now - before)} 件"
    return f"，比{earlier} {before} 件{moved} {much}"


def _backlog(basis: Basis) -> str:
    left, before = basis.volume.open_after, basis.volume.open_before
    if not left:
        return "期末没有未结反馈。"
    moved = "" if left == before else f"，比期初{'多' if left > before else '少'} {abs(left - before)} 件"
    return f"期末未结 {left} 件{moved}。"


def _timing_words(basis: Basis) -> list[str]:
    words = []
    rate, before = on_time(basis.judgement).revised, on_time(basis.judgement_before).revised
    if rate.value is not None:
        moved = "" if before.value is None else f"（上期 {before.value:.1%}）"
        words.append(f"本期到期 {rate.n} 项，及时率 {rate.value:.1%}{moved}。")
    if named := [step for step in basis.steps if step.named]:
        words.append(
            "瓶颈在"
            + "、".join(f"“{step.label}”（超时 {step.late.value or 0:.1%}）" for step in named[:_PROBLEMS])
            + "。"
        )
    if basis.overdue:
        worst = basis.overdue[0]
        cases = len({each.case for each in basis.overdue})
        which = f"{worst.number or '未编号'}，{worst.label}"
        words.append(f"仍有 {cases} 件超时未办，最久的已超时 {worst.hours / 24:.1f} 天（{which}）。")
    return ["".join(words)] if words else []


def _satisfaction_words(basis: Basis) -> list[str]:
    liked, fixed = basis.approval, basis.outcomes
    words = []
    if liked.satisfied.value is not None:
        few = "，样本少" if liked.satisfied.small else ""
        words.append(f"满意率 {liked.satisfied.value:.1%}（{liked.satisfied.n} 件评价{few}）")
    if fixed.first_time_fix.value is not None:
        few = f"（{fixed.first_time_fix.n} 件，样本少）" if fixed.first_time_fix.small else ""
        words.append(f"一次性解决率 {fixed.first_time_fix.value:.1%}{few}")
    return ["，".join(words) + "。"] if words else []


def _problem_words(basis: Basis) -> list[str]:
    if not basis.problems:
        return []
    top = "、".join(f"“{each.label}”{each.once.hits} 件" for each in basis.problems[:_PROBLEMS])
    together = basis.problems[-1].cumulative.value or 0
    sum_ = f"；前 {len(basis.problems)} 位合计占 {together:.1%}" if len(basis.problems) > 1 else ""
    return [f"高频问题：{top}{sum_}。"]


def _cause_words(basis: Basis, advice: Sequence[Advice]) -> list[str]:
    if not basis.analysis.causes:
        return [f"与上期相比：{basis.analysis.reason_why_none}"]
    words = f"与上期相比，{sentence(basis.analysis.causes[0])}。"
    measures = [each for each in advice if each.about == basis.analysis.causes[0].name]
    if measures:
        words += f"建议：{measures[0].suggestion.measure.rstrip('。')}（{measures[0].suggestion.department}）。"
    return [words]


def _warnings(basis: Basis) -> list[Block]:
    told = [f"型号 {each.model} 故障率 {each.value:.1%}，超过 {each.threshold:.0%}，建议批量整改。"
            for each in basis.failure_rates
            if each.exceeds and each.basis is RateBasis.UNITS]  # fmt: skip
    told += [
        f"台账“{each.file}”未能读取（{each.trouble}），本报告不含它的数据。"
        for each in basis.facts.sources
        if each.trouble
    ]
    told += [f"{words}。" for words in copy_words(basis.facts)]
    if basis.cut_off < basis.period.ends_at:
        told.append(f"本期尚未结束，数字截至 {basis.cut_off:%Y-%m-%d %H:%M}。")
    if basis.making.changes:
        told.append(f"自 {basis.making.first_made} 首次出具以来，本期有关的行有改动，见“口径”。")
    return [Paragraph(tuple(told), "请注意", bullets=True, tone=Tone.WARNING)] if told else []
