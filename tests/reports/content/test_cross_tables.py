"""A report of one's own: any dimensions, any measures, over the cases that are wanted. # FA-16"""

from datetime import datetime

import pytest

from tests.reports.content.test_summary import column, plain, tables
from tests.reports.fact_tables import facts_of
from xltools.errors import ReportError
from xltools.model.period import Period
from xltools.model.report_definition import ReportDefinition
from xltools.reports.chart import Chart
from xltools.reports.content.basis import Making
from xltools.reports.content.cross_tables import ACROSS, GROUPS, cross_table_report, known_dimensions
from xltools.reports.content.group_measures import MEASURES
from xltools.reports.document import Report, Scalar, Table
from xltools.reports.facts import Facts
from xltools.reports.summary_workbook.writing import write_workbook

OCTOBER, END = Period.month(2026, 10), datetime(2026, 11, 1)
CASES = """
| number | type | product | region | department | received_at | completed_at | closed_at | resolution_working_hours | rated_at | 订单来源 |
| A | 投诉 | 冰箱 | 华东 | 技术部 | 10-05 09:00 | 10-06 10:00 | 10-07 09:00 | 4 | 10-07 09:00 | 网店 |
| B | 报修 | 冰箱 | 华南 | 技术部 | 10-06 09:00 | 10-08 10:00 | 10-08 11:00 | 8 | 10-08 09:00 | 门店 |
| C | 报修 | 风机 | 华东 | 质量部 | 10-06 11:00 | | | | | |
| D | 报修 | 风机 | | 技术支持部 | 10-09 11:00 | | | | | 门店 |
"""  # noqa: E501 - a table
LIMITS = """
| case | timer | label | start | due | done |
| A | solution | 处理完成 | 10-05 09:00 | 10-05 18:00 | 10-06 10:00 |
| B | solution | 处理完成 | 10-06 09:00 | 10-10 18:00 | 10-08 10:00 |
| C | solution | 处理完成 | 10-06 09:00 | 10-10 18:00 | |
"""
RATINGS = """
| case | dimension | value | top | rated_at | low |
| A | 满意度 | 5 | 5 | 10-07 09:00 | |
| B | 满意度 | 2 | 5 | 10-08 09:00 | 是 |
"""


def facts() -> Facts:
    return facts_of(CASES, limits=LIMITS, ratings=RATINGS)


def report(
    by: str, measure: str = "数量", where: dict[str, tuple[str, ...]] | None = None, known: Facts | None = None
) -> Report:
    asked = ReportDefinition(
        name="我的", by=tuple(by.split("、")), measure=tuple(measure.split("、")), where=where or {}
    )
    return cross_table_report((known or facts()).as_of(END), OCTOBER, END, asked, Making())


def groups(by: str, measure: str = "数量", where: dict[str, tuple[str, ...]] | None = None) -> list[tuple[Scalar, ...]]:
    table = tables(report(by, measure, where))[GROUPS]
    return list(zip(*(column(table, each.head) for each in table.columns), strict=True))


def test_cases_are_counted_by_each_group_the_largest_first() -> None:
    assert groups("类型") == [("报修", 3), ("投诉", 1)]
    assert groups("产品、区域") == [
        ("冰箱", "华东", 1),
        ("冰箱", "华南", 1),
        ("风机", "华东", 1),
        ("风机", "（未填）", 1),
    ]
    assert groups("月份") == [("2026-10", 4)]
    assert groups("订单来源") == [("门店", 2), ("网店", 1), ("（未填）", 1)]


def test_months_stand_as_they_came() -> None:
    cases = """
    | region | received_at |
    | 华东 | 08-05 09:00 |
    | 华东 | 10-05 09:00 |
    | 华东 | 10-06 09:00 |
    | 华东 | 10-07 09:00 |
    | 华南 | 09-05 09:00 |
    | 华南 | 09-06 09:00 |
    """
    for by, down, across in (
        ("月份、区域", ["2026-08", "2026-09", "2026-10"], ["华东", "华南"]),
        ("区域、受理月份", ["华东", "华南"], ["2026-08", "2026-09", "2026-10"]),
    ):
        made = tables(report(by, known=facts_of(cases)))[ACROSS]
        assert [row[0] for row in made.rows] == down
        assert [each.head for each in made.columns][1:] == across
    months = [f"| 2025-{month:02}-05 09:00 |" for month in range(1, 13)] * 2 + [
        f"| 0{month}-05 09:00 |" for month in range(1, 9)
    ]
    made = report("月份", known=facts_of("\n".join(["| received_at |", *months])))
    shown = column(tables(made)[GROUPS], "受理月份")
    assert shown == [f"2025-{month:02}" for month in range(1, 13)] + [f"2026-0{month}" for month in range(1, 9)]
    drawn = [block.rows for section in made.sections for block in section.blocks if isinstance(block, Chart)]
    assert drawn == [None]


def test_a_running_period_is_compared_with_the_same_part() -> None:
    cases = "\n".join(
        ["| type | received_at |", *(f"| 报修 | {day} 08:00 |" for day in ("08-02", "09-02", "09-20", "10-02"))]
    )
    cut_off = datetime(2026, 10, 5, 9)
    asked = ReportDefinition(name="我的", by=("类型",), measure=("数量", "上期数量"))
    made = tables(cross_table_report(facts_of(cases).as_of(cut_off), OCTOBER, cut_off, asked, Making()))
    assert [tuple(map(plain, row)) for row in made[GROUPS].rows] == [("报修", 1, 1)]


def test_a_period_that_the_registers_do_not_go_back_to_is_no_zero() -> None:
    assert groups("类型", "数量、上期数量") == [("报修", 3, None), ("投诉", 1, None)]
    older = CASES + "| E | 退货 | | | | 08-05 09:00 | | | | | |"
    chosen = report("类型", "数量、上期数量", {"类型": ("报修",)}, facts_of(older))  # none of which is as old
    assert [tuple(map(plain, row)) for row in tables(chosen)[GROUPS].rows] == [("报修", 3, 0)]


def test_measures_stand_beside_their_n() -> None:
    assert groups("类型", "平均处理时长、及时率、满意度、满意率") == [
        ("报修", 8.0, 1, 0.5, 2, 0.25, 1, 0.0, 1),
        ("投诉", 4.0, 1, 0.0, 1, 1.0, 1, 1.0, 1),
    ]


def test_only_the_wanted_cases_count() -> None:
    assert groups("类型", where={"区域": ("华东",)}) == [("投诉", 1), ("报修", 1)]
    assert groups("类型", where={"部门": ("技术部",)}) == [("投诉", 1), ("报修", 1)]
    assert groups("类型", where={"部门": ("技术",)}) == [("报修", 2), ("投诉", 1)]  # what contains it
    assert groups("类型", where={"区域": ("华东",), "部门": ("质量部",)}) == [("报修", 1)]
    assert groups("类型", where={"区域": ("（未填）",)}) == [("报修", 1)]


def test_two_dimensions_are_also_shown_across() -> None:
    across = tables(report("产品、区域"))[ACROSS]
    assert [each.head for each in across.columns] == ["产品", "华东", "华南", "（未填）"]
    assert column(across, "华南") == [1, None]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("by", ["类型", "产品、区域", "月份、部门、类型"])
def test_every_measure_can_be_asked_for_and_drawn(by: str, measure: str) -> None:
    made = report(by, measure)
    assert write_workbook(made)
    charts = [block for section in made.sections for block in section.blocks if isinstance(block, Chart)]
    assert bool(charts) == (len(by.split("、")) < 3)


@pytest.mark.parametrize("measure", ["数量", "及时率", "满意度"])
def test_an_empty_period_makes_an_empty_table(measure: str) -> None:
    asked = ReportDefinition(name="我的", by=("类型", "区域"), measure=(measure,))
    made = cross_table_report(facts_of().as_of(END), OCTOBER, END, asked, Making())
    assert all(not table.rows for key, table in tables(made).items() if key == GROUPS)
    assert write_workbook(made)


@pytest.mark.parametrize(
    ("by", "measure", "where"),
    [
        ("类形", "数量", {}),
        ("类型", "件数", {}),
        ("类型", "数量", {"地区": ("华东",)}),
        ("类型", "数量", {"区域": ("火星",)}),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(by: str, measure: str, where: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ReportError):
        report(by, measure, where)


def test_dimensions_without_any_value_are_not_offered() -> None:
    assert {"类型", "区域", "订单来源", "月份"} <= set(known_dimensions(facts()))
    assert "批次" not in known_dimensions(facts())


def test_no_table_is_wider_than_its_rows() -> None:
    for table in tables(report("产品、区域", "数量、及时率")).values():
        assert isinstance(table, Table)
        assert {len(row) for row in table.rows} <= {len(table.columns)}
