"""First-time fix, second handling, escalations, extensions. (ST-13, FR-11, FA-12)"""

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.outcomes import outcomes, outcomes_by, outcomes_by_month
from xltools.reports.figures.rate import Rate

OCTOBER = Period.month(2026, 10)
FACTS = facts_of(
    """
    | received_at | closed_at | reopened_at | round | escalated_at | type |
    | 10-01 09:00 | 10-02 09:00 | | 1 | | 甲 |
    | 10-01 09:00 | 10-05 09:00 | 10-03 09:00 | 2 | 10-03 09:00 | 甲 |
    | 10-01 09:00 | 10-05 09:00 | | 2 | | 乙 |
    | 10-01 09:00 | | 10-20 09:00 | 2 | 11-03 09:00 | 乙 |
    | 10-01 09:00 | 10-20 09:00 | 11-20 09:00 | 2 | | 乙 |
    """,
    extensions="""
    | case | applied_at | approved_at | verdict |
    | 1 | 09-30 09:00 | 10-01 09:00 | 同意 |
    | 2 | 10-02 09:00 | 11-02 09:00 | 同意 |
    | 4 | 10-02 09:00 | | 不同意 |
    | 4 | 10-02 09:00 | 11-03 09:00 | 不同意 |
    | 4 | 10-04 09:00 | | |
    """,
)


def test_of_what_was_closed_in_the_period() -> None:
    found = outcomes(FACTS, OCTOBER)
    assert found.first_time_fix == Rate(2, 4)  # what was reopened in November was right so far
    assert found.second_handling == Rate(2, 4)
    assert found.reopened == 2
    assert found.escalated == 1


def test_extensions_by_the_decision() -> None:  # FA-12
    found = outcomes(FACTS, OCTOBER)
    assert (found.extensions_applied, found.extensions_approved, found.extensions_refused) == (4, 1, 1)


def test_by_type_and_month() -> None:
    assert {name: each.first_time_fix for name, each in outcomes_by(FACTS, OCTOBER, "type").items()} == {
        "甲": Rate(1, 2), "乙": Rate(1, 2)
    }  # fmt: skip
    assert [each.reopened for _, each in outcomes_by_month(FACTS, Period.month(2026, 11), 3)] == [0, 2, 1]
