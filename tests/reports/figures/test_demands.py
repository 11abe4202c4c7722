"""Demands are the cases that their register calls so, grouped as problems are. # FR-15"""

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.demands import demands
from xltools.reports.figures.rate import Rate

OCTOBER, SEPTEMBER = Period.month(2026, 10), Period.month(2026, 9)
CASES = """
| type | subcategory | problem | received_at |
| 需求申请 | | 定时 | 10-01 09:00 |
| 需求申请 | | 定时 | 10-02 09:00 |
| 产品类 | 功能建议 | 夜灯 | 10-03 09:00 |
| 投诉建议 | | 定时 | 10-04 09:00 |
| 需求申请 | | 夜灯 | 09-04 09:00 |
"""


def test_demands_are_ranked_among_themselves() -> None:
    found = demands(facts_of(CASES), OCTOBER, SEPTEMBER)
    assert [(each.label, each.once, each.once_before.hits) for each in found] == [
        ("定时", Rate(2, 3), 0),
        ("夜灯", Rate(1, 3), 1),
    ]


def test_without_any_there_are_none() -> None:
    assert demands(facts_of(), OCTOBER, SEPTEMBER) == []
    assert (
        demands(facts_of("| type | problem | received_at |\n| 故障报修 | 定时 | 10-01 09:00 |"), OCTOBER, SEPTEMBER)
        == []
    )


def test_demands_of_an_english_register() -> None:
    cases = """
    | type | category | problem | received_at |
    | Suggestion | | printer | 10-01 09:00 |
    | Request | Feature request | printer | 10-02 09:00 |
    | Request | Access | printer | 10-03 09:00 |
    | Complaint or suggestion | | printer | 10-03 09:00 |
    """
    assert [each.raw for each in demands(facts_of(cases), OCTOBER, SEPTEMBER)] == [Rate(2, 2)]
