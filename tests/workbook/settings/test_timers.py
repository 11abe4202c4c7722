"""Time limits as a supervisor leaves them; what can't be used is told, and the shipped limit stands in."""

import openpyxl
import pytest

from tests.registers import rows_of
from tests.workbook.settings.settings_tables import column_of, fallbacks, saved, settings, told, told_in_all
from xltools.language.speaking import text
from xltools.model.sla_timer import Escalation, Limit, LimitUnit, SlaTimer
from xltools.workbook.layout import FIRST_DATA_ROW
from xltools.workbook.settings.settings_rows import inert

NAME = "feedback_report"
GOOD_TIMER = {
    "代号": "solution",
    "时限名称": "处理完成",
    "起点栏目": "反馈日期",
    "终点栏目": "处理完成时间",
    "到期栏目": "处理时限",
    "限额": "#3",
    "单位": "工作日",
    "重复": "否",
    "可暂停": "否",
}
SHIPPED = Limit(5.0, LimitUnit.WORKING_DAYS)  # of solution, for all cases


def timers_of(table: str, name: str = NAME) -> tuple[tuple[SlaTimer, ...], list[tuple[str, int, str]]]:
    register = settings(name, timers=[{**GOOD_TIMER, **row} for row in rows_of(table)])
    return register.policy.timers, told(register)


def test_every_cell_of_a_row_counts() -> None:
    # FR-6, FR-7: limits are one row each of sheet 时限
    scope = {"适用等级": "紧急", "适用渠道": "邮件", "条件栏目": "客户满意度", "条件取值": "不满意，基本满意"}
    limit = {"限额": "#1.5", "单位": "工作小时", "重复": "是", "可暂停": "是", "提前提醒": "#15", "提醒单位": "分钟"}
    levels = {"升级至": "售后主管", "升级偏移（小时）": "#-1.5", "再升级至": "刘敏", "再升级偏移（小时）": "#2"}
    register = settings(NAME, timers=[{**GOOD_TIMER, **scope, **limit, **levels, "依据": "FR-6"}])
    (timer,), findings = register.policy.timers, told(register)
    assert findings == []
    assert timer == SlaTimer(
        name="solution",
        label="处理完成",
        priority="紧急",
        channel="邮件",
        condition_field="satisfaction",
        condition_values=("不满意", "基本满意"),
        starts_at="received_at",
        ends_at="completed_at",
        due_at="solution_due_at",
        limit=Limit(1.5, LimitUnit.WORKING_HOURS),
        repeats=True,
        may_pause=True,
        warn_before=Limit(15.0, LimitUnit.MINUTES),
        escalations=(Escalation("售后主管", -1.5), Escalation("刘敏", 2.0)),
        basis="FR-6",
        row=FIRST_DATA_ROW,
    )


def test_what_is_left_empty() -> None:
    (timer,), findings = timers_of("| 终点栏目 | 到期栏目 | 提前提醒 | 升级至 |\n|  |  | #2 | 售后主管 |")
    assert findings == []
    assert (timer.ends_at, timer.due_at, timer.priority, timer.condition_values) == ("", "", "", ())
    assert timer.warn_before == Limit(2.0, LimitUnit.WORKING_DAYS)  # in the limit's unit
    assert timer.escalations == (Escalation("售后主管", 0.0),)


def test_a_row_that_is_gone_is_no_limit() -> None:
    register = settings(NAME, timers=[])
    assert (register.policy.timers, register.findings) == ((), ())


@pytest.mark.parametrize("limit", ["#-1", "#1e300", "很快", "#10001"])
def test_a_limit_that_the_ordinary_checks_refuse_leaves_the_shipped_one(limit: str) -> None:
    register = settings(NAME, timers=[{**GOOD_TIMER, "限额": limit}])
    (timer,) = register.policy.timers
    assert (timer.limit, timer.row) == (SHIPPED, FIRST_DATA_ROW)
    assert [(row, field) for _, row, field in told_in_all(register)] == [(1, "limit")]  # said once


@pytest.mark.parametrize(
    ("head", "typed", "field"),
    [
        ("起点栏目", "反馈日子", "starts_at"),
        ("起点栏目", "客户名称/单位", "starts_at"),  # no moment
        ("起点栏目", "处理时限", "starts_at"),  # follows from the limits
        ("终点栏目", "升级时间", "ends_at"),
        ("终点栏目", "处理完成的时间", "ends_at"),
        ("到期栏目", "处理完成时间", "due_at"),  # a person's column
        ("到期栏目", "登记时间", "due_at"),  # a stamp of the tool's
        ("限额", "#1.5", "limit"),  # half a working day is nothing that design.md defines
    ],
)
def test_a_row_that_cannot_be_used_leaves_the_shipped_one(head: str, typed: str, field: str) -> None:
    register = settings(NAME, timers=[{**GOOD_TIMER, head: typed}])
    (timer,) = register.policy.timers
    assert (timer.limit, timer.starts_at, timer.due_at) == (SHIPPED, "received_at", "solution_due_at")
    assert told_in_all(register) == [("SETTING_UNUSABLE", 1, field)]
    assert fallbacks(register) == [text("settings.in_force.shipped_limit")]


def test_without_a_shipped_row_for_the_same_cases_it_is_left_out() -> None:
    register = settings(NAME, timers=[{**GOOD_TIMER, "适用等级": "高", "起点栏目": "不知道"}])
    assert (register.policy.timers, fallbacks(register)) == ((), [inert()])


@pytest.mark.parametrize(
    ("head", "typed", "field"),
    [
        ("适用等级", "紧", "priority"),
        ("适用渠道", "信鸽", "channel"),
        ("条件栏目", "客户的满意度", "condition_field"),
        ("条件栏目", "超时标记", "condition_field"),  # follows from the limits
        ("条件取值", "不满意", "condition_value"),  # of which column?
    ],
)
def test_a_row_that_would_never_apply_is_told_and_left_out(head: str, typed: str, field: str) -> None:
    # RR-4: time limits may differ by channel
    register = settings(NAME, timers=[{**GOOD_TIMER, head: typed}])
    assert register.policy.timers == ()
    assert told_in_all(register) == [("SETTING_UNUSABLE", 1, field)]
    assert fallbacks(register) == [inert()]


@pytest.mark.parametrize("head", ["适用等级", "适用渠道", "条件栏目", "条件取值", "终点栏目", "到期栏目"])
def test_a_cell_that_cannot_be_read_does_not_pass_for_an_empty_one(head: str) -> None:
    # or the limit of some cases would be everybody's
    row = {**GOOD_TIMER, "条件栏目": "客户满意度", head: "@2024-05-01"}  # 5-1 typed where 5-1 becomes a date
    register = settings(NAME, timers=[row])
    assert register.policy.timers == ()
    assert [(code, line) for code, line, _ in told_in_all(register)] == [("TEXT_BECAME_DATE", 1)]


def test_an_error_value_does_not_pass_for_an_empty_cell() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["时限"].cell(FIRST_DATA_ROW + 1, column_of(book, "时限", "适用等级"), "#N/A")

    register = saved(NAME, change)
    assert [timer.row for timer in register.policy.timers if timer.name == "first_response"] == [FIRST_DATA_ROW + 2]
    assert told(register) == [("CELL_ERROR", 2, "priority")]


def test_a_flag_that_cannot_be_read_is_the_shipped_one() -> None:
    rows = [
        {**GOOD_TIMER, "重复": "时常", "可暂停": ""},
        {**GOOD_TIMER, "适用等级": "高", "重复": "时常", "可暂停": ""},
    ]
    register = settings(NAME, timers=rows)
    assert [(each.repeats, each.may_pause) for each in register.policy.timers] == [(False, True), (False, False)]
    assert {code for code, _, _ in told_in_all(register)} == {"CHOICE_UNKNOWN", "VALUE_MISSING"}


def test_the_nearest_head_and_level_are_named() -> None:
    rows = [{**GOOD_TIMER, "起点栏目": "反馈日子"}, {**GOOD_TIMER, "适用等级": "紧"}]
    expected = [str(each.params["expected"]) for each in settings(NAME, timers=rows).findings]
    assert ["反馈日期" in expected[0], "紧急" in expected[1]] == [True, True]


def test_heads_are_compared_as_columns_are_found() -> None:
    (timer,), findings = timers_of("| 起点栏目 | 终点栏目 |\n| 反馈 日期 | 处理　完成时间 |")
    assert (timer.starts_at, timer.ends_at, findings) == ("received_at", "completed_at", [])


def test_values_of_a_condition_that_cannot_be_held_are_told_and_the_others_count() -> None:
    # FA-14: an outdated word must not turn "dissatisfied" into "any verdict"
    table = "| 条件栏目 | 条件取值 |\n| 客户满意度 | 不满意、中评 |\n| 客户满意度 | 差评；中评 |"
    timers, findings = timers_of(table)
    assert [timer.condition_values for timer in timers] == [("不满意",)]
    assert findings == [("SETTING_UNUSABLE", row, "condition_value") for row in (1, 2, 2)]


def test_values_of_a_condition_are_what_the_column_holds() -> None:
    (timer,), findings = timers_of("| 条件栏目 | 条件取值 |\n| 评分 | 1、０,2 |")
    assert (timer.condition_values, findings) == ((0, 1, 2), [])
    for head, typed in (("评分", "低"), ("编制日期", "五月")):
        unusable = timers_of(f"| 条件栏目 | 条件取值 |\n| {head} | {typed} |")
        assert unusable == ((), [("SETTING_UNUSABLE", 1, "condition_value")])


def test_two_rows_for_the_same_cases() -> None:
    table = """
    | 适用等级 | 条件栏目 | 条件取值 | 限额 |
    | 高 | 客户满意度 | 不满意、满意 | #1 |
    | 高 | 客户满意度 | 满意、不满意 | #2 |
    | 高 | 客户满意度 | 满意 | #3 |
    | 中 | 客户满意度 | 满意 | #4 |
    """
    timers, findings = timers_of(table)
    assert [timer.limit.amount for timer in timers] == [1, 3, 4]
    assert findings == [("SETTING_UNUSABLE", 2, "name")]


def test_a_repeating_limit_takes_time() -> None:
    # no endless loop: a message every 0 hours
    timers, findings = timers_of("| 限额 | 重复 | 适用等级 |\n| #0 | 是 | 高 |\n| #0 | 否 | 低 |")
    assert ([timer.priority for timer in timers], findings) == (["低"], [("SETTING_UNUSABLE", 1, "limit")])


def test_a_unit_that_only_the_list_knows() -> None:
    def change(book: openpyxl.Workbook) -> None:
        lists = book["选项"]
        column = next(cell.column for row in lists.iter_rows(max_row=6) for cell in row if cell.value == "时限单位")
        lists.cell(FIRST_DATA_ROW + 5, column, "周")
        sheet = book["时限"]
        solution = next(row[0].row for row in sheet.iter_rows() if row[0].value == "solution")
        sheet.cell(solution, column_of(book, "时限", "单位"), "周")

    register = saved(NAME, change)
    assert [(code, field) for code, _, field in told_in_all(register)] == [("SETTING_UNUSABLE", "unit")]
    assert next(timer.limit for timer in register.policy.timers if timer.name == "solution") == SHIPPED


def test_a_faulty_warning_or_offset_does_not_take_the_limit_back() -> None:
    table = {"提前提醒": "一会儿", "提醒单位": "工作日", "升级至": "售后主管", "升级偏移（小时）": "马上"}
    table |= {"再升级至": "售后服务经理", "再升级偏移（小时）": "#-9999"}
    register = settings(NAME, timers=[{**GOOD_TIMER, **table}])
    (timer,) = register.policy.timers
    assert timer.limit.amount == 3
    assert timer.warn_before == Limit(1.0, LimitUnit.WORKING_DAYS)  # the shipped row's
    assert timer.escalations == (Escalation("售后主管", 0.0), Escalation("售后服务经理", 8.0))
    assert sorted(field for _, _, field in told_in_all(register)) == [
        "escalates_after",
        "escalates_after_2",
        "warn_before",
    ]


def test_roles_that_nobody_has_are_told_and_the_limit_stays() -> None:
    # FA-9: escalation to nobody is no escalation
    timers, findings = timers_of("| 升级至 | 再升级至 |\n| 售后主官 | 刘敏 |")
    assert [escalation.to for escalation in timers[0].escalations] == ["售后主官", "刘敏"]
    assert findings == [("ROLE_UNKNOWN", 1, "escalates_to")]


def test_moved_and_inserted_columns() -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["时限"]
        sheet.insert_cols(column_of(book, "时限", "限额"))
        sheet.insert_rows(1, 2)

    changed, shipped = saved(NAME, change), settings(NAME)
    assert changed.findings == ()
    assert [timer._replace(row=timer.row - 2) for timer in changed.policy.timers] == list(shipped.policy.timers)


@pytest.mark.parametrize("head", ["适用等级", "限额", "条件取值", "提前提醒"])
def test_a_sheet_that_lost_a_column_says_nothing_and_the_shipped_limits_stay(head: str) -> None:
    # without 适用等级 the limit of urgent cases would be everybody's
    def change(book: openpyxl.Workbook) -> None:
        book["时限"].cell(FIRST_DATA_ROW - 1, column_of(book, "时限", head), "改过的名")
        book["时限"].cell(FIRST_DATA_ROW, column_of(book, "时限", "单位"), "小时")

    register, shipped = saved(NAME, change), settings(NAME)
    assert [timer._replace(row=0) for timer in shipped.policy.timers] == list(register.policy.timers)
    assert [code for code, _, _ in told(register)] == ["HEADER_MISSING", "SETTING_UNUSABLE"]
    assert fallbacks(register) == [text("settings.in_force.shipped_limit")]


def test_a_formula_that_shows_nothing_is_no_limit() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["时限"].cell(FIRST_DATA_ROW + 4, column_of(book, "时限", "限额"), "=1+1")  # no value until it is reckoned

    register = saved(NAME, change)
    assert [code for code, _, _ in told(register)] == ["CELL_FORMULA"]
    assert register.policy.timers == settings(NAME).policy.timers
