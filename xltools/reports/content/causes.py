"""What explains the change, what is to be done, and what became of what was decided before? Section 根因与建议.

Invariant: what chance explains as well is not called a cause; the reason why there is none is said.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.model.proposed_measure import MeasureStanding
from xltools.reports.causes.cause import Cause, sentence
from xltools.reports.content.advice import ENTERED_FOR, Advice
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import CHANGE, COUNT, LONG, POINTS, SHARE, TEXT, column, section
from xltools.reports.content.detail_heads import case_anchor
from xltools.reports.content.improvements import tracked
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.document import Block, Cell, Paragraph, Section, Table, Value
from xltools.reports.joined_words import bracketed, listed

CAUSES, ADVICE = "causes", "advice"
_TINY = 0.001
_MOST, _FEWER_ELSEWHERE = 0.5, 0.5


def causes_section(basis: Basis, advice: Sequence[Advice]) -> Section:
    """What rose beyond chance, what is suggested about it, and the improvement items under way."""
    blocks: list[Block] = [_told(basis)]
    if basis.analysis.causes:
        blocks.append(_causes(basis, basis.analysis.causes))
    blocks.append(_advice(basis, advice))
    blocks.append(tracked(basis))
    return section("causes", blocks, landscape=True)


def _told(basis: Basis) -> Paragraph:
    analysis = basis.analysis
    if analysis.reason_why_none is not None:
        return Paragraph((analysis.reason_why_none.said,), text("report.causes.title"))
    told = tuple(text("report.causes.sentence", cause=sentence(cause)) for cause in analysis.causes)
    return Paragraph(told, text("report.causes.found_title"), bullets=True)


def _causes(basis: Basis, causes: Sequence[Cause]) -> Table:
    columns = (
        column("cause", LONG, 34),
        column("dimensions", LONG, 18),
        column("cases_now", COUNT, 9, bar=True),
        column("cases_before", COUNT, 9),
        column("change", CHANGE, 8),
        column("share_now", SHARE, 9),
        column("share_before", SHARE, 9),
        column("share_change", POINTS, 10),
        column("contribution", SHARE, 10),
        column("p_value", TEXT, 10),
        column("in_common", LONG, 30),
    )
    rows = [_cause_row(basis, cause) for cause in causes]
    return Table(CAUSES, text("report.causes.table"), columns, rows, note=text("report.causes.note"))


def _cause_row(basis: Basis, cause: Cause) -> Sequence[Value]:
    common = (bracketed(f"{label} {value}", f"{part:.0%}") for label, value, part in in_common(basis, cause))
    return (
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
        listed(common) or None,
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
        return Paragraph((text("report.advice.nothing"),), text("report.advice.title"))
    columns = (
        column("about", LONG, 30),
        column("kind", TEXT, 10),
        column("measure", LONG, 44),
        column("responsible", TEXT, 13),
        *((column("register", TEXT, 16),) if basis.several_registers else ()),
        column("destination", TEXT, 18),
    )
    rows = [_advice_row(basis, each) for each in advice]
    return Table(ADVICE, text("report.advice.title"), columns, rows, note=text("report.advice.note"))


def _advice_row(basis: Basis, each: Advice) -> Sequence[Value]:
    suggestion = each.suggestion
    register = (suggestion.register,) if basis.several_registers else ()
    where = _where(basis, each)
    return (each.about, suggestion.kind or None, suggestion.measure, suggestion.department, *register, where)


def _where(basis: Basis, each: Advice) -> str:
    if not each.entered or basis.period.kind not in ENTERED_FOR:
        return text("report.advice.for_information")
    standing = basis.making.entered.get(each.suggestion.register, MeasureStanding.PENDING)
    return text(f"report.advice.standing.{standing.value}")
