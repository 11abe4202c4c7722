"""What is due at a moment? Tables of moments and what is remembered."""

from datetime import date, datetime

import pytest

from xltools.model.period import Period
from xltools.operations.clock.report_schedule import again_on, due_reports, full_hour_due, with_clock
from xltools.operations.clock.tick_memory import ReportState, TickMemory


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def memory(first: str = "2026-01-01", last: str = "2026-01-01T00:00", **further: object) -> TickMemory:
    return TickMemory.model_validate({"first_month": first, "last": last, **further})


def made(*keys: str, again: str = "2026-12-05", finished: bool = False) -> dict[str, ReportState]:
    return {key: ReportState(again_on=date.fromisoformat(again), finished=finished) for key in keys}


@pytest.mark.parametrize(
    ("first", "now", "expected"),
    [
        ("2026-11-01", "2026-11-30T23:59", []),  # the month of the first tick is under way
        ("2026-11-01", "2026-12-01T00:00", ["2026-11"]),
        ("2026-12-01", "2027-01-01T00:00", ["2026-12", "2026Q4"]),  # year end
        ("2028-02-01", "2028-02-29T23:59", []),  # leap year
        ("2028-02-01", "2028-03-01T00:00", ["2028-02"]),
        ("2026-01-01", "2026-03-31T12:00", ["2026-01", "2026-02"]),
        ("2026-01-01", "2026-04-01T12:00", ["2026-01", "2026-02", "2026-03", "2026Q1"]),
        ("2025-01-01", "2026-08-20T12:00", ["2026-05", "2026-06", "2026-07", "2026Q2"]),  # three months back at most
        ("2026-09-01", "2026-11-10T12:00", ["2026-09", "2026-10", "2026Q3"]),  # forty days down
        ("2026-10-01", "2026-11-10T12:00", ["2026-10"]),  # the third quarter ended before the first tick
        ("0001-01-01", "0001-01-20T12:00", []),
    ],
)
def test_months_and_quarters_that_are_over_are_due(first: str, now: str, expected: list[str]) -> None:  # FA-17, ST-13
    assert [period.key for period in due_reports(memory(first), at(now))] == expected


@pytest.mark.parametrize(
    ("reports", "now", "expected"),
    [
        (made("2026-11"), "2026-12-04T23:59", []),
        (made("2026-11"), "2026-12-05T00:00", ["2026-11"]),  # on the report day once more
        (made("2026-11"), "2026-12-20T08:00", ["2026-11"]),  # or as soon as something runs behind it
        (made("2026-11", finished=True), "2026-12-20T08:00", []),
    ],
)
def test_a_report_is_made_once_more_on_the_report_day(
    reports: dict[str, ReportState], now: str, expected: list[str]
) -> None:
    assert [each.key for each in due_reports(memory("2026-11-01", reports=reports), at(now))] == expected


@pytest.mark.parametrize(
    ("period", "days", "expected"),
    [
        (Period.month(2026, 10), [5], date(2026, 11, 5)),
        (Period.month(2026, 10), [5, 3, 9], date(2026, 11, 3)),  # the earliest wins
        (Period.month(2026, 10), [], date(2026, 11, 5)),
        (Period.month(2026, 12), [5], date(2027, 1, 5)),
        (Period.month(2026, 1), [31], date(2026, 2, 28)),
        (Period.month(2028, 1), [31], date(2028, 2, 29)),
        (Period.month(2026, 1), [0], date(2026, 2, 1)),
        (Period.month(2026, 1), [1_000_000], date(2026, 2, 28)),
        (Period.quarter(2026, 3), [5], date(2026, 10, 5)),
    ],
)
def test_the_report_day_lies_in_the_month_behind(period: Period, days: list[float], expected: date) -> None:
    assert again_on(period, days) == expected


@pytest.mark.parametrize(
    ("full_hour", "now", "expected"),
    [
        (None, "2026-11-20T08:17:30", "2026-11-20T08:00"),
        ("2026-11-20T08:00", "2026-11-20T08:59:59", None),
        ("2026-11-20T08:00", "2026-11-20T09:00", "2026-11-20T09:00"),
        ("2026-11-20T08:00", "2026-11-20T07:50", None),  # put back a little
        ("2026-11-20T23:00", "2026-11-21T00:00", "2026-11-21T00:00"),
    ],
)
def test_each_clock_hour_is_written_in_once(full_hour: str | None, now: str, expected: str | None) -> None:
    due = full_hour_due(memory(full_hour=full_hour), at(now))
    assert due == (at(expected) if expected else None)


@pytest.mark.parametrize(
    ("last", "behind_since", "now", "is_behind"),
    [
        ("2026-11-20T08:00", None, "2026-11-20T08:01", False),
        ("2026-11-20T08:00", None, "2026-11-20T07:00", False),  # one hour: summer time, a clock that was put right
        ("2026-11-20T08:00", None, "2026-11-20T06:59", True),
        ("2030-01-01T00:00", "2026-11-20T08:00", "2026-11-20T08:59", True),
        ("2030-01-01T00:00", "2026-11-20T08:00", "2026-11-20T09:00", False),  # it was the later time that was wrong
        ("2030-01-01T00:00", "2026-11-20T08:00", "2026-11-20T07:30", True),  # put back again: the hour begins anew
    ],
)
def test_a_clock_that_was_put_back_is_believed_after_an_hour(
    last: str, behind_since: str | None, now: str, is_behind: bool
) -> None:
    looked = with_clock(memory(last=last, behind_since=behind_since, full_hour=last), at(now))
    assert (looked.behind_since is not None) == is_behind
    if not is_behind and at(last) > at(now):
        again = with_clock(looked, at(now))
        assert again.behind_since is None


def test_the_hours_of_a_wrong_clock_do_not_count() -> None:
    wrong = memory(last="2030-01-01T00:00", behind_since="2026-11-20T08:00", full_hour="2030-01-01T00:00")
    believed = with_clock(wrong, at("2026-11-20T09:10"))
    assert (believed.last, full_hour_due(believed, at("2026-11-20T09:10"))) == (
        at("2026-11-20T09:10"),
        at("2026-11-20T09:00"),
    )


def test_hours_of_going_on_are_remembered_from_the_first_look() -> None:
    first = with_clock(memory(last="2030-01-01T00:00"), at("2026-11-20T08:00"))
    second = with_clock(first, at("2026-11-20T08:30"))
    assert second.behind_since == at("2026-11-20T08:00")
    assert with_clock(second, at("2026-11-20T09:00")).behind_since is None


@pytest.mark.parametrize(
    ("first", "expected"), [("2030-01-01", ["2026-11"]), ("2026-09-01", ["2026-10", "2026-11", "2026Q3"])]
)
def test_what_a_wrong_clock_brought_counts_only_as_far_as_it_was_due(first: str, expected: list[str]) -> None:  # FA-17
    """A computer without a clock battery, put right in November 2026."""
    wrong = memory(
        first, "2030-01-20T00:00", behind_since="2026-11-20T08:00",
        reports={
            **made("2026-09", again="2026-10-05", finished=True),
            **made("2026-10", again="2026-11-25", finished=True),
            **made("2026-11", "2029-12", "2026Q4", again="2030-01-05", finished=True),
        },
    )  # fmt: skip
    believed = with_clock(wrong, at("2026-11-20T09:10"))
    assert {key: state.finished for key, state in believed.reports.items()} == {"2026-09": True, "2026-10": False}
    assert [each.key for each in due_reports(believed, at("2026-12-01T08:00"))] == expected
