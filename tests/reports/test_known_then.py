"""How cases and limits stood at an earlier moment."""

from datetime import datetime

from tests.reports.fact_tables import facts_of
from xltools.language.words import Word
from xltools.model.period import Period
from xltools.reports.dimensions import STILL_OPEN
from xltools.reports.facts import Facts
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.timeliness import judged, on_time

OCTOBER = Period.month(2026, 10)
CASES = """
| received_at | completed_at | closed_at | rated_at | satisfaction | state | round | reopened_at | resolution_hours |
| 10-01 09:00 | 12-02 09:00 | 12-03 09:00 | 12-03 09:00 | 满意 | 已关闭 | 3 | 11-02 09:00 | 1488 |
| 10-05 09:00 | | | | | 处理中 | 1 | | |
"""
ROUNDS = """
| case | until | round | state | completed_at | closed_at | rated_at | satisfaction | resolution_hours |
| 1 | 12-01 09:00 | 2 | 已关闭 | 11-05 09:00 | 11-06 09:00 | 11-06 09:00 | 满意 | 840 |
| 1 | 11-02 09:00 | 1 | 已关闭 | 10-05 09:00 | 10-06 09:00 | 10-06 09:00 | 基本满意 | 96 |
"""
LIMITS = """
| case | timer | label | start | due | done | until |
| 1 | solution | 处理完成 | 10-01 09:00 | 10-10 18:00 | 10-05 09:00 | 11-02 09:00 |
| 1 | solution | 处理完成 | 11-02 09:00 | 11-10 18:00 | 11-05 09:00 | 12-01 09:00 |
| 1 | solution | 处理完成 | 12-01 09:00 | 12-10 18:00 | 12-02 09:00 | |
| 1 | plan | 初步方案 | 10-01 09:00 | 10-02 09:00 | | |
"""


def reopened() -> Facts:
    return facts_of(CASES, rounds=ROUNDS, limits=LIMITS)


def told(facts: Facts, *names: str) -> list[object]:
    row = facts.cases.loc[0, list(names)]
    return [f"{value:%m-%d}" if isinstance(value, datetime) and value == value else value for value in row]


NAMES = ("completed_at", "closed_at", "satisfaction", "state", "round", "resolution_hours")


def test_a_case_stands_in_the_round_that_was_at_hand() -> None:  # FR-11
    assert told(reopened().as_of(datetime(2026, 11, 1)), *NAMES) == ["10-05", "10-06", "基本满意", "已关闭", 1.0, 96.0]
    assert told(reopened().as_of(datetime(2026, 11, 20)), *NAMES) == ["11-05", "11-06", "满意", "已关闭", 2.0, 840.0]
    assert told(reopened().as_of(datetime(2026, 12, 31)), *NAMES) == ["12-02", "12-03", "满意", "已关闭", 3.0, 1488.0]
    before = reopened().as_of(datetime(2026, 10, 6)).cases.loc[0]
    assert (before["state"], before["satisfaction"], before["resolution_hours"]) == (STILL_OPEN, None, 96.0)


def test_its_limits_are_those_of_that_round() -> None:
    for cut_off, month, rate in (
        (datetime(2026, 11, 1), OCTOBER, Rate(1, 2)),
        (datetime(2026, 12, 1), Period.month(2026, 11), Rate(1, 1)),
        (datetime(2026, 12, 31), Period.month(2026, 12), Rate(1, 1)),
    ):
        assert on_time(judged(reopened().as_of(cut_off), month)).original == rate
    assert on_time(judged(reopened(), Period.month(2026, 11))).original == Rate(0, 0)  # no figure looks at those


def test_a_limit_that_nothing_met_ended_with_the_first_closing() -> None:
    limits = reopened().as_of(datetime(2026, 11, 1)).limits
    plan = limits[limits["timer"] == "plan"]
    assert plan["done"].tolist() == [datetime(2026, 10, 6, 9)]


def test_an_earlier_moment_can_be_looked_at_from_a_later_one() -> None:
    november, once = datetime(2026, 11, 20), reopened().as_of(datetime(2026, 10, 20))
    twice = reopened().as_of(november).as_of(datetime(2026, 10, 20))
    assert told(twice, *NAMES) == told(once, *NAMES)
    assert on_time(judged(twice, OCTOBER)) == on_time(judged(once, OCTOBER))


def test_an_extension_outlives_a_later_one() -> None:  # FA-12
    facts = facts_of(
        CASES,
        limits="""
        | case | timer | start | due | revised | done |
        | 2 | solution | 10-05 09:00 | 10-12 18:00 | 11-20 18:00 | 10-28 09:00 |
        """,
        extensions="""
        | case | applied_at | approved_at | verdict | new_due_at |
        | 2 | 10-10 09:00 | 10-11 09:00 | 同意 | 10-30 18:00 |
        | 2 | 10-10 10:00 | 10-11 10:00 | 不同意 | 10-31 18:00 |
        | 2 | 10-10 11:00 | 10-11 11:00 | 同意 | 10-09 18:00 |
        | 2 | 10-10 11:00 | 10-11 11:00 | 同意 | 12-30 18:00 |
        | 2 | 10-29 09:00 | 11-02 09:00 | 同意 | 11-20 18:00 |
        """,
    )
    october = datetime(2026, 10, 30, 18)
    assert facts.as_of(OCTOBER.ends_at).limits["revised"].tolist() == [october]
    assert facts.as_of(datetime(2026, 10, 11)).limits["revised"].isna().all()
    assert facts.as_of(datetime(2026, 11, 30)).limits["revised"].tolist() == [datetime(2026, 11, 20, 18)]
    for known in (facts, facts.as_of(OCTOBER.ends_at)):
        assert on_time(judged(known, OCTOBER)).revised == Rate(1, 1)


def test_what_came_of_an_improvement_is_not_known_before_it_is_finished() -> None:  # ST-15
    facts = facts_of(
        CASES,
        improvements="""
        | title | proposed_on | finished_on | progress | effect |
        | 换电池 | 10-05 | 11-05 | 已完成 | 鼓包少了一半 |
        """.replace("10-05 |", "10-05 00:00 |").replace("11-05 |", "11-05 00:00 |"),
    )
    (item,) = facts.as_of(OCTOBER.ends_at).improvements.to_dict("records")
    assert (item["progress"], item["effect"]) == (Word.UNDER_WAY, None)
