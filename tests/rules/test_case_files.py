"""Everything about one case is found by its number: row, log in time order, records. (FR-12, ST-12)"""

from datetime import datetime

import pytest

from tests.rules.case_views import policy_of, table_of
from xltools.model.case_file import CaseFile
from xltools.model.register import Register
from xltools.rules.case_files import CaseFiles
from xltools.workbook.definition_files import shipped_definition

CASES = """
| number     | state  | received_at       | result   | completed_at      | reviewed_at | informed_at       |
| 202405-001 | 已关闭 | @2024-05-01 09:30 | 换了主板 | @2024-05-02 10:00 | @2024-05-03 | @2024-05-02 12:00 |
| 202405-002 | 处理中 | @2024-05-01 10:30 |          |                   |             |                   |
| 202405-003 | 已关闭 | @2024-05-01 11:30 |          |                   |             |                   |
| 202405-004 | 处理中 | @2024-05-01 12:30 |          |                   |             |                   |
| 202405-004 | 处理中 | @2024-05-01 12:30 |          |                   |             |                   |
|            | 待补充 | @2024-05-01 13:30 |          |                   |             |                   |
"""
LOG = """
| case_number | logged_at         | content |
| 202405-001  | @2024-05-02 09:00 | 第二    |
| 202405-002  | @2024-05-01 09:00 | 别人的  |
| 202405-001  | @2024-05-01 15:00 | 第一    |
| 202405-001  |                   | 跟着第一 |
| 202405-009  | @2024-05-01 09:00 | 没有人的 |
"""
REVIEWS = """
| case_number | verdict |
| 202405-001  | 不同意  |
| 202405-001  | 同意    |
"""


def files(cases: str = CASES) -> CaseFiles:
    tables = {"cases": table_of(cases, "feedback_report"), "log": table_of(LOG, "feedback_report", "log")}
    tables["reviews"] = table_of(REVIEWS, "feedback_report", "reviews")
    return CaseFiles(Register(shipped_definition("feedback_report"), tables, policy_of(), ()))


def contents(case: CaseFile) -> list[object]:
    return [row["content"] for row in case.records.get("log", ())]


def test_a_case_brings_its_rows_along() -> None:  # FR-12: 处理过程 in time order
    case = files().of("202405-001")
    assert (case.row, case.text("result"), contents(case)) == (5, "换了主板", ["第一", "跟着第一", "第二"])
    assert [row["verdict"] for row in case.records["reviews"]] == ["不同意", "同意"]


def test_a_case_without_records_has_no_empty_sheets() -> None:
    assert files().of("202405-003").records == {}


def test_numbers_that_stand_twice_are_nobodys() -> None:
    cases = files()
    assert (cases.numbers, cases.doubled) == (("202405-001", "202405-002", "202405-003"), {"202405-004"})
    for number in ("202405-004", "202405-077"):
        with pytest.raises(KeyError):
            cases.of(number)


def test_a_closed_case_was_closed_when_the_last_thing_happened_that_it_waited_for() -> None:  # FR-14
    cases = files()
    assert cases.of("202405-001").closed_at == datetime(2024, 5, 3, 23, 59, 59)
    assert cases.of("202405-003").closed_at == datetime(2024, 5, 1, 11, 30)  # nobody entered any moment
    assert cases.of("202405-002").closed_at is None
    assert [cases.is_closed(number) for number in cases.numbers] == [True, False, True]
