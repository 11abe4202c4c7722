"""Hours, days off and make-up days as the company wrote them over the State Council's."""

from datetime import date, datetime, timedelta

import openpyxl
import pytest

from tests.registers import definition
from tests.workbook.settings.settings_tables import column_of, fallbacks, saved, settings, told, told_in_all
from xltools.language.speaking import text
from xltools.model.register import Register
from xltools.model.statutory_days import statutory_days
from xltools.model.work_calendar import WorkCalendar

NAME = "feedback_report"
SHORT_WEEK = "| 星期 | 上班 | 下班 |\n| 周一 | 08:00 | 12:00 |\n| 周二 | 09:00 | 18:00 |"
MONDAY = datetime(2024, 5, 20)


def calendar_of(register: Register) -> WorkCalendar:
    calendar = register.policy.calendar
    assert calendar is not None
    return calendar


def worked(calendar: WorkCalendar, day: date) -> float:
    """Working hours of one day."""
    midnight = datetime(day.year, day.month, day.day)
    return calendar.business.between(midnight, midnight + timedelta(days=1)) / timedelta(hours=1)


def hours_of_week(register: Register) -> list[float]:
    return [worked(calendar_of(register), (MONDAY + timedelta(days=each)).date()) for each in range(7)]


def with_parameter(key: str, value: str, **sheets: str) -> Register:
    """A register with one parameter changed, and tables on other sheets."""
    shipped = definition(NAME).sheet("settings")
    assert shipped is not None
    rows = [{"代号": str(row["key"]), "参数": str(row["label"]), "值": str(row["value"])} for row in shipped.rows]
    typed = [{**row, "值": value} if row["代号"] == key else row for row in rows]
    assert typed != rows
    return settings(NAME, settings=typed, **sheets)


def test_shipped_hours_with_a_lunch_break_and_statutory_days() -> None:
    register = settings(NAME)
    assert hours_of_week(register) == [7.5] * 5 + [0, 0]
    calendar = calendar_of(register)
    assert worked(calendar, date(2024, 5, 1)) == 0
    assert worked(calendar, date(2024, 5, 11)) == 7.5  # a Saturday that makes up for 3 May
    assert calendar.reasons[date(2024, 10, 1)] == "国庆节"
    assert calendar.known_until == statutory_days().published_until


def test_days_without_a_row_are_off_and_midnight_is_an_end() -> None:
    register = settings(NAME, working_hours=f"{SHORT_WEEK}\n| 周日 | 22:00 | @00:00 |")
    assert (hours_of_week(register), told(register)) == ([4, 9, 0, 0, 0, 0, 2], [])


def test_a_make_up_day_has_the_hours_of_the_first_working_day() -> None:
    register = settings(NAME, working_hours=f"{SHORT_WEEK}\n| 周六 | 09:00 | 10:00 |")
    assert worked(calendar_of(register), date(2024, 5, 11)) == 4  # as Monday, not as an ordinary Saturday
    assert worked(calendar_of(register), date(2024, 5, 18)) == 1


@pytest.mark.parametrize(
    ("opens", "closes", "finding"),
    [
        ("18:00", "09:00", ("SETTING_UNUSABLE", 3, "closes_at")),
        ("09:00", "09:00", ("SETTING_UNUSABLE", 3, "closes_at")),
        ("早上", "18:00", ("TIME_UNREADABLE", 3, "opens_at")),
        ("", "18:00", ("VALUE_MISSING", 3, "opens_at")),
    ],
)
def test_a_window_that_cannot_be_used_is_left_out(opens: str, closes: str, finding: tuple[str, int, str]) -> None:
    register = settings(NAME, working_hours=f"{SHORT_WEEK}\n| 周三 | {opens} | {closes} |")
    assert (hours_of_week(register), told_in_all(register)) == ([4, 9, 0, 0, 0, 0, 0], [finding])


def test_overlapping_windows_are_one_and_told_touching_ones_are_not() -> None:
    table = """
    | 星期 | 上班 | 下班 |
    | 周一 | 09:00 | 12:00 |
    | 周一 | 14:00 | @00:00 |
    | 周一 | 12:00 | 13:00 |
    | 周一 | 12:30 | 15:00 |
    """
    register = settings(NAME, working_hours=table)
    assert hours_of_week(register)[0] == 15
    assert told(register) == [("SETTING_UNUSABLE", 4, "opens_at")]


@pytest.mark.parametrize(
    ("table", "others"),
    [
        ("| 星期 | 上班 | 下班 |", []),
        ("| 星期 | 上班 | 下班 |\n| 周一 | 18:00 | 9:00 |", [("SETTING_UNUSABLE", 1, "closes_at")]),
        ("| 星期 | 上班 | 下班 |\n| 礼拜一 | 9:00 | 18:00 |", []),
    ],
)
def test_a_week_without_working_time_is_refused(table: str, others: list[tuple[str, int, str]]) -> None:
    # no endless loop on an empty calendar
    register = settings(NAME, working_hours=table)
    assert hours_of_week(register) == [7.5] * 5 + [0, 0]
    assert told(register) == [*others, ("SETTING_UNUSABLE", 0, "")]
    assert fallbacks(register)[-1] == text("settings.in_force.shipped_hours")


def test_hours_that_lost_a_column_are_the_shipped_ones() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["班次"].cell(4, column_of(book, "班次", "星期"), "哪天")

    register = saved(NAME, change)
    assert hours_of_week(register) == [7.5] * 5 + [0, 0]
    assert [code for code, _, _ in told(register)] == ["HEADER_MISSING", "SETTING_UNUSABLE"]


def test_what_the_company_wrote_wins() -> None:
    table = """
    | 日期 | 类型 | 名称 |
    | @2024-05-01 | 班 | 赶工 |
    | @2024-05-11 | 休 |  |
    | @2024-05-22 | 休 | 公司年会 |
    | @2024-05-18 | 班 |  |
    | @2024-05-18 | 休 | 写了两次 |
    """
    register = settings(NAME, working_hours=SHORT_WEEK + "\n| 周三 | 08:00 | 09:00 |", calendar=table)
    calendar = calendar_of(register)
    days = [date(2024, 5, day) for day in (1, 11, 22, 18)]
    assert [worked(calendar, day) for day in days] == [1, 0, 0, 4]
    assert [calendar.reasons[day] for day in days] == ["赶工", "放假", "公司年会", "调休上班"]
    assert told_in_all(register) == [("VALUE_DOUBLED", 5, "day")]


def test_days_that_are_no_days_are_left_out() -> None:
    table = "| 日期 | 类型 |\n| 下周三 | 休 |\n| @2024-05-22 | 歇 |\n|  | 休 |\n| @2024-05-23 |  |"
    register = settings(NAME, calendar=table)
    assert hours_of_week(register) == [7.5] * 5 + [0, 0]
    assert len(told_in_all(register)) == 4  # each cell once


def test_a_year_entered_by_the_company_is_known() -> None:
    # design.md: beyond the last published year a due time is provisional
    year = statutory_days().published_until.year
    table = "| 日期 | 类型 |\n" + "\n".join(f"| @{year + each}-01-01 | 休 |" for each in (2, 1, 4))
    assert calendar_of(settings(NAME, calendar=table)).known_until == date(year + 2, 12, 31)
    work_only = f"| 日期 | 类型 |\n| @{year + 1}-01-03 | 班 |"
    calendar = calendar_of(settings(NAME, calendar=work_only))
    assert calendar.known_until == date(year, 12, 31)
    assert [calendar.is_provisional(datetime(year + each, 1, 2)) for each in (0, 1)] == [False, True]


def test_elsewhere_the_state_council_has_no_say() -> None:
    register = with_parameter("statutory_holidays", "无", calendar="| 日期 | 类型 |\n| @2024-12-25 | 休 |")
    calendar = calendar_of(register)
    assert [worked(calendar, date(2024, *day)) for day in ((5, 1), (5, 11), (12, 25))] == [7.5, 0, 0]
    assert (calendar.known_until, dict(calendar.reasons)) == (date.max, {date(2024, 12, 25): "放假"})


def test_an_unknown_country_keeps_the_shipped_holidays() -> None:
    register = with_parameter("statutory_holidays", "火星")
    assert worked(calendar_of(register), date(2024, 5, 1)) == 0
    assert [(code, field) for code, _, field in told(register)] == [("SETTING_UNUSABLE", "value")]
