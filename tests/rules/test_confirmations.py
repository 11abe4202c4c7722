"""A ticket is solved once the customer has signed. (ST-9)"""

from datetime import datetime

import pytest

from tests.rules.record_rows import case_view, told, without_declared_sheet, without_sheet
from xltools.rules.confirmations import check_confirmations, confirmation_facts

CASES = """
    | 工单号 | 解决时间 |
    | 202405-00001 | @2024-05-08 10:00 |
    | 202405-00002 | |
"""
HEADS = "| 工单号 | 确认日期 | 客户签字人 |\n"
MISSING = [("CONFIRMATION_MISSING", 1, "completed_at")]


@pytest.mark.parametrize(
    ("rows", "reopened_at", "confirmed", "expected"),
    [
        ([], {}, [False, False], MISSING),
        (["00001 | @2024-05-08 | 张三"], {}, [True, False], []),
        (["00001 | | 张三"], {}, [True, False], []),  # the date is missing, which is said there
        (["00001 | @2024-05-08 |"], {}, [False, False], MISSING),  # nobody signed
        (["00002 | @2024-05-08 | 李四"], {}, [False, True], MISSING),
        (["00009 | @2024-05-08 | 李四"], {}, [False, False], MISSING),
        # the earlier round's confirmation is not this one's (FR-11)
        (["00001 | @2024-05-04 | 张三"], {0: datetime(2024, 5, 6, 9, 0)}, [False, False], MISSING),
        (["00001 | @2024-05-06 | 张三"], {0: datetime(2024, 5, 6, 9, 0)}, [True, False], []),
        (["00001 | @2024-05-04 | 张三"], {1: datetime(2024, 5, 6, 9, 0)}, [True, False], []),
        (
            ["00001 | @2024-05-04 | 张三", "00001 | @2024-05-07 | 张三"],
            {0: datetime(2024, 5, 6, 9, 0)},
            [True, False],
            [],
        ),
    ],
)
def test_confirmations(
    rows: list[str], reopened_at: dict[int, datetime], confirmed: list[bool], expected: list[tuple[str, int, str]]
) -> None:
    sheets = {"confirmations": HEADS + "\n".join(f"| 202405-{row} |" for row in rows)} if rows else {}
    register, view = case_view("service_ticket", CASES, **sheets)
    facts = confirmation_facts(register, view, reopened_at)
    assert facts == {"customer_confirmed": ["是" if each else None for each in confirmed]}
    assert told(check_confirmations(register, view, reopened_at)) == expected


def test_without_the_sheet() -> None:
    register, view = case_view("service_ticket", CASES)
    gone = without_sheet(register, "confirmations")
    assert told(check_confirmations(gone, view, {})) == []
    assert confirmation_facts(gone, view, {}) == {"customer_confirmed": [None, None]}
    assert confirmation_facts(without_declared_sheet(register, "confirmations"), view, {}) == {}
