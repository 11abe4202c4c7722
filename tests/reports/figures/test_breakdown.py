"""Shares and their change. (FA-15)"""

import pytest

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.breakdown import breakdown, counts_by_month
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.received import received_in

OCTOBER = Period.month(2026, 10)
FACTS = facts_of("""
    | received_at | type | customer_key | description | 门店 |
    | 09-05 09:00 | 投诉 | a | 甲乙丙丁 | 东 |
    | 09-06 09:00 | 咨询 | b | 甲乙丙丁 | 东 |
    | 10-05 09:00 | 投诉 | a | 开机十分钟停机 | 东 |
    | 10-06 09:00 | 投诉 | a | 开机十分钟停机 | 西 |
    | 10-07 09:00 | 投诉 | c | 遥控器坏了 | |
    | 10-08 09:00 | | | 另有一事 | |
""")
NOW, BEFORE = received_in(FACTS, OCTOBER), received_in(FACTS, OCTOBER.previous())


def test_by_type() -> None:
    slices = breakdown("type", NOW, BEFORE)
    assert [(each.value, each.raw, each.once, each.raw_before, each.change) for each in slices] == [
        ("投诉", Rate(3, 4), Rate(2, 3), Rate(1, 2), 2),
        ("（未填）", Rate(1, 4), Rate(1, 3), Rate(0, 2), 1),
        ("咨询", Rate(0, 4), Rate(0, 3), Rate(1, 2), -1),
    ]
    assert slices[0].share_change == pytest.approx(0.25)


def test_no_change_of_share_without_a_period_before() -> None:
    august = received_in(FACTS, Period.month(2026, 8))
    assert [each.share_change for each in breakdown("type", NOW, august)] == [None, None]


def test_a_repeated_problem_counts_at_its_earliest_case() -> None:  # FA-15
    assert {each.value: each.once.hits for each in breakdown("门店", NOW, BEFORE)} == {"（未填）": 2, "东": 1, "西": 0}


def test_by_month() -> None:
    counts = counts_by_month(FACTS, "type", OCTOBER, 3)
    assert counts == {"咨询": [0, 1, 0], "投诉": [0, 1, 3], "（未填）": [0, 0, 1]}
