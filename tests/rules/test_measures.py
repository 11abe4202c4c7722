"""Measures that a report proposes are entered on sheet 改进项 once; what people do with them stands. (FA-17, ST-15)"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.life import Life
from tests.registers import read, template
from xltools.model.case_memory import CaseMemory
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import PassContext
from xltools.model.proposed_measure import ProposedMeasure
from xltools.model.register import Register
from xltools.rules.measures import measures_to_enter

TODAY = date(2026, 11, 2)
BATTERY = ProposedMeasure("2026年10月：A型号·电池故障", "产品", "抽检电芯容量", "质量部", TODAY, date(2026, 12, 1))
SCREEN = BATTERY._replace(title="2026年10月：屏幕故障", measure="=1+1 老化全检", due_on=None)
NOON = "2026-11-02 12:00"


def life_with(*measures: ProposedMeasure, name: str = "feedback_analysis") -> Life:
    life = Life(name)
    life.measures = measures
    return life


def titles(life: Life) -> list[object]:
    return [row["改进事项"] for row in life.rows("improvements")]


@pytest.mark.parametrize("name", ["feedback_analysis", "feedback_report", "service_ticket", "rapid_response"])
def test_a_measure_becomes_a_row_that_passes_the_checks(name: str) -> None:
    life = life_with(BATTERY, name=name)
    life.refresh(NOON)  # and again, which must find nothing to do
    (row,) = life.rows("improvements")
    filled = {head: value for head, value in row.items() if value is not None}
    assert filled == {
        "改进事项": BATTERY.title, "改进类别": "产品", "改进措施": "抽检电芯容量", "责任部门": "质量部",
        "提出日期": date(2026, 11, 2), "计划完成": date(2026, 12, 1), "进度": "未开始",
    }  # fmt: skip
    assert life.findings == []


def test_measures_follow_the_rows_that_are_there() -> None:
    life = life_with(BATTERY, SCREEN)
    life.type(1, "improvements", 改进事项="自己的事")
    life.refresh(NOON)
    assert titles(life) == ["自己的事", BATTERY.title, SCREEN.title]


def test_a_text_that_begins_like_a_formula_stays_text() -> None:
    life = life_with(SCREEN)
    life.refresh(NOON)
    assert life.row(1, "improvements")["改进措施"] == SCREEN.measure


def test_what_is_wrong_with_a_measure_is_said_in_the_same_pass() -> None:
    life = life_with(BATTERY._replace(measure="尽快处理", due_on=date(2026, 11, 1)))
    life.refresh(NOON)
    assert life.findings == [
        ("TEXT_VAGUE", 1, "measure"),
        ("DATE_OUT_OF_ORDER", 1, "due_on"),
        ("RECORD_OVERDUE", 1, "due_on"),
    ]
    assert life.row(1, "improvements")["校验提示"]


def test_what_people_wrote_under_the_title_stands() -> None:
    life = life_with(BATTERY)
    life.type(1, "improvements", 改进事项=BATTERY.title, 进度="已完成", 改进措施="换了供应商")
    life.refresh(NOON)
    assert [(row["进度"], row["改进措施"]) for row in life.rows("improvements")] == [("已完成", "换了供应商")]


@pytest.mark.parametrize("typed", [False, True])
def test_a_row_that_people_took_out_does_not_come_back(*, typed: bool) -> None:
    life = life_with(BATTERY)
    if typed:
        life.type(1, "improvements", 改进事项=BATTERY.title)
    life.refresh(NOON)
    cleared = {head: "-" for head, value in life.row(1, "improvements").items() if value is not None}
    life.type(1, "improvements", **cleared)
    life.refresh("2026-11-03 12:00")
    assert titles(life) == []


def test_the_same_title_twice_is_entered_once() -> None:
    life = life_with(BATTERY, BATTERY._replace(measure="另一措施"))
    life.refresh(NOON)
    assert [row["改进措施"] for row in life.rows("improvements")] == ["抽检电芯容量"]


def test_progress_is_a_word_of_the_list_in_force() -> None:
    register, context = given(BATTERY)
    policy = replace(register.policy, lists={**register.policy.lists, "progress": ("待办", "完成")})
    assert [row["progress"] for row in measures_to_enter(replace(register, policy=policy), context).rows] == ["待办"]


def test_registers_of_one_memory_are_told_apart() -> None:
    register, context = given(BATTERY)
    entered = measures_to_enter(register, context)
    memory = CaseMemory(noticed=frozenset(entered.noticed))
    assert measures_to_enter(register, replace(context, memory=memory)) == ((), ())
    assert measures_to_enter(register, replace(context, memory=memory, register_id="别册.xlsx")).rows == entered.rows


def test_the_rule_sleeps_without_the_sheet_or_its_titles() -> None:
    register, context = given(BATTERY)
    items = register.tables["improvements"]
    untitled = replace(items, values={name: column for name, column in items.values.items() if name != "title"})
    for tables in ({}, {"improvements": untitled}):
        cases = {register.definition.register_sheet.key: register.cases}
        assert measures_to_enter(replace(register, tables={**cases, **tables}), context) == ((), ())


def given(*measures: ProposedMeasure) -> tuple[Register, PassContext]:
    register = read(template("feedback_report"), name="feedback_report")
    issued = IssuedNumbers(register.definition.numbering)
    return register, PassContext(datetime(2026, 11, 2, 12), "台账.xlsx", issued, measures=measures)
