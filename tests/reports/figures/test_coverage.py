"""A period is covered where every register was in use from its beginning."""

from dataclasses import replace

import pytest

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.facts import RegisterSource
from xltools.reports.figures.coverage import covers

SEPTEMBER = Period.month(2026, 9)


def cases(one: str, other: str) -> str:
    return f"| register | received_at |\n| 甲 | {one} 09:00 |\n| 甲 | 10-05 09:00 |\n| 乙 | {other} 09:00 |"


@pytest.mark.parametrize(
    ("one", "other", "covered"),
    [
        ("08-20", "08-30", True),
        ("09-01", "09-03", True),  # nobody wrote on the first days
        ("08-20", "09-04", False),
        ("08-20", "10-04", False),
    ],
)
def test_every_register_must_go_back_to_its_beginning(one: str, other: str, *, covered: bool) -> None:
    assert covers(facts_of(cases(one, other)), SEPTEMBER) is covered


def test_a_register_that_goes_on_where_another_ended_is_no_new_one() -> None:
    old, new = (RegisterSource(f"{name}.xlsx", name, "service_ticket") for name in ("甲", "乙"))
    new = replace(new, settings={"predecessor": "甲.xlsx"})
    assert covers(facts_of(cases("08-20", "10-04"), sources=(old, new)), SEPTEMBER)
    assert not covers(facts_of(cases("08-20", "10-04"), sources=(new,)), SEPTEMBER)


def test_registers_without_cases_hinder_nothing() -> None:
    assert covers(facts_of(), SEPTEMBER)
