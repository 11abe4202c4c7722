"""When a closed case was closed."""

from datetime import datetime

from tests.registers import definition, read
from tests.rules.test_remembering import closed_report
from xltools.model.case_view import CaseView
from xltools.rules.closing import CLOSED_AT, closed_moments


def test_the_latest_moment_that_people_entered_is_remembered_while_the_case_stays_closed() -> None:
    life = closed_report()
    assert life.memory.of(CLOSED_AT) == {"202405-001": datetime(2024, 5, 7, 23, 59, 59)}  # 审核日期 is a day alone
    life.type(1, 编制日期="@2024-05-20", 报告编制人="刘敏")  # no state waits for it
    life.refresh("2024-05-09 10:00")
    assert life.memory.of(CLOSED_AT) == {"202405-001": datetime(2024, 5, 7, 23, 59, 59)}
    life.type(1, 结果告知时间="-")
    life.refresh("2024-05-09 11:00")
    assert life.memory.of(CLOSED_AT) == {"202405-001": None}


def test_where_the_walk_waits_for_no_moment_the_latest_that_people_entered_counts() -> None:
    life = closed_report()
    life.type(1, 编制日期="@2024-05-20", 报告编制人="刘敏")
    table = read(life.package, datetime(2024, 6, 1), "feedback_report").cases
    view = CaseView(table, ["202405-001"], table.values)
    assert closed_moments(view, definition("feedback_report").states, [0]) == [datetime(2024, 5, 7, 23, 59, 59)]
    assert closed_moments(view, (), [0]) == [datetime(2024, 5, 20, 23, 59, 59)]
    assert closed_moments(view, (), []) == []
