"""Are customers satisfied, and why not? Section 满意度.

Invariant: what nobody said is no zero: n and the response rate stand beside every mean.
"""

from collections.abc import Sequence

from xltools.model.period import Period
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, LONG, POINTS, SCORE, SHARE, SMALL_NOTE, TEXT, moved, share
from xltools.reports.content.detail import case_anchor
from xltools.reports.document import Block, Cell, Chart, ChartKind, Column, Paragraph, Section, Table, Tone, Value
from xltools.reports.figures.low_scores import LowScores, low_score_reasons
from xltools.reports.figures.outcomes import outcomes_by_month
from xltools.reports.figures.rate import FEW, NO_RATE, Rate
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

SCORES, TREND = "scores", "satisfaction_trend"
_REASONS = 8
_ALL = "全部"


def satisfaction_section(basis: Basis) -> Section:
    """The section."""
    found = scores(basis.facts, basis.period)
    trend = mean_marks_by_month(basis.facts, basis.period)
    question = "客户满意吗？不满意在哪里？"
    if not found and not any(mark.n for _, mark in trend):
        return Section("满意度", question, (Paragraph(("本期及近12个月都没有满意度评价。",)), _fixed(basis)))
    blocks: list[Block] = [_rates(basis), _scores(basis, found), *_trend(basis, trend)]
    blocks += _low(basis, low_score_reasons(basis.facts, basis.period))
    return Section("满意度", question, (*blocks, _fixed(basis)))


def _rates(basis: Basis) -> Table:
    now, before = basis.approval, basis.approval_before
    rows: list[Sequence[Value]] = [
        _rate_row("满意率", now.satisfied, before.satisfied),
        _rate_row("评价回收率", now.response, before.response),
    ]
    if basis.several_registers:
        earlier = approval_by(basis.facts, basis.before.period, "register")
        for name, each in approval_by(basis.facts, basis.period, "register").items():
            before_there = earlier[name].satisfied if name in earlier else NO_RATE
            rows.append(_rate_row(f"　满意率：{name}", each.satisfied, before_there))
    note = "满意率：评价过的反馈中，没有不满意或低分的；回收率：本期处理完成的反馈中，截止时已有评价的。"
    return Table("approval", "满意率与回收率", _RATE_COLUMNS, rows, note=note + SMALL_NOTE)


_OF = ("分子", "样本数")
_RATE_COLUMNS = (
    Column("指标", TEXT, 22),
    Column("分子", COUNT, 8),
    Column("样本数", COUNT, 8),
    Column("比率", SHARE, 9),
    Column("上期", SHARE, 9),
    Column("变化（百分点）", POINTS, 10),
)


def _rate_row(name: str, now: Rate, before: Rate) -> Sequence[Value]:
    return (name, now.hits, now.n, share(now, of=_OF), share(before), moved(now, before, 1))


def _scores(basis: Basis, found: Sequence[Score]) -> Table:
    before = {(each.register, each.dimension): each for each in scores(basis.facts, basis.before.period)}
    columns = (
        *((Column("台账", TEXT, 18),) if basis.several_registers else ()),
        Column("评价项目", TEXT, 16),
        Column("样本数", COUNT, 8),
        Column("均分", SCORE, 8, bar=True),
        Column("满分", COUNT, 7),
        Column("上期均分", SCORE, 9),
        Column("分布", LONG, 40),
    )
    rows = [_score_row(basis, each, before.get((each.register, each.dimension))) for each in found]
    note = "按各台账自己的评价尺度；由文字选项换算的，最好一档为满分。没有评价的不计入。" + SMALL_NOTE
    return Table(SCORES, "各项评分", columns, rows, note=note)


def _score_row(basis: Basis, each: Score, before: Score | None) -> Sequence[Value]:
    said = "，".join(f"{word} {count}" for word, count in each.spread)
    tone = Tone.FAINT if each.n < FEW else Tone.PLAIN
    row = (each.dimension, each.n, Cell(each.mean, tone=tone), int(each.top), before.mean if before else None, said)
    return (each.register, *row) if basis.several_registers else row


def _trend(basis: Basis, whole: Sequence[tuple[Period, MeanMark]]) -> list[Block]:
    """All marks together and, beside them, each register's, or the dimensions of a single one."""
    parts = _marks_of_registers(basis) if basis.several_registers else _marks_of_dimensions(basis)
    shown = {_ALL: [mark for _, mark in whole], **(parts if len(parts) > 1 else {})}
    begun = next((place for place, (_, mark) in enumerate(whole) if mark.n), 0)
    rows: list[Sequence[Value]] = [
        (month.key, mark.n, *(_mark(marks[place]) for marks in shown.values()))
        for place, (month, mark) in enumerate(whole)
        if place >= begun
    ]
    columns = (Column("月份", TEXT, 10), Column("样本数", COUNT, 8), *(Column(name, SHARE, 11) for name in shown))
    note = "各种分制换算为百分比：（均分－1）÷（满分－1）；没有评价的月份留空。" + SMALL_NOTE
    table = Table(TREND, "近12个月满意度（占满分的比例）", columns, rows, note=note)
    return [table, Chart(ChartKind.LINE, "近12个月满意度", TREND, "月份", tuple(shown), "月份", "占满分的比例（%）")]


def _marks_of_registers(basis: Basis) -> dict[str, list[MeanMark]]:
    months = [mean_mark_by(basis.facts, month, "register") for month in basis.period.months()]
    names = sorted({name for month in months for name in month})
    return {name: [month.get(name, NO_MARK) for month in months] for name in names}


def _marks_of_dimensions(basis: Basis) -> dict[str, list[MeanMark]]:
    found = dimension_marks_by_month(basis.facts, basis.period)
    return {name: [mark for _, mark in months] for name, months in found.items()}


def _mark(mark: MeanMark) -> Cell:
    return Cell(mark.mean, tone=Tone.FAINT if mark.small else Tone.PLAIN)


def _low(basis: Basis, low: LowScores) -> list[Block]:
    if not low.cases:
        return [Paragraph(("本期没有不满意或低分的评价。",), "低分原因")]
    numbers = basis.facts.cases["number"]
    rows: list[Sequence[Value]] = [
        (
            Cell(reason.text, goto=case_anchor(reason.cases[0])),
            len(reason.cases),
            len(reason.cases) / low.cases,
            "、".join(str(numbers[case] or "（未编号）") for case in reason.cases[:_REASONS]),
        )
        for reason in low.reasons[:_REASONS]
    ]
    columns = (
        Column("原因", LONG, 44),
        Column("件数", COUNT, 8, bar=True),
        Column("占比", SHARE, 9),
        Column("编号", LONG, 34),
    )
    told = [f"本期不满意或低分 {low.cases} 件。"]
    if low.dimensions:
        told.append("低分项目：" + "、".join(f"{name} {count} 件" for name, count in low.dimensions) + "。")
    if any(name != "（未填）" for name, _ in low.kinds):
        told.append("原因维度：" + "、".join(f"{name} {count} 件" for name, count in low.kinds) + "。")
    table = Table(
        "low_reasons", "低分原因", columns, rows, note="相近的说法归为一条；原因取自低分原因，没有则取客户意见。"
    )
    return [Paragraph(tuple(told)), table]


def _fixed(basis: Basis) -> Table:
    months = [(month, each) for month, each in outcomes_by_month(basis.facts, basis.period)]
    now, before = basis.outcomes, basis.outcomes_before
    rows = [
        _rate_row("一次性解决率", now.first_time_fix, before.first_time_fix),
        _rate_row("二次处理率", now.second_handling, before.second_handling),
    ]
    trend = "近12个月一次性解决率：" + "、".join(
        f"{month.key} {each.first_time_fix.value:.0%}"
        for month, each in months
        if each.first_time_fix.value is not None
    )
    return Table("first_time_fix", "一次性解决", _RATE_COLUMNS, rows, note=trend if "%" in trend else "")
