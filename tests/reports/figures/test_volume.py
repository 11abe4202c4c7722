"""What came, what was done, what is left."""

from datetime import datetime

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.received import received_in
from xltools.reports.figures.volume import Volume, volume, volume_by_month

OCTOBER = Period.month(2026, 10)
CASES = """
    | received_at | closed_at |
    | 09-10 09:00 | 09-12 09:00 |
    | 09-20 09:00 | 10-01 00:00 |
    | 09-30 23:59 | |
    | 10-01 00:00 | 10-02 09:00 |
    | 10-20 09:00 | 11-01 00:00 |
    | 10-31 23:59 | |
    | 11-01 00:00 | |
"""


def test_a_month() -> None:
    facts = facts_of(CASES)
    assert volume(facts, received_in(facts, OCTOBER)) == Volume(3, 3, 2, 2, 3)


def test_cut_off_within_the_month() -> None:
    facts = facts_of(CASES).as_of(datetime(2026, 10, 2, 9))
    figures = volume(facts, received_in(facts, OCTOBER))
    assert figures == Volume(1, 1, 1, 2, 2)
    assert figures.open_before + figures.received - figures.closed == figures.open_after


def test_a_later_look_gives_the_same() -> None:
    facts = facts_of(CASES)
    later = facts.as_of(datetime(2026, 12, 1))
    assert volume(later, received_in(later, OCTOBER)) == volume(facts, received_in(facts, OCTOBER))


def test_closed_before_received_still_balances() -> None:
    facts = facts_of("""
        | received_at | closed_at |
        | 10-05 09:00 | 09-05 09:00 |
    """)
    figures = volume(facts, received_in(facts, OCTOBER))
    assert (figures.received, figures.closed, figures.open_after) == (1, 1, 0)
    assert figures.open_before + figures.received - figures.closed == figures.open_after


def test_months() -> None:
    trend = volume_by_month(facts_of(CASES), OCTOBER)
    assert [month.key for month, _ in trend][-2:] == ["2026-09", "2026-10"]
    assert [figures.received for _, figures in trend] == [0] * 10 + [3, 3]


def test_a_month_that_has_not_begun_is_none() -> None:
    quarter = Period.quarter(2026, 4)
    seen = {
        cut_off: [month.key for month, _ in volume_by_month(facts_of(CASES).as_of(cut_off), quarter)]
        for cut_off in (datetime(2026, 11, 23, 9), datetime(2026, 12, 1), datetime(2026, 12, 1, 0, 1))
    }
    assert [(months[-1], len(months)) for months in seen.values()] == [
        ("2026-11", 12),
        ("2026-11", 12),
        ("2026-12", 12),
    ]
