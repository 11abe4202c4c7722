"""Rows that cannot count are left out; whatever may count stays."""

from datetime import datetime

import pytest

from tests.registers import NOW, definition, heads_of, read, template, with_rows
from xltools.reports.branches.counting_rows import without_bygone

NAME = "feedback_report"
SINCE = datetime(2024, 5, 1)
CLOSED = definition(NAME).closed_states[0]
OLD = {"反馈日期": "@2023-01-05 09:30", "处理完成时间": "@2023-01-06 10:00", "状态": CLOSED}


def left(*rows: dict[str, str]) -> int:
    filled = [
        {"反馈日期": "@2024-05-02 09:30", "问题描述": f"第{place}台停机", **row} for place, row in enumerate(rows)
    ]
    sheet = definition(NAME).register_sheet
    register = read(with_rows(template(NAME), sheet.title, filled, heads_of(NAME, "cases")), NOW, NAME)
    return len(without_bygone(register, SINCE).cases.rows)


@pytest.mark.parametrize(
    ("row", "stays"),
    [
        (OLD, False),
        ({**OLD, "登记时间": "@2024-05-20 10:00"}, False),  # a stamp dates nothing
        ({**OLD, "处理完成时间": "@2024-05-01 00:00"}, True),
        ({**OLD, "处理时限": "@2024-05-01 00:00"}, True),
        ({**OLD, "状态": ""}, True),  # open still
        ({**OLD, "反馈日期": "@2024-05-02 09:30"}, True),
    ],
)
def test_a_case_stays_that_is_open_or_dated_later(row: dict[str, str], stays: bool) -> None:
    assert left(row, {}) == 1 + stays


def test_nothing_is_left_out_of_an_empty_register() -> None:
    assert left() == 0
