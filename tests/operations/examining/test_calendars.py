"""How far the days off are known, by the moment, the sources and the zone."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.operations.examining.made_up import said, site
from tests.registers import definition
from xltools.model.business_calendar import BusinessCalendar
from xltools.model.work_calendar import WorkCalendar
from xltools.operations.examining.calendars import holidays, holidays_of_the_zone, own_days
from xltools.operations.examining.register_sights import RegisterSight
from xltools.operations.examining.site import Site
from xltools.workbook.settings.parameters import no_statutory_holidays

BUSINESS = BusinessCalendar({0: []}, set(), {date(2024, 1, 1): [(datetime.min.time(), datetime.max.time())]})


def with_register(
    folder: Path, now: datetime, known_until: date, *days: date, statutory: bool = True, zone: str = "Asia/Shanghai"
) -> Site:
    settings = {"time_zone": zone, **({} if statutory else {"statutory_holidays": no_statutory_holidays()})}
    calendar = WorkCalendar(BUSINESS, known_until, dict.fromkeys(days, "假"))
    sight = RegisterSight(folder / "台账.xlsx", definition("feedback_report"), calendar=calendar, settings=settings)
    here = site(folder, now)
    here.__dict__["sights"] = [sight, replace(sight, calendar=None)]
    return here


@pytest.mark.parametrize(
    ("now", "known_until", "verdict"),
    [
        (datetime(2026, 10, 31), date(2026, 12, 31), "ok"),
        (datetime(2026, 11, 1), date(2026, 12, 31), "doubtful"),
        (datetime(2026, 11, 1), date(2027, 12, 31), "ok"),
        (datetime(2027, 1, 2), date(2026, 12, 31), "wrong"),
        (datetime(2027, 12, 2), date(2026, 12, 31), "wrong"),
    ],
)
def test_published_days_reach_far_enough_or_not(tmp_path: Path, now: datetime, known_until: date, verdict: str) -> None:
    assert said(holidays, with_register(tmp_path, now, known_until)) == [verdict]


@pytest.mark.parametrize(
    ("now", "days", "verdict"),
    [
        (datetime(2026, 6, 1), (), "doubtful"),
        (datetime(2026, 6, 1), (date(2025, 12, 25),), "doubtful"),
        (datetime(2026, 6, 1), (date(2026, 12, 25),), "ok"),
        (datetime(2026, 11, 1), (date(2026, 12, 25),), "doubtful"),
        (datetime(2026, 11, 1), (date(2027, 1, 1),), "ok"),
    ],
)
def test_own_days_run_out(tmp_path: Path, now: datetime, days: tuple[date, ...], verdict: str) -> None:
    here = with_register(tmp_path, now, date.max, *days, statutory=False)
    assert said(own_days, here) == [verdict]
    assert said(holidays, here) == []


@pytest.mark.parametrize(
    ("zone", "statutory", "verdicts"),
    [("Asia/Shanghai", True, []), ("Europe/Berlin", True, ["doubtful"]), ("Europe/Berlin", False, []), ("", True, [])],
)
def test_the_holidays_of_one_country_in_the_zone_of_another(
    tmp_path: Path, zone: str, statutory: bool, verdicts: list[str]
) -> None:
    here = with_register(tmp_path, datetime(2026, 6, 1), date.max, statutory=statutory, zone=zone)
    assert said(holidays_of_the_zone, here) == verdicts
