"""处理过程 is told in time order, each entry once, the rounds told apart. (FR-12, FR-8, FR-11)"""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from xltools.language.speaking import speaking
from xltools.model.case_file import CaseFile, Record
from xltools.rules.case_story import process_lines, round_lines
from xltools.workbook.definition_files import shipped_definition

CALL: Record = {
    "case_number": "202405-001", "logged_at": datetime(2024, 5, 1, 14, 0), "participants": "刘敏、王强",
    "log_kind": "客户沟通", "content": "电话告知\n配件已到", "conclusion": "客户同意。", "check_remark": "【内容】太短",
}  # fmt: skip
ROUND: Record = {
    "round": 1, "ended_at": datetime(2024, 5, 3, 10, 0), "reopened_at": datetime(2024, 5, 3, 10, 0),
    "reason": "不满意", "account": "处理结果：换了主板",
}  # fmt: skip


def case(log: tuple[Record, ...] = (), rounds: tuple[Record, ...] = (), name: str = "feedback_report") -> CaseFile:
    records = {key: rows for key, rows in (("log", log), ("rounds", rounds)) if rows}
    return CaseFile(shipped_definition(name), "202405-001", 5, {}, records)


def at(day: int, content: str) -> Record:
    return {"logged_at": datetime(2024, 5, day, 9, 0), "content": content}


def test_an_entry_tells_when_who_what_and_what_came_of_it() -> None:
    (line,) = process_lines(case((CALL,)))
    assert line == "2024-05-01 14:00 客户沟通（刘敏、王强）：电话告知；配件已到　结论/客户意见：客户同意。"


def test_a_report_may_tell_days_alone() -> None:  # FR-12: dates YYYY-MM-DD
    (line,) = process_lines(case((CALL,)), days_only=True)
    assert line.startswith("2024-05-01 客户沟通")


def test_what_only_one_register_logs_is_told_too() -> None:  # ST-8
    entry = {**at(1, "发出"), "spare_parts": "主控板 × 1", "tracking_number": "SF1"}
    (line,) = process_lines(case((entry,), name="service_ticket"))
    assert "备件及数量：主控板 × 1" in line
    assert "发货单号：SF1" in line


def test_rounds_are_told_apart() -> None:  # FR-11
    lines = process_lines(case((at(1, "甲"), at(2, "乙"), at(3, "丙"), at(4, "丁")), (ROUND,)))
    assert [line[-1] if line[0] == "2" else line[:7] for line in lines] == [
        "【第 1 轮】", "甲", "乙", "丙", "第 1 轮于 ", "【第 2 轮】", "丁",
    ]  # fmt: skip


def test_each_earlier_round_tells_how_it_ended() -> None:
    (line,) = round_lines(case(rounds=(ROUND,)), days_only=True)
    assert line == "第 1 轮于 2024-05-03 结束（不满意）：处理结果：换了主板"


def test_a_case_without_a_log_tells_nothing() -> None:
    assert (process_lines(case()), round_lines(case())) == ([], [])


@given(
    days=st.lists(st.integers(1, 28), max_size=12).map(sorted),
    reopened=st.lists(st.integers(1, 28), max_size=3, unique=True).map(sorted),
)
def test_no_entry_is_lost_or_told_twice(days: list[int], reopened: list[int]) -> None:
    log = tuple(at(day, f"第{place}条") for place, day in enumerate(days))
    rounds = tuple({**ROUND, "reopened_at": datetime(2024, 5, day, 10, 0)} for day in reopened)
    lines = process_lines(case(log, rounds))
    told = [line.rpartition("：")[2] for line in lines if line.startswith("2024")]
    assert told == [f"第{place}条" for place in range(len(days))]


def test_the_signs_are_those_of_the_language() -> None:
    with speaking("en"):
        lines = process_lines(case((CALL,), (ROUND,)))
    assert lines[0] == "[Round 1]"
    assert "Round 1 ended at 2024-05-03 10:00 (不满意): 处理结果：换了主板" in lines
    assert "2024-05-01 14:00 客户沟通 (刘敏、王强): 电话告知; 配件已到  结论/客户意见: 客户同意。" in lines
