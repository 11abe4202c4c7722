"""What does a supervisor need to know in one page? Section 总览: headline figures, a readable paragraph, the trend.

Invariant: nothing stands here that is not in another section; each figure leads there.
"""

from collections.abc import Sequence

from xltools.language.speaking import in_every_language, text
from xltools.reports.causes.cause import sentence
from xltools.reports.content.advice import Advice
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import COUNT, HOURS, SHARE, section
from xltools.reports.content.classes import first_table
from xltools.reports.content.definitions import copy_words
from xltools.reports.content.months import MONTHS, month_charts
from xltools.reports.content.overdue import OPEN_LATE
from xltools.reports.content.problems import failing_words
from xltools.reports.content.timing import DURATIONS, TIMERS
from xltools.reports.dimensions import unfilled
from xltools.reports.document import Block, Card, Cards, Paragraph, Section, Tone
from xltools.reports.figure_cells import judged_by
from xltools.reports.figures.breakdown import breakdown
from xltools.reports.figures.failure_rates import Basis as RateBasis
from xltools.reports.figures.rate import FEW, Rate
from xltools.reports.figures.spread import Spread
from xltools.reports.figures.timeliness import on_time
from xltools.reports.joined_words import comma_joined, listed, sentences

_PROBLEMS = 3


def overview_section(basis: Basis, advice: Sequence[Advice]) -> Section:
    """Cards, the account in sentences, warnings, and the charts of the months."""
    title = text("report.overview.account", period=basis.period.label)
    blocks: list[Block] = [_cards(basis), Paragraph(tuple(_account(basis, advice)), title)]
    blocks += _warnings(basis)
    if len(basis.facts.cases):
        blocks += month_charts()
    return section("overview", blocks)


def _cards(basis: Basis) -> Cards:
    volume, before = basis.volume, basis.volume_before
    spent, spent_before = basis.times, basis.times_before
    rate, rate_before = on_time(basis.judgement).revised, on_time(basis.judgement_before).revised
    fixed, fixed_before = basis.outcomes, basis.outcomes_before
    liked, liked_before = basis.approval, basis.approval_before
    classes = first_table(basis)
    there = len(basis.facts.cases) > 0
    months, durations = (MONTHS, DURATIONS) if there else (None, None)
    late = len({each.case for each in basis.overdue})
    return Cards(
        (
            _count("received", volume.received, before.received, goto=classes),
            _count("once", volume.once, before.once, goto=classes),
            _count("closed", volume.closed, before.closed, 1, months),
            _count("open_after", volume.open_after, before.open_after, -1, months),
            _mean("mean_response", spent.response_working, spent_before.response_working, durations),
            _mean("mean_handling", spent.resolution_working, spent_before.resolution_working, durations),
            _rate("on_time", rate, rate_before, TIMERS if there else None),
            _count("overdue", late, None, -1, OPEN_LATE if basis.overdue else None),
            _rate("satisfied", liked.satisfied, liked_before.satisfied, None),
            _rate("response_rate", liked.response, liked_before.response, None),
            _rate("first_time_fix", fixed.first_time_fix, fixed_before.first_time_fix, "first_time_fix"),
            _count("escalated", fixed.escalated, fixed_before.escalated, -1, "exceptions" if there else None),
        )
    )


def _count(key: str, now: int, before: int | None, better: int = 0, goto: str | None = None) -> Card:
    unit = text("report.units.cases_of_card")
    return Card(text(f"report.cards.{key}"), now, COUNT, unit, before=before, better=better, goto=goto)


def _rate(key: str, now: Rate, before: Rate, goto: str | None) -> Card:
    label, few, better = text(f"report.cards.{key}"), _few(now.n), judged_by(1, now.small, before.small)
    return Card(label, now.value, SHARE, before=before.value, better=better, sample=now.n, note=few, goto=goto)


def _mean(key: str, now: Spread, before: Spread, goto: str | None) -> Card:
    label, unit, few = text(f"report.cards.{key}"), text("report.units.working_hours_of_card"), _few(now.n)
    better = judged_by(-1, now.small, before.small)
    return Card(label, now.mean, HOURS, unit, before=before.mean, better=better, sample=now.n, note=few, goto=goto)


def _few(n: int) -> str:
    return text("report.cards.few") if 0 < n < FEW else ""


def _account(basis: Basis, advice: Sequence[Advice]) -> list[str]:
    """The month in sentences; each says something only where there is something to say."""
    if not basis.now.raw:
        nothing = sentences((text("report.overview.nothing", period=basis.period.label), _backlog(basis)))
        return [nothing, *_timing_words(basis), *_satisfaction_words(basis)]
    return [
        *_volume_words(basis),
        *_timing_words(basis),
        *_satisfaction_words(basis),
        *_problem_words(basis),
        *_cause_words(basis, advice),
    ]


def _volume_words(basis: Basis) -> list[str]:
    volume, before = basis.volume, basis.volume_before
    words = text("report.overview.received", cases=volume.received, once=volume.once)
    words += _against(basis, volume.received, before.received)
    classes = [each for each in breakdown("type", basis.now, basis.before) if each.value != unfilled()]
    counts = [each.raw.hits for each in classes[:2]]
    if len(counts) > 1 and counts[0] > max(1, counts[1]):  # one case, or a tie, is no majority
        words += text("report.overview.most", type=classes[0].value, share=classes[0].raw.value or 0)
    closed = text("report.overview.closed", received=words, closed=volume.closed)
    return [sentences((closed, _backlog(basis)))]


def _against(basis: Basis, now: int, before: int) -> str:
    """Against the period before; in per cent only where that had enough cases for it."""
    if not basis.comparable:
        return ""
    earlier = text("report.overview.earlier", before=before)
    if basis.cut_off < basis.period.ends_at:
        earlier = text("report.overview.earlier_part", before=before, period=basis.before.period.label)
    if now == before:
        return text("report.overview.unchanged", earlier=earlier)
    much = f"{abs(now / before - 1):.1%}" if before >= FEW else text("report.overview.some", cases=abs(now - before))
    if now > before:
        return text("report.overview.more", earlier=earlier, much=much)
    return text("report.overview.fewer", earlier=earlier, much=much)


def _backlog(basis: Basis) -> str:
    left, before = basis.volume.open_after, basis.volume.open_before
    if not left:
        return text("report.overview.nothing_left")
    if left == before:
        return text("report.overview.left", left=left)
    if left > before:
        return text("report.overview.left_more", left=left, change=left - before)
    return text("report.overview.left_fewer", left=left, change=before - left)


def _timing_words(basis: Basis) -> list[str]:
    words = []
    rate, before = on_time(basis.judgement).revised, on_time(basis.judgement_before).revised
    if rate.value is not None:
        key = (
            "report.overview.on_time"
            if before.value is None or not basis.comparable
            else "report.overview.on_time_before"
        )
        words.append(text(key, due=rate.n, rate=rate.value, before=before.value))
    if named := [step for step in basis.steps if step.named]:
        told = listed(
            text("report.overview.late_step", step=step.label, share=step.late.value or 0) for step in named[:_PROBLEMS]
        )
        words.append(text("report.overview.bottlenecks", steps=told))
    if basis.overdue:
        worst = basis.overdue[0]
        words.append(
            text(
                "report.overview.overdue",
                cases=len({each.case for each in basis.overdue}),
                days=worst.hours / 24,
                number=worst.number or text("report.overview.unnumbered"),
                step=worst.label,
            )
        )
    return [sentences(words)] if words else []


def _satisfaction_words(basis: Basis) -> list[str]:
    liked, fixed = basis.approval.satisfied, basis.outcomes.first_time_fix
    words = []
    if liked.value is not None:
        key = "report.overview.satisfied_few" if liked.small else "report.overview.satisfied"
        words.append(text(key, rate=liked.value, n=liked.n))
    if fixed.value is not None:
        key = "report.overview.fixed_few" if fixed.small else "report.overview.fixed"
        words.append(text(key, rate=fixed.value, n=fixed.n))
    return [text("report.overview.rates", rates=comma_joined(words))] if words else []


def _problem_words(basis: Basis) -> list[str]:
    if not basis.problems:
        return []
    told = listed(
        text("report.overview.problem", problem=each.label, cases=each.once.hits) for each in basis.problems[:_PROBLEMS]
    )
    together, count = basis.problems[-1].cumulative.value or 0, len(basis.problems)
    if count > 1:
        return [text("report.overview.problems", problems=told, count=count, share=together)]
    return [text("report.overview.one_problem", problems=told)]


def _cause_words(basis: Basis, advice: Sequence[Advice]) -> list[str]:
    why_none = basis.analysis.reason_why_none
    if why_none is not None:
        return [text("report.overview.no_cause", why=why_none.said)]
    cause = basis.analysis.causes[0]
    words = [text("report.overview.cause", cause=sentence(cause))]
    measures = [each.suggestion for each in advice if each.about == cause.name]
    if measures:
        measure = measures[0].measure.rstrip("".join(in_every_language("signs.full_stop")))
        words.append(text("report.overview.advice", measure=measure, department=measures[0].department))
    return [sentences(words)]


def _warnings(basis: Basis) -> list[Block]:
    told = [failing_words(each) for each in basis.failure_rates if each.exceeds and each.basis is RateBasis.UNITS]
    told += [
        text("report.overview.not_read", file=each.file, trouble=each.trouble)
        for each in basis.facts.sources
        if each.trouble
    ]
    told += [text("report.overview.copies", copies=words) for words in copy_words(basis.facts)]
    if basis.cut_off < basis.period.ends_at:
        told.append(text("report.overview.not_over", at=basis.cut_off))
    if basis.making.changes:
        told.append(text("report.overview.changed", made=basis.making.first_made))
    return [Paragraph(tuple(told), text("report.overview.warnings"), bullets=True, tone=Tone.WARNING)] if told else []
