"""Figures of nothing: no rate, no mean, no crash. (issue "What the supervisor opens": bad input)"""

from datetime import datetime

import pytest

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.bottlenecks import bottlenecks
from xltools.reports.figures.breakdown import breakdown, counts_by_month
from xltools.reports.figures.durations import Times, times, times_by, times_by_month
from xltools.reports.figures.failure_rates import failure_rates
from xltools.reports.figures.low_scores import low_score_reasons
from xltools.reports.figures.outcomes import outcomes, outcomes_by, outcomes_by_month
from xltools.reports.figures.overdue import done_late, overdue
from xltools.reports.figures.problems import problems
from xltools.reports.figures.rate import NO_RATE
from xltools.reports.figures.received import received_in
from xltools.reports.figures.satisfaction import (
    NO_MARK,
    Approval,
    approval,
    approval_by,
    dimension_marks_by_month,
    mean_mark,
    mean_mark_by,
    mean_marks_by_month,
    scores,
)
from xltools.reports.figures.spread import NO_SPREAD
from xltools.reports.figures.timeliness import OnTime, judged, on_time, on_time_by, on_time_by_label, on_time_by_month
from xltools.reports.figures.totals import totals
from xltools.reports.figures.volume import Volume, volume, volume_by_month
from xltools.reports.figures.workload import workload

OCTOBER = Period.month(2026, 10)
ELSEWHEN = facts_of(
    """
    | received_at | closed_at | handler |
    | 05-01 09:00 | 05-02 09:00 | 刘* |
    """,
    limits="""
    | case | label | start | due | done |
    | 1 | 响应 | 05-01 09:00 | 05-01 10:00 | 05-01 09:30 |
    """,
    ratings="""
    | case | dimension | value | top | rated_at |
    | 1 | 时效 | 4 | 5 | 05-02 09:00 |
    """,
)


@pytest.mark.parametrize(
    "facts",
    [facts_of(), facts_of().as_of(OCTOBER.ends_at), facts_of().as_of(datetime(2026, 1, 1)), ELSEWHEN],
    ids=["no rows", "cut off", "cut off before the period", "nothing in the period"],
)
def test_figures_of_nothing(facts: Facts) -> None:
    now, before = received_in(facts, OCTOBER), received_in(facts, OCTOBER.previous())
    judgement = judged(facts, OCTOBER)
    assert volume(facts, now) == Volume(0, 0, 0, 0, 0)
    assert times(facts, OCTOBER) == Times(*[NO_SPREAD] * 4)
    assert on_time(judgement) == OnTime(NO_RATE, NO_RATE)
    assert on_time(judgement).revised.value is None
    assert approval(facts, OCTOBER) == Approval(NO_RATE, NO_RATE)
    assert mean_mark(facts, OCTOBER) == NO_MARK
    assert outcomes(facts, OCTOBER) == (NO_RATE, NO_RATE, 0, 0, 0, 0, 0)
    assert low_score_reasons(facts, OCTOBER) == (0, (), (), ())
    assert set(totals(facts, OCTOBER)) == {0}
    for rows in (
        breakdown("type", now, before), problems(facts, now, before), failure_rates(facts, now, 31),
        times_by(facts, OCTOBER, "type"), on_time_by(facts, judgement, "handler"), on_time_by_label(judgement),
        overdue(facts, OCTOBER), done_late(facts, OCTOBER), bottlenecks(judgement), scores(facts, OCTOBER),
        approval_by(facts, OCTOBER, "handler"), mean_mark_by(facts, OCTOBER, "handler"),
        outcomes_by(facts, OCTOBER, "type"), workload(facts, judgement, OCTOBER, "handler"),
    ):  # fmt: skip
        assert not rows


@pytest.mark.parametrize("facts", [facts_of(), ELSEWHEN], ids=["no rows", "one case in May"])
def test_trends_have_every_month(facts: Facts) -> None:
    months = OCTOBER.months()
    for trend in (volume_by_month, times_by_month, on_time_by_month, mean_marks_by_month, outcomes_by_month):
        assert [month for month, _ in trend(facts, OCTOBER)] == months
    assert all(len(counts) == 12 for counts in counts_by_month(facts, "type", OCTOBER).values())
    assert all(len(marks) == 12 for marks in dimension_marks_by_month(facts, OCTOBER).values())
