"""Failure rate by model. (ST-14)"""

import pytest

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.facts import RegisterSource
from xltools.reports.figures.failure_rates import Basis, failure_rates
from xltools.reports.figures.received import received_in

OCTOBER = Period.month(2026, 10)
CASES = """
    | register | received_at | model |
    | 工单 | 09-01 09:00 | X1 |
    | 工单 | 10-01 09:00 | X1 |
    | 工单 | 10-02 09:00 | Ｘ1 |
    | 工单 | 10-03 09:00 | X1 |
    | 工单 | 10-04 09:00 | X2 |
    | 工单 | 10-05 09:00 | |
    | 反馈 | 10-06 09:00 | X1 |
"""
UNITS = """
    | register | model | units |
    | 工单 | X1 | 20 |
    | 工单 | x1 | 10 |
    | 工单 | X2 | 0 |
    | 工单 | X3 | 5 |
"""
SOURCES = (
    RegisterSource("a.xlsx", "工单", settings={"failure_rate_threshold": "10"}),
    RegisterSource("b.xlsx", "反馈"),
)


def test_by_units_else_by_share() -> None:  # ST-14
    facts = facts_of(CASES, units=UNITS, sources=SOURCES)
    rates = failure_rates(facts, received_in(facts, OCTOBER), OCTOBER.days)
    assert [(each.register, each.model, each.cases, each.basis, each.whole, each.exceeds) for each in rates] == [
        ("反馈", "X1", 1, Basis.CASES, 1.0, True),
        ("工单", "X2", 1, Basis.CASES, 4.0, True),
        ("工单", "X1", 3, Basis.UNITS, 30.0, False),  # 10 % is not above 10 %
    ]
    assert rates[2].value == pytest.approx(0.1)
    assert all(each.small for each in rates)


def test_the_threshold_is_the_registers() -> None:
    sources = (RegisterSource("a.xlsx", "工单", settings={"failure_rate_threshold": "9.5"}),)
    facts = facts_of(CASES, units=UNITS, sources=sources)
    exceeding = {
        each.model
        for each in failure_rates(facts, received_in(facts, OCTOBER), OCTOBER.days)
        if each.basis is Basis.UNITS and each.exceeds
    }
    assert exceeding == {"X1"}


@pytest.mark.parametrize(("days", "exceeds"), [(1, True), (31, True), (45, True), (46, False), (92, False)])
def test_the_threshold_of_a_month_counts_for_each_month(days: int, exceeds: bool) -> None:  # ST-14
    facts = facts_of(CASES, units=UNITS.replace("| 10 |", "| 5 |"), sources=SOURCES)
    (rate,) = [each for each in failure_rates(facts, received_in(facts, OCTOBER), days) if each.basis is Basis.UNITS]
    assert rate.value == pytest.approx(0.12)
    assert rate.exceeds == exceeds
