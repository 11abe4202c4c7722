"""What the process log says of a case, and entries that can't be right. (FR-7, FR-8)"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registers import NOW, read, workbook
from tests.rules.record_rows import case_view, told, with_columns, with_settings, without_sheet
from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.rules.case_log import CaseLog, check_entries, digest

CASES = """
    | 反馈编号 | 反馈日期 |
    | 202405-001 | @2024-05-06 09:30 |
    | 202405-002 | @2024-05-07 |
"""
HEADS = "| 反馈编号 | 时间 | 记录类型 |\n"


def at(clock: str, day: int = 6) -> datetime:
    return datetime.fromisoformat(f"2024-05-{day:02} {clock}")


def log_of(log: str, now: datetime = NOW) -> CaseLog:
    register, view = case_view("feedback_report", CASES, log=HEADS + log)
    return digest(register, view, now)


def test_messages_last_entry_and_reopenings_in_the_order_of_time() -> None:  # FR-7, RR-12
    log = log_of(
        """| 202405-001 | @2024-05-08 16:00 | 客户沟通 |
           | 202405-002 | @2024-05-08 09:00 | 重新打开 |
           | 202405-001 | @2024-05-06 10:00 | 客户沟通 |
           | 202405-001 | @2024-05-09 11:00 | 调查 |
           | 202405-001 | @2024-05-08 17:00 | 其他 |"""
    )
    assert log.contacts == {0: [at("10:00"), at("16:00", 8)]}
    assert log.followed_at == {0: at("11:00", 9), 1: at("09:00", 8)}
    assert log.reopenings == {1: [at("09:00", 8)]}
    assert log.findings == ()


@pytest.mark.parametrize(
    "row",
    [
        "| 202405-001 | 上周三 | 客户沟通 |",
        "| 202405-001 |  | 客户沟通 |",
        "| 202405-001 | @2024-05-10 14:01 | 客户沟通 |",  # NOW is 14:00
        "| 202405-009 | @2024-05-08 16:00 | 客户沟通 |",
    ],
)
def test_an_entry_without_a_past_time_or_a_case_does_not_count(row: str) -> None:  # FR-8
    assert log_of(row) == CaseLog()


def test_an_entry_of_this_very_moment_counts() -> None:
    assert log_of("| 202405-001 | @2024-05-10 14:00 | 客户沟通 |").contacts == {0: [NOW]}


@pytest.mark.parametrize(
    ("kinds", "closed", "since", "unpaired"),
    [
        ("停10 复12", ["10-12"], None, []),
        ("停10", [], 10, []),
        ("停10 复12 停14", ["10-12"], 14, []),
        ("停10 复12 停12 复13", ["10-12", "12-13"], None, []),  # at one moment an end and the next begin
        ("停10 停11 复12", ["10-12"], None, [2]),
        ("停10 停11", [], 10, [2]),
        ("复10", [], None, [1]),
        ("复10 停11", [], 11, [1]),
        ("复10 复11", [], None, [1, 2]),
        ("停10 复12 复13", ["10-12"], None, [3]),
        ("停10 复10", [], None, []),  # no time passed
        ("停10 停10 复12", ["10-12"], None, [2]),
    ],
)
@pytest.mark.parametrize("backward", [False, True])
def test_pauses(kinds: str, closed: list[str], since: int | None, unpaired: list[int], backward: bool) -> None:
    marks = kinds.split()
    rows = [
        f"| 202405-001 | @2024-05-06 {mark[1:]}:00 | {Word.PAUSE.said if mark[0] == '停' else Word.RESUME.said} |"
        for mark in marks
    ]
    log = log_of("\n".join(reversed(rows) if backward else rows))
    assert [f"{start:%H}-{end:%H}" for start, end in log.pauses.get(0, ())] == closed
    assert log.paused_since == ({} if since is None else {0: at(f"{since}:00")})
    if not backward:
        assert told(log.findings) == [("PAUSE_UNPAIRED", row, "log_kind") for row in unpaired]
    assert len(log.findings) == len(unpaired)


def test_pauses_of_one_case_are_not_those_of_another() -> None:
    log = log_of(
        """| 202405-001 | @2024-05-08 09:00 | 暂停 |
           | 202405-002 | @2024-05-08 10:00 | 恢复 |"""
    )
    assert log.paused_since == {0: at("09:00", 8)}
    assert told(log.findings) == [("PAUSE_UNPAIRED", 2, "log_kind")]


EMPTY = case_view("feedback_report", CASES)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from([Word.PAUSE.said, Word.RESUME.said])), max_size=12),
    st.randoms(),
)
def test_the_order_of_rows_never_matters(entries: list[tuple[int, str]], chance: object) -> None:
    def digested(rows: list[tuple[int, str]]) -> CaseLog:
        columns = {
            "case_number": ["202405-001"] * len(rows),
            "logged_at": [at("08:00") + timedelta(hours=hour) for hour, _ in rows],
            "log_kind": [kind for _, kind in rows],
        }
        return digest(with_columns(EMPTY[0], "log", columns), EMPTY[1], NOW)  # type: ignore[arg-type]

    log, shuffled = digested(entries), entries.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = digested(shuffled)
    assert (log.pauses, log.paused_since, len(log.findings)) == (again.pauses, again.paused_since, len(again.findings))
    edges = [edge for pause in log.pauses.get(0, ()) for edge in pause] + list(log.paused_since.values())
    assert edges == sorted(edges)
    assert all(start < end for start, end in log.pauses.get(0, ()))


OPEN = [None, None]
CLOSED = [datetime(2024, 5, 8, 17, 0), datetime(2024, 5, 9)]


@pytest.mark.parametrize(
    ("row", "closed_at", "codes"),
    [
        ("| 202405-001 | @2024-05-06 09:29 | 调查 |", OPEN, ["DATE_OUT_OF_ORDER"]),
        ("| 202405-001 | @2024-05-06 09:30 | 调查 |", OPEN, []),
        ("| 202405-001 | @2024-05-06 | 调查 |", OPEN, []),  # a day alone: not blamed for the hour
        ("| 202405-001 | @2024-05-05 | 调查 |", OPEN, ["DATE_OUT_OF_ORDER"]),
        ("| 202405-002 | @2024-05-07 08:00 | 调查 |", OPEN, []),
        ("| 202405-002 | @2024-05-06 23:59 | 调查 |", OPEN, ["DATE_OUT_OF_ORDER"]),
        ("| 202405-001 | @2024-05-10 14:10 | 调查 |", OPEN, []),  # within the tolerance of ten minutes
        ("| 202405-001 | @2024-05-10 14:11 | 调查 |", OPEN, ["DATE_IN_FUTURE"]),
        ("| 202405-009 | @2024-05-10 14:11 | 调查 |", OPEN, ["DATE_IN_FUTURE"]),
        ("| 202405-009 | @2024-05-01 09:00 | 调查 |", OPEN, []),
        ("| 202405-001 | @2024-05-08 17:00 | 调查 |", CLOSED, []),
        ("| 202405-001 | @2024-05-08 17:01 | 调查 |", CLOSED, ["ENTRY_AFTER_CLOSING"]),
        ("| 202405-001 | @2024-05-08 17:01 | 重新打开 |", CLOSED, []),
        ("| 202405-002 | @2024-05-09 17:00 | 调查 |", CLOSED, []),  # closed on that day
        ("| 202405-002 | @2024-05-10 09:00 | 调查 |", CLOSED, ["ENTRY_AFTER_CLOSING"]),
    ],
)
def test_entries_that_cannot_be_right(row: str, closed_at: list[datetime | None], codes: list[str]) -> None:  # FR-8
    register, view = case_view("feedback_report", CASES, log=HEADS + row)
    assert told(check_entries(register, view, closed_at, NOW)) == [(code, 1, "logged_at") for code in codes]


def test_the_tolerance_is_a_setting() -> None:
    register, view = case_view("feedback_report", CASES, log=HEADS + "| 202405-001 | @2024-05-10 14:10 | 调查 |")
    strict = with_settings(register, future_tolerance_minutes="5")
    assert told(check_entries(strict, view, OPEN, NOW)) == [("DATE_IN_FUTURE", 1, "logged_at")]


def test_a_register_without_log_is_left_alone() -> None:
    register, view = case_view("feedback_report", CASES)
    register = without_sheet(register, "log")
    assert digest(register, view, NOW) == CaseLog()
    assert told(check_entries(register, view, OPEN, NOW)) == []


def test_a_log_without_kinds_tells_the_last_entry_only() -> None:
    log = """
        | 编号 | 时间 | 内容 |
        | 202405-001 | @2024-05-02 10:00 | 打电话给客户 |
    """
    register = read(workbook([{"编号": "202405-001", "时间": "@2024-05-01 09:30"}], log=log))
    view = CaseView(register.cases, ["202405-001"], register.cases.values)
    assert digest(register, view, NOW) == CaseLog(followed_at={0: datetime(2024, 5, 2, 10, 0)})
