"""A case is in the first state of the walk that it has not left. (FA-18, RR-12)"""

from tests.registers import GOOD, read, workbook
from xltools.model.case_view import CaseView
from xltools.model.case_walk import StateDefinition
from xltools.model.field import Condition
from xltools.model.register import Value
from xltools.rules.states import case_states

WALK = (
    StateDefinition(name="待补充", until=(Condition(field="complete"),)),
    StateDefinition(
        name="待审核", when=(Condition(field="major", values=("是",)),), until=(Condition(field="reviewed"),)
    ),
    StateDefinition(name="跟进", when=(Condition(field="unhappy"),)),
    StateDefinition(name="已关闭", closed=True),
)


def states(**columns: list[Value]) -> list[str | None]:
    rows = len(next(iter(columns.values())))
    table = read(workbook([{**GOOD, "描述": f"第{row}台开机后停机"} for row in range(rows)])).cases
    numbers = [f"202405-{row:03d}" for row in range(rows)]
    return case_states(CaseView(table, numbers, table.values).extended(columns), WALK)


def test_each_condition_alone_holds_a_case_back() -> None:
    assert states(
        complete=[None, "是", "是", "是", "是"],
        major=["是", "是", "否", "是", "否"],
        reviewed=["x", None, None, "x", None],
        unhappy=[None, None, None, None, "是"],
    ) == ["待补充", "待审核", "已关闭", "已关闭", "跟进"]


def test_a_column_that_is_not_there_holds_nobody_up() -> None:
    assert states(complete=["是"], major=["是"]) == ["已关闭"]


def test_without_a_walk_there_is_no_state() -> None:
    table = read(workbook([GOOD])).cases
    assert case_states(CaseView(table, ["202405-001"], table.values), ()) == [None]
