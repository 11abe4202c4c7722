"""What is late, and which steps are bottlenecks. (ST-13, ST-14)"""

from datetime import datetime

import pytest

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.bottlenecks import bottlenecks
from xltools.reports.figures.overdue import done_late, overdue
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.timeliness import judged

OCTOBER = Period.month(2026, 10)
CASES = """
    | number | received_at | closed_at | handler | department |
    | A1 | 10-01 09:00 | | 刘* | 技术部 |
    | A2 | 10-01 09:00 | 10-20 09:00 | | 技术部 |
"""


def test_open_past_the_revised_deadline_latest_first() -> None:
    facts = facts_of(CASES, limits="""
        | case | label | start | due | revised | done | stopped | repeats |
        | A1 | 告知 | 10-01 09:00 | 10-31 22:00 | | | | 是 |
        | A1 | 解决 | 10-01 09:00 | 10-05 09:00 | 10-31 00:00 | | | |
        | A1 | 回访 | 10-01 09:00 | 10-05 09:00 | 11-02 00:00 | | | |
        | A1 | 响应 | 10-01 09:00 | 10-05 09:00 | | | 是 | |
        | A2 | 归档 | 10-01 09:00 | 10-05 09:00 | | | | |
        | A1 | 登记 | 10-01 09:00 | 10-05 09:00 | | 11-02 09:00 | | |
    """)  # fmt: skip
    late = overdue(facts, OCTOBER)
    assert [(each.label, each.hours, each.done) for each in late] == [
        ("登记", pytest.approx(26 * 24 + 15), None), ("解决", 24.0, None), ("告知", 2.0, None)
    ]  # fmt: skip
    assert late[1] == (0, "A1", "台账", "解决", datetime(2026, 10, 31), None, 24.0, "刘*", "技术部")


def test_done_late_within_the_period() -> None:
    facts = facts_of(CASES, limits="""
        | case | label | start | due | done |
        | A2 | 响应 | 09-01 09:00 | 09-30 09:00 | 10-01 09:00 |
        | A2 | 解决 | 10-01 09:00 | 10-05 09:00 | 10-05 09:00 |
        | A2 | 回访 | 10-01 09:00 | 10-05 09:00 | 11-05 09:00 |
        | A1 | 登记 | 10-01 09:00 | | 10-05 09:00 |
    """)  # fmt: skip
    assert [(each.label, each.hours, each.done, each.handler) for each in done_late(facts, OCTOBER)] == [
        ("响应", 24.0, datetime(2026, 10, 1, 9), "（未填）")
    ]


def test_bottlenecks() -> None:  # ST-14
    late = "| A1 | {} | 10-01 09:00 | 10-05 09:00 | 10-05 {}:00 |\n"
    table = "| case | label | start | due | done |\n"
    table += "".join(late.format("解决", hour) for hour in (8, 8, 11, 12, 13))
    table += "".join(late.format("响应", hour) for hour in ("08", "08", "08", "08", 10))
    table += late.format("回访", 19)
    steps = bottlenecks(judged(facts_of(CASES, limits=table.replace(" 8:", " 08:")), OCTOBER))
    assert [(each.label, each.late, each.hours.median, each.named) for each in steps] == [
        ("解决", Rate(3, 5), 3.0, True),
        ("回访", Rate(1, 1), 10.0, False),  # n < 5
        ("响应", Rate(1, 5), 1.0, False),  # better than all together
    ]


def test_no_bottleneck_where_every_step_is_late_alike() -> None:
    rows = "".join(f"| A1 | {label} | 10-01 09:00 | 10-05 09:00 | |\n" for label in ("响应", "解决") for _ in range(5))
    steps = bottlenecks(judged(facts_of(CASES, limits=f"| case | label | start | due | done |\n{rows}"), OCTOBER))
    assert [each.named for each in steps] == [False, False]
