"""A stamp is set when the fact is first seen, and never moves. (FA-9, RR-12)"""

from dataclasses import replace

from tests.life import Life
from tests.registers import GOOD, read, workbook
from xltools.model.case_view import CaseView
from xltools.rules.stamps import filled

ROW = {"提交时间": "@2023-10-27 14:30", "提交部门": "客服部", "客户姓名": "王芳"}


def test_a_stamp_stays_whatever_happens_to_the_fact() -> None:
    life = Life("rapid_response")
    life.type(1, **ROW, 处理责任人="王强")
    life.refresh("2023-10-27 15:00")
    assert life.shows("分配时间", "分类时间") == ["10-27 15:00", ""]
    life.type(1, 处理责任人="许可", 问题大类="技术类", 问题小类="系统异常")
    life.refresh("2023-10-27 16:00")
    assert life.shows("分配时间", "分类时间") == ["10-27 15:00", "10-27 16:00"]


def test_a_stamp_that_somebody_clears_or_overtypes_is_put_back() -> None:
    life = Life("rapid_response")
    life.type(1, **ROW, 处理责任人="王强")
    life.refresh("2023-10-27 15:00")
    life.type(1, 分配时间="-")
    life.refresh("2023-10-27 16:00")
    assert life.shows("分配时间") == ["10-27 15:00"]
    life.type(1, 分配时间="@2023-10-01 08:00")
    life.refresh("2023-10-27 17:00")
    assert life.shows("分配时间") == ["10-27 15:00"]
    assert ("TOOL_CELL_RESTORED", 1, "assigned_at") in life.findings


def test_a_stamp_that_a_register_brings_along_is_believed() -> None:
    life = Life("rapid_response")
    life.type(1, **ROW, 处理责任人="王强", 分配时间="@2023-10-27 14:45")
    life.refresh("2023-10-27 16:00")
    assert life.shows("分配时间") == ["10-27 14:45"]
    assert not [each for each in life.findings if each[0] == "TOOL_CELL_RESTORED"]


def test_a_missing_column_fills_nothing() -> None:
    table = read(workbook([GOOD])).cases
    view = CaseView(table, ["202405-001"], table.values)
    assert (filled(view, ["channel"]), filled(view, ["channel", "subcategory"]), filled(view, ["nothing"])) == (
        [0],
        [],
        [],
    )


def test_a_cell_whose_formula_has_no_value_so_far_is_filled_only_for_who_asks_so() -> None:
    table = read(workbook([GOOD, {**GOOD, "渠道": ""}, {**GOOD, "渠道": ""}])).cases
    view = CaseView(replace(table, uncomputed={"channel": frozenset({2})}), [None] * 3, table.values)
    assert (filled(view, ["channel"]), filled(view, ["channel"], or_uncomputed=True)) == ([0], [0, 2])
