"""Which problems come most often in all branches, and where most? Section 问题.

Invariant: problems are told apart by the keyword libraries of the registers: what says the same there is one problem.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.branches.branch_cells import CHANGE, LONG, SHARE, TEXT, column, head, section
from xltools.reports.branches.totals import BranchBasis, ProblemSum
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Paragraph, Section, Table, Value
from xltools.reports.joined_words import listed

PROBLEMS = "problems"
SHOWN = 20


def problems_section(basis: BranchBasis) -> Section:
    """The section."""
    found = basis.totals.top_problems(SHOWN)
    if not found:
        return section("problems", [Paragraph((text("branches.nothing_named"),))])
    whole = basis.totals.now.received
    columns = (
        column("problem", TEXT, 20),
        column("received", bar=True),
        column("share", SHARE),
        column("received_before"),
        column("change", CHANGE),
        column("where", LONG, 44),
    )
    rows = [_row(each, whole) for each in found]
    table = Table(PROBLEMS, text("branches.tables.problems"), columns, rows, note=text("branches.tables.problems_note"))
    heads = head("received"), head("received_before")
    unit = text("branches.cases")
    title = text("branches.tables.problems_chart")
    return section("problems", [table, Chart(ChartKind.BAR, title, PROBLEMS, head("problem"), heads, y_title=unit)])


def _row(problem: ProblemSum, whole: int) -> Sequence[Value]:
    where = listed(text("branches.overview.problem", label=name, count=count) for count, name in problem.where)
    share = problem.count / whole if whole else None
    return problem.label, problem.count, share, problem.before, problem.count - problem.before, where
