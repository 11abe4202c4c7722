"""Days off and make-up days are those of the notices, and none is invented. (design.md, Time)"""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday

from xltools.language.speaking import speaking
from xltools.model.statutory_days import statutory_days

DAYS = statutory_days()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 1, 1), "元旦"),
        (date(2024, 2, 10), "春节"),
        (date(2024, 4, 4), "清明节"),
        (date(2024, 5, 3), "劳动节"),
        (date(2024, 6, 10), "端午节"),
        (date(2024, 9, 17), "中秋节"),
        (date(2024, 10, 7), "国庆节"),
        (date(2015, 9, 3), "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),  # of that year only
        (date(2019, 5, 2), "劳动节"),  # as amended on 2019-03-22
        (date(2020, 1, 31), "春节"),  # as amended on 2020-01-27
    ],
)
def test_days_off(day, name):
    assert DAYS.holidays[day] == name
    assert day not in DAYS.make_up_days


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2024, 2, 4), "春节调休上班"),
        (date(2024, 4, 28), "劳动节调休上班"),
        (date(2024, 9, 14), "中秋节调休上班"),
        (date(2026, 10, 10), "国庆节调休上班"),
    ],
)
def test_make_up_days(day, reason):
    assert DAYS.make_up_days[day] == reason
    assert day not in DAYS.holidays


def test_make_up_days_lie_on_weekends():
    assert {day for day in DAYS.make_up_days if day.weekday() < 5} == set()


def test_every_published_day_is_as_the_library_says():
    day, wrong = date(2004, 1, 1), []
    while day <= DAYS.published_until:
        works = day in DAYS.make_up_days or (day.weekday() < 5 and day not in DAYS.holidays)
        wrong += [day] if works != is_workday(day) else []
        day += timedelta(days=1)
    assert wrong == []


def test_nothing_is_said_of_years_without_a_notice():
    assert max(DAYS.holidays) <= DAYS.published_until
    assert max(DAYS.make_up_days) <= DAYS.published_until
    assert (DAYS.published_until.month, DAYS.published_until.day) == (12, 31)


def test_nobody_can_change_them_for_others():
    with pytest.raises(TypeError):
        DAYS.holidays[date(2024, 5, 6)] = "店庆"
    assert statutory_days() is DAYS


def test_the_days_are_named_in_the_spoken_language():
    with speaking("en"):
        english = statutory_days()
    assert (english.holidays[date(2024, 2, 10)], english.holidays.keys()) == ("Spring Festival", DAYS.holidays.keys())
    assert "Labour Day" in english.make_up_days[date(2024, 4, 28)]
