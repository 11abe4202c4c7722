"""Extensions: approved, refused, too long, too late, twice; the first promise stays. (FA-12)"""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from tests.rules.record_rows import case_view, told, with_settings, without_sheet
from xltools.model.business_calendar import BusinessCalendar
from xltools.model.case_view import CaseView
from xltools.model.policy import Policy
from xltools.model.register import Register
from xltools.model.work_calendar import WorkCalendar
from xltools.rules.extensions import revised_due

# 2024-05-06 is a Monday; the due time is Tuesday's closing, so Friday's is the latest one may ask for.
HOURS = {weekday: [(time(9), time(12)), (time(13, 30), time(18))] for weekday in range(5)}
CALENDAR = WorkCalendar(BusinessCalendar(HOURS, set(), {}), date.max, {})
DUE = datetime(2024, 5, 7, 18, 0)
CASES = """
    | 反馈编号 | 提交时间 |
    | 202405-001 | @2024-05-06 09:30 |
    | 202405-002 | @2024-05-06 09:30 |
"""
HEADS = "| 反馈编号 | 申请时间 | 新预计时间 | 审批结论 | 审批人 | 审批时间 |\n"
APPROVED = "| 同意 | 高建 | @2024-05-07 12:00 |"


def read_requests(*rows: str) -> tuple[Register, CaseView]:
    return case_view("feedback_analysis", CASES, extensions=HEADS + "\n".join(rows))


def judged(
    register: Register, view: CaseView, policy: Policy | None = None
) -> tuple[object, list[tuple[str, int, str]]]:
    """The revised due time of the first case, and the findings."""
    policy = policy or replace(register.policy, calendar=CALENDAR)
    column, findings = revised_due(register, view, policy, [DUE, None])
    assert len(column) == 2
    assert column[1] is None
    return column[0], told(findings)


@pytest.mark.parametrize(
    ("row", "revised", "findings"),
    [
        (f"| @2024-05-07 10:00 | @2024-05-09 17:00 {APPROVED}", datetime(2024, 5, 9, 17, 0), []),
        (f"| @2024-05-07 10:00 | @2024-05-10 18:00 {APPROVED}", datetime(2024, 5, 10, 18, 0), []),
        (f"| @2024-05-07 10:00 | @2024-05-10 {APPROVED}", datetime(2024, 5, 10, 18, 0), []),  # a day: its closing
        (f"| @2024-05-07 18:00 | @2024-05-09 17:00 {APPROVED}", datetime(2024, 5, 9, 17, 0), []),
        # a request waits for its approval, in whole
        ("| @2024-05-07 10:00 | @2024-05-09 17:00 | | | |", None, []),
        ("| @2024-05-07 10:00 | @2024-05-09 17:00 | 同意 | 高建 | |", None, []),
        ("| @2024-05-07 10:00 | @2024-05-09 17:00 | 同意 | | @2024-05-07 12:00 |", None, []),
        ("| | @2024-05-09 17:00 | 同意 | 高建 | @2024-05-07 12:00 |", None, []),
        ("| @2024-05-07 10:00 | | 同意 | 高建 | @2024-05-07 12:00 |", None, []),
        # too long, and said before anybody approves it
        (f"| @2024-05-07 10:00 | @2024-05-10 18:01 {APPROVED}", None, [("EXTENSION_TOO_LONG", 1, "new_due_at")]),
        ("| @2024-05-07 10:00 | @2024-05-13 09:00 | | | |", None, [("EXTENSION_TOO_LONG", 1, "new_due_at")]),
        (f"| @2024-05-07 10:00 | @2024-05-11 {APPROVED}", None, [("EXTENSION_TOO_LONG", 1, "new_due_at")]),
        # too late
        (f"| @2024-05-07 18:01 | @2024-05-09 17:00 {APPROVED}", None, [("EXTENSION_TOO_LATE", 1, "applied_at")]),
        ("| @2024-05-08 | @2024-05-09 17:00 | | | |", None, [("EXTENSION_TOO_LATE", 1, "applied_at")]),
        # no extension at all
        (f"| @2024-05-06 10:00 | @2024-05-07 17:00 {APPROVED}", None, [("DATE_OUT_OF_ORDER", 1, "new_due_at")]),
        (f"| @2024-05-06 10:00 | @2024-05-07 18:00 {APPROVED}", None, [("DATE_OUT_OF_ORDER", 1, "new_due_at")]),
        # refused: no effect, and nothing to say even where it would have been too long
        ("| @2024-05-09 10:00 | @2024-06-13 09:00 | 不同意 | 高建 | @2024-05-07 12:00 |", None, []),
    ],
)
def test_one_request(row: str, revised: datetime | None, findings: list[tuple[str, int, str]]) -> None:
    assert judged(*read_requests(f"| 202405-001 {row}")) == (revised, findings)


FIRST = f"| 202405-001 | @2024-05-07 10:00 | @2024-05-09 17:00 {APPROVED}"
AGAIN = f"| 202405-001 | @2024-05-09 10:00 | @2024-05-13 17:00 {APPROVED}"


def test_the_second_in_time_is_one_too_many_whatever_the_order_of_rows() -> None:
    revised = datetime(2024, 5, 9, 17, 0)
    assert judged(*read_requests(FIRST, AGAIN)) == (revised, [("EXTENSION_AGAIN", 2, "applied_at")])
    assert judged(*read_requests(AGAIN, FIRST)) == (revised, [("EXTENSION_AGAIN", 1, "applied_at")])


def test_a_refused_or_faulty_request_is_not_counted() -> None:
    refused = "| 202405-001 | @2024-05-07 09:00 | @2024-05-09 17:00 | 不同意 | 高建 | @2024-05-07 09:30 |"
    too_long = f"| 202405-001 | @2024-05-07 09:10 | @2024-06-09 17:00 {APPROVED}"
    revised = datetime(2024, 5, 9, 17, 0)
    assert judged(*read_requests(refused, too_long, FIRST)) == (revised, [("EXTENSION_TOO_LONG", 2, "new_due_at")])


def test_where_two_are_allowed_the_second_is_measured_by_the_first() -> None:
    register, view = read_requests(FIRST, AGAIN)
    policy = replace(with_settings(register, extension_times="2").policy, calendar=CALENDAR)
    assert judged(register, view, policy) == (datetime(2024, 5, 13, 17, 0), [])


def test_the_limit_in_days_is_a_setting() -> None:
    register, view = read_requests(FIRST)
    policy = replace(with_settings(register, extension_limit_days="1").policy, calendar=CALENDAR)
    assert judged(register, view, policy) == (None, [("EXTENSION_TOO_LONG", 1, "new_due_at")])


def test_no_days_means_no_extension() -> None:
    register, view = read_requests(f"| 202405-001 | @2024-05-07 10:00 | @2024-05-07 17:00 {APPROVED}")
    policy = replace(with_settings(register, extension_limit_days="0").policy, calendar=CALENDAR)
    early = datetime(2024, 5, 7, 12, 0)
    column, findings = revised_due(register, view, policy, [early, None])
    assert (column[0], told(findings)) == (None, [("EXTENSION_TOO_LONG", 1, "new_due_at")])


def test_a_day_off_typed_alone_lasts_until_its_end() -> None:
    register, view = read_requests(f"| 202405-001 | @2024-05-07 10:00 | @2024-05-11 {APPROVED}")
    policy = replace(with_settings(register, extension_limit_days="4").policy, calendar=CALENDAR)
    assert judged(register, view, policy) == (datetime(2024, 5, 11, 23, 59), [])


def test_too_late_is_not_once_too_often_as_well() -> None:
    late = f"| 202405-001 | @2024-05-09 17:01 | @2024-05-13 17:00 {APPROVED}"
    assert judged(*read_requests(FIRST, late))[1] == [("EXTENSION_TOO_LATE", 2, "applied_at")]


def test_a_request_that_gains_no_time_is_shown_the_due_time_it_should_be_after() -> None:
    earlier = f"| 202405-001 | @2024-05-07 10:00 | @2024-05-07 11:00 {APPROVED}"
    after_first = f"| 202405-001 | @2024-05-08 10:00 | @2024-05-08 11:00 {APPROVED}"
    for rows, header in (((earlier,), "处理时限"), ((FIRST, after_first), "延期后时限")):
        register, view = read_requests(*rows)
        policy = replace(with_settings(register, extension_times="2").policy, calendar=CALENDAR)
        (finding,) = revised_due(register, view, policy, [DUE, None]).findings
        assert (finding.code, finding.params["other_header"]) == ("DATE_OUT_OF_ORDER", header)


def test_holidays_are_no_working_days() -> None:
    holidays = {date(2024, 5, 8), date(2024, 5, 9), date(2024, 5, 10)}
    register, view = read_requests(f"| 202405-001 | @2024-05-07 10:00 | @2024-05-15 18:00 {APPROVED}")
    calendar = WorkCalendar(BusinessCalendar(HOURS, holidays, {}), date.max, {})
    assert judged(register, view, replace(register.policy, calendar=calendar)) == (datetime(2024, 5, 15, 18, 0), [])


@pytest.mark.parametrize(
    ("new", "findings"), [("10 18:00", []), ("10 18:01", [("EXTENSION_TOO_LONG", 1, "new_due_at")])]
)
def test_without_a_calendar_every_day_is_a_working_day(new: str, findings: list[tuple[str, int, str]]) -> None:
    register, view = read_requests(f"| 202405-001 | @2024-05-07 10:00 | @2024-05-{new} {APPROVED}")
    assert judged(register, view, replace(register.policy, calendar=None))[1] == findings


def test_a_calendar_that_ends_refuses_nothing() -> None:
    last = BusinessCalendar({}, set(), {date(2024, 5, 7): [(time(9), time(18))]})
    register, view = read_requests(FIRST)
    policy = replace(register.policy, calendar=WorkCalendar(last, date.max, {}))
    assert judged(register, view, policy) == (datetime(2024, 5, 9, 17, 0), [])


def test_without_a_due_time_there_is_nothing_to_extend() -> None:
    row = f"| @2024-05-07 10:00 | @2024-05-09 17:00 {APPROVED}"
    register, view = read_requests(f"| 202405-002 {row}", f"| 202405-009 {row}")
    assert judged(register, view) == (None, [("EXTENSION_WITHOUT_LIMIT", 1, "case_number")])


def test_a_register_without_the_sheet_is_left_alone() -> None:
    register, view = read_requests(AGAIN)
    assert judged(without_sheet(register, "extensions"), view) == (None, [])
