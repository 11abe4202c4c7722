"""Times of response and resolution. (FA-15, ST-13)"""

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.durations import times, times_by, times_by_month
from xltools.reports.figures.spread import NO_SPREAD

OCTOBER = Period.month(2026, 10)
FACTS = facts_of(
    """
    | received_at | first_response_at | response_hours | completed_at | resolution_hours | {} | handler |
    | 09-30 09:00 | 09-30 10:00 | 1 | 10-01 09:00 | 24 | 8 | 刘* |
    | 10-05 09:00 | 10-05 12:00 | 3 | 10-05 19:00 | 10 | 6 | 刘* |
    | 10-06 09:00 | 10-06 14:00 | 5 | | | | 王* |
    | 10-31 09:00 | 11-01 09:00 | 24 | 11-02 09:00 | 48 | 16 | 王* |
""".format("resolution_working_hours")
)


def test_a_time_belongs_to_where_it_ended() -> None:
    found = times(FACTS, OCTOBER)
    assert found.response[:3] == (2, 4.0, 4.0)
    assert found.response_working == NO_SPREAD
    assert found.resolution[:3] == (2, 17.0, 17.0)
    assert found.resolution_working[:3] == (2, 7.0, 7.0)


def test_by_handler() -> None:
    found = times_by(FACTS, OCTOBER, "handler")
    assert {name: (each.response.mean, each.resolution.n) for name, each in found.items()} == {
        "刘*": (3.0, 2), "王*": (5.0, 0)
    }  # fmt: skip


def test_by_month() -> None:
    assert [found.resolution.n for _, found in times_by_month(FACTS, Period.month(2026, 11), 3)] == [0, 2, 1]
