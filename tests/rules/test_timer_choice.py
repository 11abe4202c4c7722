"""Of the rows with one name, the most specific one that fits. (FR-6, RR-4)"""

import pytest

from tests.model.test_sla_timer import timer
from tests.registers import GOOD, read, workbook
from xltools.model.case_view import CaseView
from xltools.model.register import Column
from xltools.rules.timer_choice import TimerChoice

ROWS = (
    timer(row=5),
    timer(row=6, priority="紧急"),
    timer(row=7, priority="紧急", channel="电话"),
    timer(row=8, name="follow_up", condition_field="satisfaction", condition_values=("一般", "不满意")),
    timer(row=9, name="callback", condition_field="score"),
    timer(row=10, name="level", condition_field="score", condition_values=("3",)),
)


@pytest.mark.parametrize(
    ("priority", "channel", "satisfaction", "score", "rows"),
    [
        ("中", "电话", None, None, [5]),
        ("紧急", "邮件", None, None, [6]),
        ("紧急", "电话", "一般", None, [7, 8]),
        (None, None, "满意", None, [5]),
        ("中", "邮件", None, 3, [5, 9, 10]),
        ("中", "邮件", None, 4, [5, 9]),
    ],
)
def test_the_rows_that_apply(
    priority: str | None, channel: str | None, satisfaction: str | None, score: int | None, rows: list[int]
) -> None:
    register = read(workbook([GOOD]))
    values = {"priority": [priority], "channel": [channel], "satisfaction": [satisfaction], "score": [score]}
    view = CaseView(register.cases, ["202405-001"], register.cases.values).extended(values)
    policy = register.policy.__class__({}, {}, (), {}, {}, frozenset(), timers=ROWS)
    assert [each.row for each in TimerChoice(view, policy).of(0)] == rows


def test_cases_are_grouped_by_the_rows_that_apply() -> None:
    register = read(workbook([GOOD]))
    values: dict[str, Column] = {"priority": ["紧急", "中", "紧急"], "channel": ["邮件"] * 3, "score": [None, 1, None]}
    values |= {"satisfaction": [None] * 3}
    view = CaseView(register.cases, [None] * 3, values)
    choice = TimerChoice(view, register.policy.__class__({}, {}, (), {}, {}, frozenset(), timers=ROWS))
    assert [(choice.of(group[0]) == timers, group) for timers, group in choice.groups([0, 1, 2])] == [
        (True, [0, 2]),
        (True, [1]),
    ]
