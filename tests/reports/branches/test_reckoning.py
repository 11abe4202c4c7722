"""The sum over the registers is what the figures say of all their rows: merged is whole."""

from datetime import datetime

import pytest
from hypothesis import given, settings

from tests.reports.branches.split_facts import split
from tests.reports.fact_tables import facts_of
from tests.reports.random_facts import FACTS
from xltools.model.period import Period
from xltools.reports.branches.branch_figures import COUNTED_BY, FigureSpan, PeriodFigures
from xltools.reports.branches.reckoning import branch_figures
from xltools.reports.dimensions import unfilled
from xltools.reports.facts import Facts
from xltools.reports.figures.breakdown import breakdown
from xltools.reports.figures.durations import times
from xltools.reports.figures.outcomes import outcomes
from xltools.reports.figures.overdue import overdue
from xltools.reports.figures.quantiles import MEDIAN, P90
from xltools.reports.figures.received import received_in
from xltools.reports.figures.satisfaction import approval, mean_mark, scores
from xltools.reports.figures.timeliness import judged, on_time, on_time_by_label
from xltools.reports.figures.volume import volume

OCTOBER, SEPTEMBER = Period.month(2026, 10), Period.month(2026, 9)
SPAN = FigureSpan(OCTOBER, SEPTEMBER, OCTOBER.ends_at)
RUNNING = FigureSpan(OCTOBER, SEPTEMBER, datetime(2026, 10, 12, 9))


def merged(facts: Facts, span: FigureSpan = SPAN) -> tuple[PeriodFigures, PeriodFigures]:
    now, before = PeriodFigures(), PeriodFigures()
    for part in reversed(split(facts)):  # one by one, and in any order
        (figures,) = branch_figures([part], span)
        now.add(figures.now)
        before.add(figures.before)
    return now, before


def agree(figures: PeriodFigures, facts: Facts, period: Period) -> None:
    counted, went = volume(facts, received_in(facts, period)), outcomes(facts, period)
    assert (figures.received, figures.closed, figures.open_before, figures.open_after) == (
        counted.received,
        counted.closed,
        counted.open_before,
        counted.open_after,
    )
    assert figures.overdue == len({late.case for late in overdue(facts, period)})
    assert figures.first_time_fix == went.first_time_fix
    assert (figures.reopened, figures.escalated, figures.extensions) == (
        went.reopened,
        went.escalated,
        went.extensions_applied,
    )
    liked = approval(facts, period)
    assert (figures.satisfaction, figures.response_rate) == (liked.satisfied, liked.response)


def agree_on_limits(figures: PeriodFigures, facts: Facts, period: Period) -> None:
    judgement = judged(facts, period)
    assert (figures.on_time_first(), figures.on_time()) == on_time(judgement)
    by_label = on_time_by_label(judgement)
    assert {label for label in figures.limits if figures.on_time(label).n or figures.on_time_first(label).n} == set(
        by_label
    )
    assert all((figures.on_time_first(label), figures.on_time(label)) == rates for label, rates in by_label.items())


def agree_on_spreads(figures: PeriodFigures, facts: Facts, period: Period) -> None:
    spreads = times(facts, period)._asdict()
    for name, spread in spreads.items():
        measured = figures.duration(
            name.replace("_working", "_working_hours") if "working" in name else f"{name}_hours"
        )
        assert measured.n == spread.n
        assert measured.mean == pytest.approx(spread.mean, abs=1 / 3600)
        assert measured.quantile(MEDIAN) == pytest.approx(spread.median, abs=1 / 60)
        assert measured.quantile(P90) == pytest.approx(spread.p90, abs=1 / 60)


def agree_on_values(figures: PeriodFigures, facts: Facts, period: Period) -> None:
    received = received_in(facts, period)
    for key in COUNTED_BY:
        told = {each.value: each.raw.hits for each in breakdown(key, received, received)}
        assert {value or unfilled(): count for value, count in figures.received_by.get(key, {}).items()} == told
    words = received.cases["problem"].dropna().value_counts().to_dict()
    assert dict(figures.problems) == words
    n, total = 0, 0.0
    for said in figures.marks.values():
        for mark, count in said.items():
            value, top = map(float, mark.split("/"))
            n, total = n + count, total + (value - 1) / (top - 1) * count
    mark_of_all = mean_mark(facts, period)
    assert n == sum(score.n for score in scores(facts, period))
    assert (total / n if n else None) == pytest.approx(mark_of_all.mean)


@settings(max_examples=25, deadline=None)
@given(FACTS)
def test_merged_figures_are_those_of_the_whole(facts: Facts) -> None:  # FA-15
    for span in (SPAN, RUNNING):
        whole = facts.as_of(span.cut_off)
        for figures, period in zip(merged(facts, span), (span.period, span.before), strict=True):
            agree(figures, whole, period)
            agree_on_limits(figures, whole, period)
            agree_on_spreads(figures, whole, period)
            agree_on_values(figures, whole, period)


@settings(max_examples=10, deadline=None)
@given(FACTS)
def test_figures_of_a_register_are_the_same_alone_and_among_others(facts: Facts) -> None:
    parts = split(facts)
    together = branch_figures(parts, SPAN)
    assert together == [branch_figures([part], SPAN)[0] for part in parts]
    assert branch_figures(parts[::-1], SPAN) == together[::-1]


def test_nothing_of_a_case_is_in_the_figures() -> None:  # FR-13
    facts = facts_of(
        """
        | received_at | customer | customer_key | description | type | problem | handler |
        | 10-05 09:00 | 张* | k1 | 张三家的门锁坏了 | 报修 | 门锁 | 刘* |
        """
    )
    told = repr(branch_figures(split(facts), SPAN))
    assert "报修" in told
    assert "门锁" in told
    assert not any(word in told for word in ("张", "k1", "坏了", "刘"))
