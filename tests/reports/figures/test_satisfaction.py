"""Marks, satisfied customers, and how many answered. (FA-14, FA-15, ST-10, ST-13)"""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.facts import Facts, RegisterSource
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.satisfaction import (
    Approval,
    MeanMark,
    approval,
    approval_by,
    dimension_marks_by_month,
    mean_mark,
    mean_mark_by,
    mean_marks_by_month,
    scores,
)

OCTOBER = Period.month(2026, 10)


def facts() -> Facts:
    return facts_of(
        """
        | register | received_at | completed_at | handler |
        | 反馈 | 10-01 09:00 | 10-02 09:00 | 刘* |
        | 反馈 | 10-01 09:00 | 10-03 09:00 | 刘* |
        | 工单 | 09-01 09:00 | 09-03 09:00 | 王* |
        | 工单 | 10-01 09:00 | 10-05 09:00 | 王* |
        | 工单 | 10-01 09:00 | 10-05 09:00 | 王* |
        """,
        ratings="""
        | case | dimension | value | top | word | rated_at | low |
        | 1 | 满意度 | 5 | 5 | 非常满意 | 10-05 09:00 | |
        | 2 | 满意度 | 2 | 5 | 不满意 | 10-05 09:00 | 是 |
        | 3 | 时效 | 4 | 5 | | 10-05 09:00 | |
        | 3 | 态度 | 3 | 3 | | 10-05 09:00 | |
        | 4 | 时效 | 1 | 5 | | 11-05 09:00 | 是 |
        """,
    )


def test_scores_by_register_and_dimension() -> None:
    assert scores(facts(), OCTOBER) == [
        ("反馈", "满意度", 2, 3.5, 5.0, (("非常满意", 1), ("不满意", 1))),
        ("工单", "时效", 1, 4.0, 5.0, (("4", 1),)),
        ("工单", "态度", 1, 3.0, 3.0, (("3", 1),)),
    ]


def test_satisfied_of_those_rated_and_rated_of_those_completed() -> None:
    assert approval(facts(), OCTOBER) == Approval(Rate(2, 3), Rate(2, 4))
    assert approval_by(facts(), OCTOBER, "handler") == {
        "刘*": Approval(Rate(1, 2), Rate(2, 2)),
        "王*": Approval(Rate(1, 1), Rate(0, 2)),
    }


def test_who_was_never_asked_has_left_nothing_unanswered() -> None:
    asking = RegisterSource("a.xlsx", "反馈", "feedback_analysis")
    silent = RegisterSource("b.xlsx", "工单", "quick_response", missing=("no_timers", "no_rating"))
    known = replace(facts(), sources=(asking, silent))
    assert approval(known, OCTOBER).response == Rate(2, 2)
    assert approval_by(known, OCTOBER, "handler")["王*"].response == Rate(0, 0)


def test_a_second_round_does_not_undo_what_the_customer_said_of_the_first() -> None:  # FR-11
    known = facts_of(
        "| received_at | completed_at |\n| 10-01 09:00 | 10-12 09:00 |",
        ratings="""
        | case | dimension | value | top | word | rated_at | low |
        | 1 | 满意度 | 1 | 3 | 不满意 | 10-05 09:00 | 是 |
        | 1 | 满意度 | 3 | 3 | 满意 | 11-02 09:00 | |
        """,
    )
    months = [approval(known, month).satisfied for month in (OCTOBER, Period.month(2026, 11))]
    assert months == [Rate(0, 1), Rate(1, 1)]


def test_scales_share_an_axis() -> None:
    assert mean_mark(facts(), OCTOBER) == MeanMark(3, pytest.approx((1 + 0.25 + 0.75 + 1) / 4))
    assert mean_mark_by(facts(), OCTOBER, "register") == {"反馈": MeanMark(2, 0.625), "工单": MeanMark(1, 0.875)}


def test_the_lowest_mark_of_any_scale_is_nothing_and_no_less() -> None:
    known = facts_of(
        "| received_at |\n| 10-01 09:00 |\n| 10-01 09:00 |",
        ratings="""
        | case | dimension | value | lowest | top | rated_at |
        | 1 | 评分 | 0 | 0 | 10 | 10-05 09:00 |
        | 2 | 评分 | 5 | 0 | 10 | 10-06 09:00 |
        """,
    )
    assert [mean_mark(known, Period.day(date(2026, 10, day))).mean for day in (5, 6)] == [0.0, 0.5]


def test_a_mark_that_no_setting_judges_is_neither_satisfied_nor_not() -> None:
    known = facts_of(
        "| received_at | completed_at |\n| 10-01 09:00 | 10-02 09:00 |\n| 10-01 09:00 | 10-02 09:00 |",
        ratings="""
        | case | dimension | value | lowest | top | rated_at | judged |
        | 1 | 评分 | 0 | 0 | 10 | 10-05 09:00 | 否 |
        | 2 | 评分 | 0 | 0 | 10 | 10-05 09:00 | 否 |
        | 2 | 满意度 | 3 | 1 | 3 | 10-05 09:00 | 是 |
        """,
    )
    assert approval(known, OCTOBER) == Approval(Rate(1, 1), Rate(2, 2))


def test_many_marks_of_few_cases_are_still_few() -> None:
    many = [f"| {case} | 项目{place} | 4 | 5 | 10-0{place} 09:00 |" for case in (1, 2) for place in range(1, 5)]
    known = facts_of(
        "| received_at | handler |\n| 10-01 09:00 | 刘* |\n| 10-01 09:00 | 刘* |",
        ratings="\n".join(["| case | dimension | value | top | rated_at |", *many]),
    )
    assert mean_mark(known, OCTOBER) == MeanMark(2, pytest.approx(0.75))
    assert mean_mark_by(known, OCTOBER, "handler") == {"刘*": MeanMark(2, pytest.approx(0.75))}
    assert mean_mark(known, OCTOBER).small


def test_months_without_marks_stay_empty() -> None:
    november = Period.month(2026, 11)
    assert [mark.mean for _, mark in mean_marks_by_month(facts(), november, 3)] == [None, pytest.approx(0.75), 0.0]
    assert [mark.mean for _, mark in dimension_marks_by_month(facts(), november, 2)["态度"]] == [1.0, None]


def test_a_scale_of_one_step_says_nothing() -> None:
    known = facts_of(
        "| received_at |\n| 10-01 09:00 |",
        ratings="""
        | case | dimension | value | top | rated_at |
        | 1 | 点赞 | 1 | 1 | 10-05 09:00 |
        """,
    )
    assert mean_mark(known, OCTOBER) == MeanMark(0, None)
    assert approval(known, OCTOBER).satisfied == Rate(1, 1)
