"""What people type for dates, times and numbers, and what is meant by it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.workbook.typed_values import moment_of, number_of, text_of

TODAY = date(2024, 5, 10)

MOMENTS = """
2024-5-1                 | 2024-05-01 00:00
2024.5.1                 | 2024-05-01 00:00
2024/05/01               | 2024-05-01 00:00
24.5.1                   | 2024-05-01 00:00
20240501                 | 2024-05-01 00:00
202405010930             | 2024-05-01 09:30
2024年5月1日              | 2024-05-01 00:00
2024年5月1日 9:30         | 2024-05-01 09:30
2024年5月1日9点半          | 2024-05-01 09:30
2024年5月1日（星期三）9:30  | 2024-05-01 09:30
2024-05-01T09:30:15      | 2024-05-01 09:30:15
2024-05-01 0930          | 2024-05-01 09:30
2024/5/1 下午3:05         | 2024-05-01 15:05
2024-5-1 12:30 PM        | 2024-05-01 12:30
2024-5-1 12:10 am        | 2024-05-01 00:10
２０２４－５－１　９：３０     | 2024-05-01 09:30
5/1                      | 2024-05-01 00:00
5月1日上午10点             | 2024-05-01 10:00
12/30                    | 2023-12-30 00:00
6-30                     | 2024-06-30 00:00
"""


@pytest.mark.parametrize("line", MOMENTS.strip().splitlines())
def test_every_way_of_writing_a_moment(line: str) -> None:
    typed, meant = (part.strip() for part in line.split("|"))
    assert moment_of(typed, TODAY) == datetime.fromisoformat(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "上周三",
        "2024-13-1",
        "2024-2-30",
        "2024-5-1 25:00",
        "2024-5-1 9:75",
        "5月",
        "",
        "-",
        "E-002",
        "1-800-4-5-6",
        "12/11/20",
        "01-02-03",
        "2024-5-1 晚上12点",
    ],
)
def test_what_is_no_moment_is_not_guessed(typed: str) -> None:
    assert moment_of(typed, TODAY) is None


@pytest.mark.parametrize(
    "typed", ["9:40", "09:40", "９：４０", "9点40", "上午9:40", "9:40 AM", time(9, 40), 0.4027777777]
)
def test_a_time_alone_belongs_to_a_given_day(typed: object) -> None:
    # ST-3
    assert moment_of(typed, TODAY) == time(9, 40)  # type: ignore[arg-type]
    assert moment_of(typed, TODAY, date(2024, 5, 1)) == datetime(2024, 5, 1, 9, 40)  # type: ignore[arg-type]


def test_serial_numbers_without_a_date_format() -> None:
    assert moment_of(45413.395833333336) == datetime(2024, 5, 1, 9, 30)
    assert moment_of(20240501.0) == datetime(2024, 5, 1)
    assert moment_of(5.1) is None
    assert moment_of(True) is None
    assert moment_of(timedelta(hours=9, minutes=40)) == time(9, 40)
    assert moment_of(timedelta(days=2)) is None


def test_a_date_without_year_needs_to_know_when_it_was_typed() -> None:
    assert moment_of("5/1", None) is None
    assert moment_of("2月29日", date(2024, 3, 1)) == datetime(2024, 2, 29)
    assert moment_of("2月29日", date(2023, 3, 1)) is None


def test_fractions_of_a_second_are_rounded_not_cut() -> None:
    assert moment_of(datetime(2024, 5, 1, 9, 29, 59, 999_999)) == datetime(2024, 5, 1, 9, 30)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_iso_and_chinese_forms_read_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert moment_of(f"{moment:%Y-%m-%d %H:%M:%S}") == moment
    assert (
        moment_of(f"{moment.year}年{moment.month}月{moment.day}日 {moment.hour}时{moment.minute}分{moment.second}秒")
        == moment
    )


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert moment_of(text, TODAY) is None or isinstance(moment_of(text, TODAY), (datetime, time))
    assert number_of(text) is None or isinstance(number_of(text), float)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１２", 12.0),
        ("1,200", 1200.0),
        ("85%", 0.85),
        ("8分", 8.0),
        (" -3 ", -3.0),
        (5, 5.0),
        ("abc", None),
        (".", None),
        (True, None),
    ],
)
def test_numbers_as_people_write_them(typed: object, meant: float | None) -> None:
    assert number_of(typed) == meant  # type: ignore[arg-type]


def test_texts_lose_blanks_around_and_numbers_their_point_zero() -> None:
    assert text_of("\u3000 某公司\u00a0\n") == "某公司"
    assert text_of(13800005678.0) == "13800005678"
    assert text_of(" \u200b ") is None
    assert text_of(datetime(2024, 5, 1, 9, 30)) == "2024-05-01 09:30"
