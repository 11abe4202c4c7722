"""Periods are half-open, and the one before is the like one right before. # FA-15"""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.language.speaking import speaking
from xltools.model.period import Period, PeriodKind, month_named, quarter_named, week_named

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("period", "key", "first", "last", "before"),
    [
        (Period.month(2026, 10), "2026-10", date(2026, 10, 1), date(2026, 10, 31), "2026-09"),
        (Period.month(2026, 1), "2026-01", date(2026, 1, 1), date(2026, 1, 31), "2025-12"),
        (Period.month(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-01"),
        (Period.quarter(2026, 3), "2026Q3", date(2026, 7, 1), date(2026, 9, 30), "2026Q2"),
        (Period.quarter(2026, 1), "2026Q1", date(2026, 1, 1), date(2026, 3, 31), "2025Q4"),
        (Period.week(date(2026, 11, 5)), "2026-W45", date(2026, 11, 2), date(2026, 11, 8), "2026-W44"),
        (Period.week(date(2027, 1, 1)), "2026-W53", date(2026, 12, 28), date(2027, 1, 3), "2026-W52"),
        (Period.day(date(2026, 3, 1)), "2026-03-01", date(2026, 3, 1), date(2026, 3, 1), "2026-02-28"),
        (
            Period.span(date(2026, 10, 1), date(2026, 10, 10)),
            "2026-10-01_2026-10-10",
            date(2026, 10, 1),
            date(2026, 10, 10),
            "2026-09-21_2026-09-30",
        ),
    ],
)
def test_periods(period: Period, key: str, first: date, last: date, before: str) -> None:
    assert (period.key, period.start, period.last, period.previous().key) == (key, first, last, before)


@given(DAYS, st.sampled_from(PeriodKind), st.integers(0, 400))
def test_the_period_before_ends_where_this_one_begins(day: date, kind: PeriodKind, days: int) -> None:
    made = {
        PeriodKind.DAY: lambda: Period.day(day),
        PeriodKind.WEEK: lambda: Period.week(day),
        PeriodKind.MONTH: lambda: Period.month(day.year, day.month),
        PeriodKind.QUARTER: lambda: Period.quarter(day.year, (day.month + 2) // 3),
        PeriodKind.SPAN: lambda: Period.span(day, day + timedelta(days=days)),
    }
    period = made[kind]()
    before = period.previous()
    assert before.kind is period.kind is kind
    assert before.end == period.start
    assert period.holds(period.starts_at)
    assert not period.holds(period.ends_at)
    assert period.start <= day < period.end


def test_months_of_a_trend_end_with_the_period() -> None:
    months = Period.quarter(2026, 1).months()
    assert [each.key for each in months[:2]] == ["2025-04", "2025-05"]
    assert (len(months), months[-1].key) == (12, "2026-03")
    assert [each.key for each in Period.month(1, 2).months()] == ["0001-01", "0001-02"]


def test_a_moment_belongs_to_one_day() -> None:
    assert Period.day(date(2026, 3, 1)).holds(datetime(2026, 3, 1, 23, 59, 59))
    assert not Period.day(date(2026, 3, 1)).holds(datetime(2026, 3, 2))


def test_a_period_may_stop_within_its_last_day() -> None:
    stopped = Period(PeriodKind.SPAN, date(2026, 10, 1), date(2026, 10, 4), datetime(2026, 10, 3, 9, 20))
    assert (stopped.ends_at, stopped.days) == (datetime(2026, 10, 3, 9, 20), 3)
    assert stopped.holds(datetime(2026, 10, 3, 9, 19))
    assert not stopped.holds(datetime(2026, 10, 3, 9, 20))
    assert "09:20" in stopped.label
    for outside in (datetime(2026, 10, 1), datetime(2026, 10, 4, 0, 1)):
        with pytest.raises(ValueError):
            Period(PeriodKind.SPAN, date(2026, 10, 1), date(2026, 10, 4), outside)


def test_names_are_read() -> None:
    assert month_named(" 2026-10 ") == Period.month(2026, 10)
    assert quarter_named("2026Q3") == quarter_named("2026-q3") == Period.quarter(2026, 3)
    assert week_named("2026-W45") == week_named("2026-11-05") == Period.week(date(2026, 11, 2))


@pytest.mark.parametrize("text", ["", "2026", "10-2026", "2026-13", "2026-00", "2026-10-01", "二〇二六-10", "0000-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        month_named(text)


@pytest.mark.parametrize("text", ["2026Q5", "2026", "Q3", "2026Q", "0000Q1"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        quarter_named(text)


@pytest.mark.parametrize("text", ["2026-W54", "2026-W00", "2026-10", "yesterday"])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        week_named(text)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError):
        Period.span(date(2026, 10, 2), date(2026, 10, 1) - timedelta(days=1))


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        (Period.day(date(2026, 3, 1)), "2026年3月1日", "1 March 2026"),
        (
            Period.week(date(2026, 11, 5)),
            "2026年第45周（11月2日至11月8日）",
            "Week 45 of 2026 (2 November to 8 November)",
        ),
        (Period.month(2026, 10), "2026年10月", "October 2026"),
        (Period.quarter(2026, 3), "2026年第三季度", "Third quarter of 2026"),
        (
            Period.span(date(2026, 1, 5), date(2026, 1, 9)),
            "2026年1月5日至2026年1月9日",
            "5 January 2026 to 9 January 2026",
        ),
    ],
)
def test_a_report_calls_it_by_its_name_in_the_language(period: Period, chinese: str, english: str) -> None:
    assert period.label == chinese
    with speaking("en"):
        assert period.label == english
