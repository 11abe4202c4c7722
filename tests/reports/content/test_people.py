"""Who has how much to do, on paper."""

from tests.reports.content.test_summary import column, report_of, tables
from tests.reports.fact_tables import facts_of
from xltools.language.speaking import text
from xltools.reports.document import Cell, Tone

RATED_TWICE = facts_of(
    """
    | received_at | handler |
    | 10-01 09:00 | 刘* |
    | 10-01 09:00 | 刘* |
    """,
    ratings="""
    | case | dimension | value | top | rated_at |
    | 1 | 时效 | 5 | 5 | 10-05 09:00 |
    | 1 | 态度 | 5 | 5 | 10-05 09:00 |
    | 1 | 技术 | 5 | 5 | 10-05 09:00 |
    | 2 | 时效 | 1 | 5 | 10-05 09:00 |
    | 2 | 态度 | 5 | 5 | 10-05 09:00 |
    | 2 | 技术 | 5 | 5 | 10-05 09:00 |
    """,
)


def test_satisfaction_stands_beside_the_cases_that_were_rated_and_is_faint_for_few() -> None:
    made = tables(report_of(RATED_TWICE))["work_handler"]
    assert column(made, text("report.heads.rated_cases")) == [2]
    share = [each.head for each in made.columns].index(text("report.heads.mark_share"))
    assert made.rows[0][share] == Cell(5 / 6, tone=Tone.FAINT)
