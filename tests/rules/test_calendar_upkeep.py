"""Next year's holidays, asked for in time."""

from dataclasses import replace
from datetime import date

import pytest

from tests.registers import read, template
from xltools.rules.calendar_upkeep import check_calendar_year


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), [2027]),
        (date(2027, 3, 1), [2027]),
        (date(2027, 12, 1), [2027, 2028]),
    ],
)
def test_a_year_that_is_not_published_is_asked_for_from_december_on(today: date, years: list[int]) -> None:
    register = read(template("service_ticket"), name="service_ticket")
    assert register.policy.calendar is not None
    known = replace(register.policy.calendar, known_until=date(2026, 12, 31))
    policy = replace(register.policy, calendar=known)
    found = list(check_calendar_year(register.tables["calendar"], policy, today))
    assert [(each.sheet, each.params["year"]) for each in found] == [("工作日历", year) for year in years]
