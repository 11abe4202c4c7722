"""A report is made of whatever the registers hold, and its tables agree with its totals. # FA-15, ST-13, FR-15"""

from datetime import date, datetime

import pytest
from hypothesis import Phase, given, settings

from tests.reports.fact_tables import facts_of
from tests.reports.random_facts import FACTS
from tests.reports.summary_workbook.reading import opened
from xltools.model.period import Period
from xltools.reports.content.advice import advice
from xltools.reports.content.basis import Making, basis_of
from xltools.reports.content.summary import report_title, summary_report
from xltools.reports.document import DETAIL, Cards, Cell, Paragraph, Report, Scalar, Table, Tone, Value
from xltools.reports.facts import Facts, RegisterSource
from xltools.reports.row_prints import RowChanges
from xltools.reports.summary_workbook.writing import write_workbook

OCTOBER = Period.month(2026, 10)
END = datetime(2026, 11, 1)
PERIODS = [OCTOBER, Period.quarter(2026, 4), Period.week(date(2026, 10, 7)), Period.day(date(2026, 10, 7))]
TWO = (
    RegisterSource(
        "a.xlsx", "甲", "feedback_analysis", rows=3, policy="p" * 8, report_titles={"month": "客户反馈管理分析报告"}
    ),
    RegisterSource("b.xlsx", "乙", "service_ticket", rows=1, policy="q" * 8),
    RegisterSource("c.xlsx", "丙", trouble="文件损坏"),
)
CASES = """
| number | register | type | product | model | received_at | first_response_at | completed_at | closed_at | handler | customer | customer_key | description | response_working_hours |
| A-1 | 甲 | 投诉 | 冰箱 | X1 | 10-05 09:30 | 10-05 10:00 | 10-06 10:00 | 10-07 09:00 | 刘* | 张* | k1 | 门关不严 | 0.5 |
| A-2 | 甲 | 报修 | 冰箱 | X1 | 10-06 09:30 | | | | 刘* | 张* | k1 | 不制冷 | |
| A-3 | 甲 | 报修 | 冰箱 | X1 | 10-06 11:30 | | | | 王* | 张* | k1 | 不制冷了 | |
| B-1 | 乙 | 硬件故障 | 风机 | F2 | 09-20 11:30 | | | | 王* | 李* | k2 | 异响 | |
"""  # noqa: E501 - a table
OLDER = """| A-0 | 甲 | 投诉 | 冰箱 | X1 | 08-05 09:30 | | | 08-07 09:00 | 刘* | | | | |
| B-0 | 乙 | 硬件故障 | 风机 | F2 | 08-05 09:30 | | | 08-07 09:00 | 王* | | | | |
"""
LIMITS = """
| case | timer | label | start | due | revised | done |
| A-1 | solution | 处理完成 | 10-05 09:30 | 10-09 18:00 | | 10-06 10:00 |
| A-2 | solution | 处理完成 | 10-06 09:30 | 10-10 18:00 | | |
| B-1 | solution | 解决 | 09-20 11:30 | 09-25 18:00 | | |
"""


def report_of(facts: Facts, period: Period = OCTOBER, cut_off: datetime = END, making: Making | None = None) -> Report:
    basis = basis_of(facts.as_of(cut_off), period, cut_off, making or Making())
    return summary_report(basis, advice(basis))


def tables(report: Report) -> dict[str, Table]:
    return {block.key: block for section in report.sections for block in section.blocks if isinstance(block, Table)}


def plain(value: Value) -> Scalar:
    return value.value if isinstance(value, Cell) else value


def column(table: Table, head: str) -> list[Scalar]:
    place = [each.head for each in table.columns].index(head)
    return [plain(row[place]) for row in table.rows]


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.key)
def test_a_report_of_nothing_is_made(period: Period) -> None:
    for sources in ((), (RegisterSource("a.xlsx", "甲", "feedback_report"),)):
        assert write_workbook(report_of(facts_of(sources=sources), period))


def test_every_case_that_counts_stands_on_the_detail_once() -> None:
    made = tables(report_of(facts_of(CASES, limits=LIMITS, sources=TWO)))
    assert sorted(map(str, column(made[DETAIL], "编号"))) == ["A-1", "A-2", "A-3", "B-1"]  # B-1 is overdue
    assert column(made["overdue"], "编号") == ["B-1", "A-2"]


def test_figures_stand_where_they_belong() -> None:
    made = tables(report_of(facts_of(CASES + OLDER, limits=LIMITS, sources=TWO)))
    by_type = made["by_type"]
    assert list(zip(*(column(by_type, head) for head in ("类型", "件数", "去重件数", "上期件数")), strict=True)) == [
        ("报修", 2, 1, 0),
        ("投诉", 1, 1, 0),
        ("硬件故障", 0, 0, 1),
    ]
    assert list(zip(*(column(made["timers"], head) for head in ("环节", "到期项数", "按时")), strict=True)) == [
        ("处理完成", 2, 1)
    ]
    assert column(made["work_handler"], "期末未结") == [2, 1]


def test_a_running_day_is_held_against_the_same_hours() -> None:
    moments = [f"10-{day:02} {hour:02}:00" for day in (1, 6, 7) for hour in (8, 9, 10, 15)]
    known = facts_of("\n".join(["| received_at |", *(f"| {moment} |" for moment in moments)]))
    made = report_of(known, Period.day(date(2026, 10, 7)), datetime(2026, 10, 7, 9, 20))
    cards = next(block for block in made.sections[0].blocks if isinstance(block, Cards))
    assert (cards.cards[0].value, cards.cards[0].before) == (2, 2)


def test_demands_of_a_running_period_are_held_against_the_same_part() -> None:
    days = ("08-02", "09-02", "09-20", "10-02", "10-03")
    known = facts_of(
        "\n".join(["| type | problem | received_at |", *(f"| 需求申请 | 定时 | {day} 08:00 |" for day in days)])
    )
    made = tables(report_of(known, cut_off=datetime(2026, 10, 5, 9)))
    assert column(made["demands"], "上期去重") == [1]
    assert column(made["demands"], "上期去重") == column(made["problems"], "上期去重")


def test_what_it_is_compared_with_stands_where_definitions_stand() -> None:
    for cut_off, before in ((END, Period.month(2026, 9)), (datetime(2026, 10, 5, 9), None)):
        made = report_of(facts_of(CASES, sources=TWO), cut_off=cut_off).sections[-1]
        words = "".join(sentence for block in made.blocks for sentence in getattr(block, "sentences", ()))
        assert (before.label if before else "9月5日 09:00") in words


def test_nothing_is_compared_with_a_period_that_the_registers_do_not_go_back_to() -> None:
    def seen(cases: str) -> tuple[set[float | int | None], bool, bool]:
        made = report_of(facts_of(cases, limits=LIMITS, sources=TWO))
        cards = next(block for block in made.sections[0].blocks if isinstance(block, Cards))
        heads = {each.head for table in tables(made).values() for each in table.columns}
        words = "".join(word for block in made.sections[0].blocks for word in getattr(block, "sentences", ()))
        return {card.before for card in cards.cards}, "上期件数" in heads, "上期 1 件" in words

    assert seen(CASES) == ({None}, False, False)
    before, *told = seen(CASES + OLDER)
    assert 1 in before
    assert told == [True, True]


def test_months_that_have_not_begun_are_not_shown() -> None:
    ratings = "| case | dimension | value | top | rated_at |\n| A-1 | 满意度 | 5 | 5 | 10-07 09:00 |"
    known = facts_of(CASES, limits=LIMITS, ratings=ratings, sources=TWO)
    made = tables(report_of(known, Period.quarter(2026, 4), datetime(2026, 11, 23, 9)))
    assert column(made["months"], "月份") == ["2026-09", "2026-10", "2026-11"]
    assert column(made["satisfaction_trend"], "月份") == ["2026-10", "2026-11"]
    trends = {len(cell.trend) for row in made["by_type"].rows for cell in row if isinstance(cell, Cell) and cell.trend}
    assert trends == {12}
    assert {row[-1].trend[-2] for row in made["by_type"].rows if isinstance(row[-1], Cell)} == {1.0, 2.0}  # October


def test_a_month_of_which_not_all_days_count_is_named() -> None:
    known = facts_of(CASES, limits=LIMITS, sources=TWO)
    running = tables(report_of(known, Period.quarter(2026, 4), datetime(2026, 11, 23, 9)))["months"]
    over = tables(report_of(known))["months"]
    assert "2026-11-23 09:00" in running.note
    assert "2026-10" not in over.note


def test_a_register_that_could_not_be_read_is_named() -> None:
    sources = tables(report_of(facts_of(CASES, sources=TWO)))["sources"]
    assert column(sources, "台账") == ["甲", "乙", "丙"]
    assert column(sources, "反馈行数") == [3, 1, None]


def test_a_rate_of_nothing_is_empty() -> None:
    made = tables(report_of(facts_of(CASES.replace("10-07 09:00", ""), limits=LIMITS, sources=TWO)))
    assert column(made["first_time_fix"], "样本数") == [0, 0]
    assert column(made["first_time_fix"], "比率") == [None, None]


def test_more_second_handling_is_bad_news() -> None:
    days = [f"{month}-{day:02} 09:00" for month in ("09", "10") for day in range(1, 7)]
    rows = [f"| {day} | {day} | {2 if day >= '10-06' else 1} |" for day in days]
    cases = "\n".join(["| received_at | closed_at | round |", *rows])
    made = tables(report_of(facts_of(cases)))["first_time_fix"]
    assert [row[-1] for row in made.rows] == [
        Cell(pytest.approx(-1 / 6), tone=Tone.BAD),
        Cell(pytest.approx(1 / 6), tone=Tone.BAD),
    ]


def cases_of(*rows: str) -> Facts:
    return facts_of("\n".join(["| received_at | type | response_working_hours | first_response_at | problem |", *rows]))


def account(facts: Facts, cut_off: datetime = END, period: Period = OCTOBER) -> str:
    blocks = report_of(facts, period, cut_off).sections[0].blocks
    return "\n".join(line for block in blocks if isinstance(block, Paragraph) for line in block.sentences)


def test_the_largest_class_is_named_where_there_is_one() -> None:
    two, one = "| 10-05 09:30 | 报修 | | | |", "| 10-06 09:30 | 投诉 | | | |"
    assert "“报修”" in account(cases_of(two, two, one))
    assert "“报修”" not in account(cases_of(two, one))
    assert "“报修”" not in account(cases_of(two, one.replace("10-06", "09-01")))
    assert "“报修”" not in account(cases_of(two, two))


def test_what_came_once_is_no_frequent_problem() -> None:
    first, second = "| 10-05 09:30 | 报修 | | | 异响 |", "| 10-06 09:30 | 报修 | | | 漏水 |"
    assert column(tables(report_of(cases_of(first, first, second)))["problems"], "问题") == ["异响"]


def test_what_rests_on_few_cases_is_faint_and_no_news() -> None:
    row, before = "| 10-05 09:30 | 报修 | 3.0 | 10-05 12:30 | |", "| 09-01 09:30 | 报修 | 1.0 | 09-01 10:30 | |"
    few, enough = cases_of(row, *[before] * 5), cases_of(*[row] * 5, *[before] * 5)
    for facts, tone, better in ((few, Tone.FAINT, 0), (enough, Tone.BAD, -1)):
        report = report_of(facts)
        assert [row[-1].tone for row in tables(report)["durations"].rows][1] is tone
        by_type = tables(report)["times_by_type"]
        assert (by_type.rows[0][2].tone is Tone.FAINT) == (tone is Tone.FAINT)
        (cards,) = (block for block in report.sections[0].blocks if isinstance(block, Cards))
        assert {each.better for each in cards.cards if each.sample in (1, 5)} == {better}


def test_a_day_without_receipts_tells_what_is_late() -> None:
    facts = facts_of(CASES, limits=LIMITS, sources=TWO)
    assert "B-1" in account(facts, datetime(2026, 10, 19), Period.day(date(2026, 10, 18)))


def test_reports_are_called_what_the_procedure_calls_them() -> None:  # FA-17
    one = facts_of(sources=(TWO[0], TWO[2]))
    assert report_title(one, OCTOBER) == "客户反馈管理分析报告"
    assert report_title(facts_of(sources=TWO), OCTOBER) != report_title(one, OCTOBER)
    assert report_title(one, Period.quarter(2026, 3)) == report_title(facts_of(), Period.quarter(2026, 3))


def test_what_changed_since_is_told_where_definitions_stand() -> None:
    changes = RowChanges({"甲": ("A-1",)}, {}, {"乙": ("B-9",)}, ("甲",))
    told = report_of(facts_of(CASES, sources=TWO), making=Making(changes, "2026-11-05 08:00")).sections[-1]
    words = "".join(sentence for block in told.blocks for sentence in getattr(block, "sentences", ()))
    assert "A-1" in words
    assert "B-9" in words


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # shrinking takes long
@given(FACTS)
def test_tables_agree_with_their_totals(facts: Facts) -> None:
    """What is checked in the workbook by formulas holds for any facts; and the workbook opens."""
    report = report_of(facts)
    for table in tables(report).values():
        for check in table.checks:
            assert sum(int(str(value or 0)) for value in column(table, check.column)) == check.expected, table.key
        for row in table.rows:
            assert len(row) == len(table.columns)
    assert_counts_are_rows(tables(report))
    opened(write_workbook(report)).close()


def assert_counts_are_rows(made: dict[str, Table]) -> None:
    """Each figure that a live formula counts is the number of such rows on sheet 明细."""
    detail = made[DETAIL]
    heads = [each.head for each in detail.columns]
    rows = [dict(zip(heads, map(plain, row), strict=True)) for row in detail.rows]
    for table in made.values():
        for cell in (cell for row in table.rows for cell in row if isinstance(cell, Cell) and cell.counts):
            assert cell.counts is not None
            found = sum(all(row.get(head) == text for head, text in cell.counts.pairs) for row in rows)
            assert found == cell.value, (table.key, cell.counts)
