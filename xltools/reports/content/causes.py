"""What explains the change, what is to be done, and what became of what was decided before? Section 根因与建议.

Invariant: what chance explains as well is not called a cause; the reason why there is none is said.
"""

from collections.abc import Sequence

from xltools.model.proposed_measure import MeasureStanding
from xltools.reports.causes.cause import Cause, sentence
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import CHANGE, COUNT, LONG, POINTS, SHARE, TEXT
from xltools.reports.content.detail import case_anchor
from xltools.reports.content.improvements import tracked
from xltools.reports.content.measures import ENTERED_FOR, Advice
from xltools.reports.document import Block, Cell, Column, Paragraph, Section, Table, Value
from xltools.reports.facts import DIMENSIONS

CAUSES, ADVICE = "causes", "advice"
_WHERE = {
    MeasureStanding.ENTERED: "已列入“改进项”",
    MeasureStanding.PENDING: "待列入“改进项”",
    MeasureStanding.REMOVED: "曾列入，已被删去",
}
_TINY = 0.001
_MOST, _FEWER_ELSEWHERE = 0.5, 0.5


def causes_section(basis: Basis, advice: Sequence[Advice]) -> Section:
    """The section."""
    blocks: list[Block] = [_told(basis)]
    if basis.analysis.causes:
        blocks.append(_causes(basis, basis.analysis.causes))
    blocks.append(_advice(basis, advice))
    blocks.append(tracked(basis))
    return Section("根因与建议", "变化从哪里来？该做什么？以前定的措施做得怎样？", tuple(blocks), landscape=True)


def _told(basis: Basis) -> Paragraph:
    analysis = basis.analysis
    if not analysis.causes:
        return Paragraph((analysis.reason_why_none,), "根因分析")
    told = tuple(f"{sentence(cause)}。" for cause in analysis.causes)
    return Paragraph(told, "根因分析：与上期相比，变化主要来自", bullets=True)


def _causes(basis: Basis, causes: Sequence[Cause]) -> Table:
    columns = (
        Column("原因", LONG, 34),
        Column("维度", LONG, 18),
        Column("本期件数", COUNT, 9, bar=True),
        Column("上期件数", COUNT, 9),
        Column("增减", CHANGE, 8),
        Column("本期占比", SHARE, 9),
        Column("上期占比", SHARE, 9),
        Column("占比变化（百分点）", POINTS, 10),
        Column("对增量的贡献", SHARE, 10),
        Column("显著性（p）", TEXT, 10),
        Column("这些反馈还有什么共同点", LONG, 30),
    )
    rows = [
        (
            Cell(cause.name, goto=case_anchor(cause.cases[0])),
            "·".join(label for label, _ in cause.conditions),
            cause.now,
            cause.before,
            cause.now - cause.before,
            cause.share_now,
            cause.share_before,
            cause.share_now - cause.share_before,
            cause.contribution,
            "<0.001" if cause.p_value < _TINY else f"{cause.p_value:.3f}",
            "、".join(f"{label} {value}（{part:.0%}）" for label, value, part in in_common(basis, cause)) or None,
        )
        for cause in causes
    ]
    return Table(
        CAUSES,
        "根因明细",
        columns,
        rows,
        note="p 越小越不可能是偶然，已按比较的次数校正。贡献 = 该组增加的件数 ÷ 全部增加的件数；"
        "别的组同时减少、或几组有重叠时，各组贡献之和可以超过 100%。",
    )


def in_common(basis: Basis, cause: Cause) -> list[tuple[str, str, float]]:
    """What most cases of a cause share beyond its conditions, and others far less often: label, value, share."""
    named = {label for label, _ in cause.conditions}
    mine = basis.now.cases.index.isin(cause.cases)
    found = []
    for dimension in DIMENSIONS:
        column = basis.now.cases[dimension.key]
        values = column[mine].value_counts()
        if not dimension.causal or dimension.label in named or values.empty:
            continue
        value, part = str(values.index[0]), float(values.iloc[0]) / len(cause.cases)
        elsewhere = float((column[~mine] == value).sum()) / max(1, int((~mine).sum()))
        if part >= _MOST and elsewhere <= _FEWER_ELSEWHERE * part:
            found.append((dimension.label, value, part))
    return found


def _advice(basis: Basis, advice: Sequence[Advice]) -> Block:
    if not advice:
        words = "“改进建议”表里没有与本期原因或高频问题相符的建议；可在该表补充“原因关键词 → 措施 → 责任部门”。"
        return Paragraph((words,), "改进建议")
    columns = (
        Column("针对", LONG, 30),
        Column("改进类别", TEXT, 10),
        Column("建议措施", LONG, 44),
        Column("责任部门", TEXT, 13),
        *((Column("台账", TEXT, 16),) if basis.several_registers else ()),
        Column("去向", TEXT, 18),
    )
    rows = [_advice_row(basis, each) for each in advice]
    return Table(
        ADVICE, "改进建议", columns, rows, note="建议取自各台账的“改进建议”表；列入“改进项”的由下一期报告跟踪。"
    )


def _advice_row(basis: Basis, each: Advice) -> Sequence[Value]:
    suggestion = each.suggestion
    register = (suggestion.register,) if basis.several_registers else ()
    where = _where(basis, each)
    return (each.about, suggestion.kind or None, suggestion.measure, suggestion.department, *register, where)


def _where(basis: Basis, each: Advice) -> str:
    if not each.entered or basis.period.kind not in ENTERED_FOR:
        return "供参考"
    return _WHERE[basis.making.entered.get(each.suggestion.register, MeasureStanding.PENDING)]
