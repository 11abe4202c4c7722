"""What is known of earlier rounds: the sheet and the memory together. (FR-11, FA-14)"""

from datetime import datetime

from tests.rules.case_views import table_of, view_of
from xltools.model.case_memory import CaseMemory
from xltools.rules.past_rounds import ENDED_ROUNDS, REOPENED_AT, PastRounds, past_rounds, with_fewer_ended

VIEW = view_of("| number |\n| 202405-001 |\n| 202405-002 |\n| 202405-003 |")
ROUNDS = """
| number     | round | reopened_at       | account |
| 202405-002 | #2    | @2024-05-09 10:00 | 再换主板 |
| 202405-002 | #1    | @2024-05-08 10:00 | 换主板 |
| 202405-003 | #1    |                   | 没有时间的一行 |
| 202405-009 | #1    | @2024-05-08 10:00 | 别的台账的一行 |
"""


def test_the_sheet_tells_rounds_in_their_order_and_the_memory_those_whose_rows_are_gone() -> None:
    table = table_of(ROUNDS, "feedback_report", "rounds")
    second = PastRounds(2, datetime(2024, 5, 9, 10), "再换主板")
    assert past_rounds(VIEW, table, CaseMemory()) == {1: second}
    moment = datetime(2024, 5, 10, 9)
    memory = CaseMemory({ENDED_ROUNDS: {"202405-001": 1, "202405-002": 3}, REOPENED_AT: {"202405-002": moment}})
    assert past_rounds(VIEW, table, memory) == {
        0: PastRounds(1, None, ""),
        1: PastRounds(3, moment, "再换主板"),
    }


def test_ends_that_were_undone_are_forgotten_and_only_these() -> None:
    memory = CaseMemory({ENDED_ROUNDS: {"202405-001": 1, "202405-002": 3}, REOPENED_AT: {"202405-002": datetime.max}})
    update = with_fewer_ended(memory, {"202405-001": 2, "202405-002": 1, "202405-003": 1})
    assert update.columns[ENDED_ROUNDS] == {"202405-001": 0, "202405-002": 2}
    assert update.columns[REOPENED_AT] == {"202405-001": None, "202405-002": None}
    assert not with_fewer_ended(memory, {"202405-003": 1})
