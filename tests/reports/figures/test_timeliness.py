"""On time, of all that came due. (FA-15; design: figures, defined once)"""

from datetime import datetime

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.timeliness import OnTime, judged, on_time, on_time_by, on_time_by_label, on_time_by_month

OCTOBER = Period.month(2026, 10)
CASES = """
    | received_at | handler |
    | 09-01 09:00 | 刘* |
    | 09-01 09:00 | |
"""


def facts(limits: str, extensions: str = "") -> Facts:
    return facts_of(CASES, limits=limits, extensions=extensions)


def rates(limits: str, extensions: str = "") -> OnTime:
    return on_time(judged(facts(limits, extensions), OCTOBER))


def test_open_overdue_ones_count() -> None:
    assert rates("""
        | case | start | due | done |
        | 1 | 10-01 09:00 | 10-05 09:00 | 10-05 08:00 |
        | 1 | 10-01 09:00 | 10-05 09:00 | 10-05 09:01 |
        | 1 | 10-01 09:00 | 10-05 09:00 | |
    """).original == Rate(1, 3)


def test_at_the_deadline_is_on_time() -> None:
    assert rates("""
        | case | start | due | done |
        | 1 | 10-01 09:00 | 10-05 09:00 | 10-05 09:00 |
    """).original == Rate(1, 1)


def test_a_day_alone_counts_by_day() -> None:
    assert rates("""
        | case | start | due | done |
        | 1 | 10-01 09:00 | 10-05 09:00 | 10-05 00:00 |
        | 1 | 10-01 09:00 | 10-05 09:00 | 10-06 00:00 |
        | 1 | 10-01 09:00 | 10-05 00:00 | 10-05 00:00 |
    """).original == Rate(2, 3)


def test_only_deadlines_within_the_period() -> None:
    assert rates("""
        | case | start | due | done |
        | 1 | 09-01 09:00 | 09-30 23:59 | |
        | 1 | 09-01 09:00 | 10-01 00:00 | |
        | 1 | 09-01 09:00 | 10-31 23:59 | 11-02 09:00 |
        | 1 | 09-01 09:00 | 11-01 00:00 | |
        | 1 | 09-01 09:00 | | 10-05 09:00 |
    """).original == Rate(0, 2)


def test_not_yet_due_at_the_cut_off() -> None:
    known = facts("""
        | case | start | due | done |
        | 1 | 10-01 09:00 | 10-05 09:00 | |
        | 1 | 10-01 09:00 | 10-20 09:00 | |
        | 1 | 10-01 09:00 | 10-20 09:00 | 10-02 09:00 |
    """).as_of(datetime(2026, 10, 10))
    assert on_time(judged(known, OCTOBER)).original == Rate(0, 1)


def test_what_stands_still_or_runs_anew_is_not_judged() -> None:
    assert rates("""
        | case | start | due | done | stopped | repeats |
        | 1 | 10-01 09:00 | 10-05 09:00 | | 是 | |
        | 1 | 10-01 09:00 | 10-05 09:00 | | | 是 |
    """) == OnTime(Rate(0, 0), Rate(0, 0))


def test_original_and_revised_side_by_side() -> None:
    assert rates("""
        | case | start | due | revised | done |
        | 1 | 10-01 09:00 | 10-05 09:00 | 10-08 09:00 | 10-07 09:00 |
        | 1 | 10-01 09:00 | 10-30 09:00 | 11-02 09:00 | |
        | 2 | 10-01 09:00 | 10-05 09:00 | | 10-04 09:00 |
    """) == OnTime(Rate(1, 3), Rate(2, 2))


def test_an_extension_approved_after_the_period_has_not_moved_it() -> None:
    limits = """
        | case | start | due | revised | done |
        | 1 | 10-01 09:00 | 10-30 09:00 | 11-05 09:00 | 11-04 09:00 |
    """
    extensions = """
        | case | applied_at | approved_at | verdict |
        | 1 | 10-29 09:00 | 11-01 09:00 | 同意 |
    """
    assert rates(limits, extensions) == OnTime(Rate(0, 1), Rate(0, 1))
    november = on_time(judged(facts(limits, extensions), Period.month(2026, 11)))
    assert november == OnTime(Rate(0, 0), Rate(1, 1))


def test_by_handler_and_label() -> None:
    known = facts("""
        | case | label | start | due | done |
        | 1 | 响应 | 10-01 09:00 | 10-05 09:00 | 10-05 08:00 |
        | 1 | 解决 | 10-01 09:00 | 10-06 09:00 | |
        | 2 | 解决 | 10-01 09:00 | 10-06 09:00 | 10-06 09:00 |
        | 2 | 回访 | 10-01 09:00 | 12-06 09:00 | |
    """)
    judgement = judged(known, OCTOBER)
    by_handler = on_time_by(known, judgement, "handler")
    assert {name: each.revised for name, each in by_handler.items()} == {"刘*": Rate(1, 2), "（未填）": Rate(1, 1)}
    by_label = on_time_by_label(judgement)
    assert {name: each.original for name, each in by_label.items()} == {"响应": Rate(1, 1), "解决": Rate(1, 2)}


def test_by_month_as_each_report_showed_it() -> None:
    known = facts("""
        | case | start | due | done |
        | 1 | 09-01 09:00 | 09-05 09:00 | 09-04 09:00 |
        | 1 | 10-01 09:00 | 10-05 09:00 | |
        | 1 | 10-01 09:00 | 11-05 09:00 | |
    """).as_of(OCTOBER.ends_at)
    assert [rate.revised for _, rate in on_time_by_month(known, OCTOBER, 3)] == [Rate(0, 0), Rate(1, 1), Rate(0, 1)]
