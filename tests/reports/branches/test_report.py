"""The report of all branches: what stands first, what adds up, and both languages."""

from collections import Counter
from datetime import datetime

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking
from xltools.reports.branches.attention import by_attention, reasons
from xltools.reports.branches.branch_figures import DUE, MET, BranchFigures, PeriodFigures
from xltools.reports.branches.branches import ALL_BRANCHES
from xltools.reports.branches.report import branches_report
from xltools.reports.branches.timing import LIMITS_BY_BRANCH
from xltools.reports.branches.totals import BranchBasis, BranchGap, BranchTotals
from xltools.reports.chart import Chart
from xltools.reports.document import Table, scalar_of
from xltools.reports.summary_workbook.writing import write_workbook

CUT_OFF = datetime(2026, 11, 1)


def figures(received: int = 10, met: int = 9, due: int = 10, overdue: int = 0, **others: int) -> PeriodFigures:
    return PeriodFigures(
        received=received,
        overdue=overdue,
        received_by={"type": Counter({"报修": received})},
        problems=Counter({"漏水": received}),
        limits={"解决": Counter({DUE: due, MET: met})},
        **others,
    )


def totals(**branches: PeriodFigures) -> BranchTotals:
    found = BranchTotals()
    for name, now in branches.items():
        before = figures(received=3)
        found.take(
            name, BranchFigures(f"{name}.xlsx", "台账", "feedback_report", "zh-CN", "某公司", now=now, before=before)
        )
    return found


def basis(found: BranchTotals, *gaps: BranchGap) -> BranchBasis:
    return BranchBasis(found, gaps, (), 0, CUT_OFF, True, "2026年10月", "2026年9月")


def tables(found: BranchTotals, *gaps: BranchGap) -> dict[str, Table]:
    report = branches_report(basis(found, *gaps), CUT_OFF)
    blocks = (block for section in report.sections for block in section.blocks)
    return {block.key: block for block in blocks if isinstance(block, Table)}


def test_the_branch_with_most_reasons_stands_first() -> None:
    found = totals(a=figures(), b=figures(met=5, overdue=2), c=figures(overdue=1))
    table = tables(found)[ALL_BRANCHES]
    assert [scalar_of(row[0]) for row in table.rows] == ["b", "c", "a"]
    assert scalar_of(table.rows[-1][-1]) is None


def test_states_of_today_are_not_held_against_those_of_the_period_before() -> None:
    open_and_closed = figures(received=3)
    open_and_closed.received_by["state"] = Counter({"处理中": 2, "已关闭": 1})
    made = tables(totals(a=open_and_closed))
    assert [len(row) for row in made["by_state"].rows] == [3, 3]
    assert [scalar_of(value) for value in made["by_state"].rows[0]][1:] == [2, pytest.approx(2 / 3)]
    assert len(made["by_type"].rows[0]) == 6


@pytest.mark.parametrize(
    ("branch", "count"),
    [
        (figures(), 0),
        (figures(overdue=1), 1),
        (figures(met=7), 1),
        (figures(met=1, due=4), 0),  # too few to tell
        (figures(open_before=10, open_after=15), 1),
        (figures(open_before=100, open_after=105), 0),
        (figures(rated=10, satisfied=5), 1),
    ],
)
def test_why_a_branch_needs_attention(branch: PeriodFigures, count: int) -> None:
    whole = figures(received=100, due=100, met=90, rated=100, satisfied=90)
    (line,) = totals(a=branch).lines
    assert len(reasons(line, whole)) == count
    assert len(by_attention([line], whole)[0][1]) == count


def test_rows_add_up_to_all_branches_together() -> None:
    found = totals(a=figures(received=4), b=figures(received=7))
    table = tables(found)[ALL_BRANCHES]
    assert table.total is not None
    assert sum(int(str(scalar_of(row[1]))) for row in table.rows) == scalar_of(table.total[1]) == 11
    assert [check.expected for check in table.checks] == [11]


def test_the_head_names_what_most_registers_say() -> None:
    found = totals(a=figures(), b=figures())
    assert (found.mostly_said("company"), found.mostly_said("department")) == ("某公司", "")
    for name in ("c", "d"):
        found.take(name, BranchFigures(f"{name}.xlsx", company=f"{name}公司"))
    assert found.mostly_said("company") == ""


def test_a_chart_of_some_branches_says_so() -> None:
    titles = {
        block.title
        for count in (3, 30)
        for section in branches_report(
            basis(totals(**{f"b{each}": figures() for each in range(count)})), CUT_OFF
        ).sections
        for block in section.blocks
        if isinstance(block, Chart) and block.table == ALL_BRANCHES
    }
    assert len(titles) == 2


def test_branches_with_few_cases_come_after_the_worst_that_count() -> None:
    found = totals(few=figures(met=0, due=2), worse=figures(met=5), better=figures(met=9))
    table = tables(found)[LIMITS_BY_BRANCH]
    assert [scalar_of(row[0]) for row in table.rows] == ["worse", "better", "few"]


def test_where_a_problem_comes_most() -> None:
    found = totals(a=figures(received=4), b=figures(received=7), c=figures(received=5), d=figures(received=1))
    (problem,) = found.top_problems(5)
    assert (problem.label, problem.count, problem.before) == ("漏水", 17, 12)
    assert problem.where == [(7, "b"), (5, "c"), (4, "a")]


def test_every_register_that_was_named_stands_on_the_last_sheet() -> None:
    gap = BranchGap("z", "z.xlsx", "文件损坏", "2026-10-30 08:00")
    sources = tables(totals(a=figures()), gap)["sources"]
    assert [scalar_of(row[0]) for row in sources.rows] == ["z", "a"]
    assert "2026-10-30 08:00" in str(scalar_of(sources.rows[0][-2]))


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_a_workbook_comes_of_anything(language: str) -> None:
    with speaking(language):
        for found in (
            totals(a=figures()),
            totals(a=PeriodFigures()),
            totals(a=PeriodFigures(marks={"x": Counter({"4/5": 2})})),
        ):
            report = branches_report(basis(found), CUT_OFF)
            assert write_workbook(report) == write_workbook(branches_report(basis(found), CUT_OFF))
            assert len({section.title for section in report.sections}) == 7
