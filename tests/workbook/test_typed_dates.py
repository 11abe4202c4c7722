"""Dates in the order of the people who type them; what could be two days is none."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.language.speaking import speaking
from xltools.model.register_definition import DateOrder
from xltools.workbook.typed_dates import TypedDate, typed_date
from xltools.workbook.typed_values import moment_of, number_of

TODAY = date(2024, 5, 10)
Y, D, M = DateOrder.YEAR_FIRST, DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST
DATES = """
typed              | ymd        | dmy        | mdy
2024-06-05         | 2024-06-05 | 2024-06-05 | 2024-06-05
2024/6/5           | 2024-06-05 | 2024-06-05 | 2024-06-05
20240605           | 2024-06-05 | 2024-06-05 | 2024-06-05
2024年6月5日        | 2024-06-05 | 2024-06-05 | 2024-06-05
24-06-05           | 2024-06-05 |            |
5.6.2024           |            | 2024-06-05 | 2024-05-06
05/06/24           |            | 2024-06-05 | 2024-05-06
5-6-24             |            | 2024-06-05 | 2024-05-06
5 . 6 . 2024       |            | 2024-06-05 | 2024-05-06
5.6.               |            | 2024-06-05 | 2024-05-06
6/5                | 2024-06-05 | 2024-05-06 | 2024-06-05
13/12/2023         | 2023-12-13 | 2023-12-13 | 2023-12-13
12/13/2023         | 2023-12-13 | 2023-12-13 | 2023-12-13
3.3.2024           | 2024-03-03 | 2024-03-03 | 2024-03-03
13/13/2023         |            |            |
13/10/26           | 2013-10-26 | 2026-10-13 |
31.4.2024          |            |            |
01-02-03           |            |            |
5 June 2024        | 2024-06-05 | 2024-06-05 | 2024-06-05
5th of June, 2024  | 2024-06-05 | 2024-06-05 | 2024-06-05
5-Jun-24           | 2024-06-05 | 2024-06-05 | 2024-06-05
June 5, 2024       | 2024-06-05 | 2024-06-05 | 2024-06-05
Sept. 3rd 2023     | 2023-09-03 | 2023-09-03 | 2023-09-03
5 june             | 2024-06-05 | 2024-06-05 | 2024-06-05
6月5日              | 2024-06-05 | 2024-06-05 | 2024-06-05
23年12 月5日         | 2023-12-05 | 2023-12-05 | 2023-12-05
十二月5日            | 2023-12-05 | 2023-12-05 | 2023-12-05
Ju 5 2024          |            |            |
Jut 5 2024         |            |            |
June 2024          |            |            |
30 February 2024   |            |            |
5 Juni 2024        |            |            |
"""
MOMENTS = """
5.6.2024 14:30             | 2024-06-05 14:30
5/6/24, 2:30 pm            | 2024-06-05 14:30
5 June 2024 at 14:30h      | 2024-06-05 14:30
Wed, 5 June 2024, 14h30    | 2024-06-05 14:30
5 June 2pm                 | 2024-06-05 14:00
5 June 10 pm               | 2024-06-05 22:00
5 June 10:15               | 2024-06-05 10:15
June 5 2024 12 a.m.        | 2024-06-05 00:00
June 5 2024 12.10 p.m.     | 2024-06-05 12:10
Wednesday 5.6.2024 8:00:15 | 2024-06-05 08:00:15
2024-06-05 1430 hrs        | 2024-06-05 14:30
5/6/24 9.30                | 2024-06-05 09:30
5.6.24, 14.05              | 2024-06-05 14:05
5th June 2024 at 9.30      | 2024-06-05 09:30
5 Jun 9.30                 | 2024-06-05 09:30
2024-06-05 9.30            | 2024-06-05 09:30
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("typed", "order", "meant"),
    [
        (typed, order, meant)
        for typed, *meanings in rows(DATES)[1:]
        for order, meant in zip((Y, D, M), meanings, strict=True)
    ],
)
def test_the_order_decides(typed: str, order: DateOrder, meant: str) -> None:
    assert moment_of(typed, TODAY, order=order) == (datetime.fromisoformat(meant) if meant else None)


@pytest.mark.parametrize(("typed", "meant"), rows(MOMENTS))
def test_days_and_times_as_they_are_written_in_english(typed: str, meant: str) -> None:
    assert moment_of(typed, TODAY, order=D) == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2pm", time(14)),
        ("2.30 p.m.", time(14, 30)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("14h", time(14)),
        ("14:30 h", time(14, 30)),
        ("1430 hrs", time(14, 30)),
        ("at 9:05", time(9, 5)),
        ("14.30", None),
        ("1430", None),
        ("14", None),
        ("25h", None),
        ("2 m", None),
    ],
)
@pytest.mark.parametrize("order", list(DateOrder))
def test_times_of_day(typed: str, meant: time | None, order: DateOrder) -> None:
    read = moment_of(typed, None, order=order)
    assert read == meant if meant is not None else not isinstance(read, time)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_which_language_is_spoken_decides_nothing(language: str) -> None:
    with speaking(language):
        assert moment_of("2024年6月5日 下午3点") == moment_of("2024-06-05 3pm") == datetime(2024, 6, 5, 15)
        assert number_of("8分") == number_of("8 points") == 8.0


def test_what_stands_behind_a_day_is_kept() -> None:
    assert typed_date("5.6.2024 soon", TODAY, D) == TypedDate(date(2024, 6, 5), " soon")
    assert moment_of("5.6.2024 soon", TODAY, order=D) is None


@pytest.mark.parametrize("typed", ["9.30", "5/6/24 24.30", "5/6/24 9.60", "5.110.30", "5/6/24 9.3", "5/6/24 9.30.15"])
def test_a_dot_parts_hours_and_minutes_only_behind_a_day(typed: str) -> None:
    assert moment_of(typed, TODAY, order=D) is None


def test_a_year_that_is_not_typed_needs_a_day_that_tells_it() -> None:
    assert typed_date("5.6.", None, D) is typed_date("5 June", None, M) is None
    assert typed_date("30 Dec", TODAY, D) == TypedDate(date(2023, 12, 30), "")


@given(st.dates(date(2013, 1, 1), date(2099, 12, 31)), st.sampled_from("-./"))
def test_each_order_reads_back_what_it_writes(day: date, sign: str) -> None:
    midnight = datetime(day.year, day.month, day.day)
    assert moment_of(f"{day:%d{sign}%m{sign}%Y}", order=D) == midnight
    assert moment_of(f"{day:%m{sign}%d{sign}%y}", order=M) == midnight
    assert moment_of(f"{day.day} {day:%B} {day.year}", order=D) == midnight


@given(st.text(max_size=30), st.sampled_from(list(DateOrder)))
def test_no_text_breaks_the_reader(typed: str, order: DateOrder) -> None:
    assert isinstance(moment_of(typed, TODAY, order=order), (datetime, time, type(None)))
