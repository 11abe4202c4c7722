"""What does a headquarters need to know in one page? Section 总览: headline figures, sentences, what is missing.

Invariant: nothing stands here that is not in another section; each figure leads there.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.branches.branch_cells import COUNT, HOURS, SHARE, head, section
from xltools.reports.branches.branch_figures import RESOLUTION_WORKING, RESPONSE_WORKING
from xltools.reports.branches.branches import ALL_BRANCHES
from xltools.reports.branches.classes import table_key, told_apart
from xltools.reports.branches.minute_counts import MinuteCounts
from xltools.reports.branches.problems import SHOWN
from xltools.reports.branches.satisfaction import RATES
from xltools.reports.branches.timing import DURATIONS, LIMITS
from xltools.reports.branches.totals import BranchBasis, BranchLine
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Block, Card, Cards, Paragraph, Section, Tone
from xltools.reports.figure_cells import judged_by
from xltools.reports.figures.rate import FEW, Rate
from xltools.reports.joined_words import listed

_NAMED = 5
_CHARTED = 8


def overview_section(basis: BranchBasis, ranked: Sequence[tuple[BranchLine, list[str]]]) -> Section:
    """The section.

    Args:
        basis: What the report rests on.
        ranked: The branches with why they need attention, the worst first.
    """
    title = text("branches.overview.account", period=basis.label)
    blocks: list[Block] = [_cards(basis), Paragraph(tuple(_account(basis, ranked)), title)]
    if notes := _notes(basis):
        blocks.append(Paragraph(tuple(notes), text("branches.overview.notes"), bullets=True, tone=Tone.WARNING))
    heads = head("received"), head("received_before")
    some = text("branches.overview.chart_first_branches", count=_CHARTED)
    title = some if len(ranked) > _CHARTED else text("branches.overview.chart_branches")
    blocks.append(
        Chart(ChartKind.BAR, title, ALL_BRANCHES, head("branch"), heads, y_title=text("branches.cases"), rows=_CHARTED)
    )
    return section("overview", blocks, landscape=False)


def _cards(basis: BranchBasis) -> Cards:
    now, before = basis.totals.now, basis.totals.before
    cases = text("branches.cases")
    classes = next((table_key(key) for key in told_apart(basis)), None)
    return Cards(
        (
            Card(head("branches"), len(basis.totals.lines), COUNT, goto=ALL_BRANCHES),
            Card(head("received"), now.received, COUNT, cases, before.received, goto=classes),
            Card(head("closed"), now.closed, COUNT, cases, before.closed, 1, goto=ALL_BRANCHES),
            Card(head("open_after"), now.open_after, COUNT, cases, before.open_after, -1, goto=ALL_BRANCHES),
            Card(head("overdue"), now.overdue, COUNT, cases, better=-1, goto=ALL_BRANCHES),
            _rate("on_time", now.on_time(), before.on_time(), LIMITS if now.on_time().n else None),
            _mean("mean_response", now.duration(RESPONSE_WORKING), before.duration(RESPONSE_WORKING)),
            _mean("mean_resolution", now.duration(RESOLUTION_WORKING), before.duration(RESOLUTION_WORKING)),
            _rate("satisfaction", now.satisfaction, before.satisfaction, RATES),
            _rate("response_rate", now.response_rate, before.response_rate, RATES),
            _rate("first_time_fix", now.first_time_fix, before.first_time_fix, RATES),
            Card(head("escalated"), now.escalated, COUNT, cases, before.escalated, -1),
        )
    )


def _rate(key: str, now: Rate, before: Rate, goto: str | None) -> Card:
    better, note = judged_by(1, now.small, before.small), _note(now.n)
    return Card(head(key), now.value, SHARE, before=before.value, better=better, sample=now.n, note=note, goto=goto)


def _mean(key: str, now: MinuteCounts, before: MinuteCounts) -> Card:
    unit, better = text("branches.working_hours"), judged_by(-1, now.n < FEW, before.n < FEW)
    return Card(
        head(key), now.mean, HOURS, unit, before.mean, better=better, sample=now.n, note=_note(now.n), goto=DURATIONS
    )


def _note(n: int) -> str:
    return text("branches.few") if 0 < n < FEW else ""


def _account(basis: BranchBasis, ranked: Sequence[tuple[BranchLine, list[str]]]) -> list[str]:
    now, before = basis.totals.now, basis.totals.before
    told = [
        text(
            "branches.overview.volume",
            branches=len(basis.totals.lines),
            received=now.received,
            before=before.received,
            earlier=basis.before_label,
            closed=now.closed,
            left=now.open_after,
        )
    ]
    rate = now.on_time()
    if rate.value is not None:
        told.append(text("branches.overview.on_time", share=f"{rate.value:.1%}", n=rate.n, late=now.overdue))
    worst = [f"{line.name}{text('signs.colon')}{listed(why)}" for line, why in ranked[:_NAMED] if why]
    told += [text("branches.overview.attention", count=sum(bool(why) for _, why in ranked)), *worst] if worst else []
    if problems := basis.totals.top_problems(SHOWN)[:_NAMED]:
        counted = listed(text("branches.overview.problem", label=each.label, count=each.count) for each in problems)
        told.append(text("branches.overview.problems", problems=counted))
    return told


def _notes(basis: BranchBasis) -> list[str]:
    told = []
    if basis.gaps:
        named = listed(gap.name for gap in basis.gaps[:_NAMED])
        told.append(text("branches.overview.gaps", count=len(basis.gaps), named=named))
    if basis.copies:
        told.append(text("branches.overview.copies", count=len(basis.copies)))
    if not basis.over:
        told.append(text("branches.overview.running", moment=f"{basis.cut_off:%Y-%m-%d %H:%M}"))
    return told
