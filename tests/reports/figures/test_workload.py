"""Who has how much to do."""

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.received import received_in
from xltools.reports.figures.satisfaction import MeanMark
from xltools.reports.figures.timeliness import judged
from xltools.reports.figures.volume import volume
from xltools.reports.figures.workload import workload

OCTOBER = Period.month(2026, 10)
FACTS = facts_of(
    """
    | received_at | completed_at | closed_at | resolution_hours | handler |
    | 09-20 09:00 | 10-02 09:00 | 10-02 09:00 | 288 | 刘* |
    | 10-01 09:00 | | | | 刘* |
    | 10-02 09:00 | | | | 刘* |
    | 10-03 09:00 | | | | |
    | 07-03 09:00 | | 07-05 09:00 | | 赵* |
    """,
    limits="""
    | case | label | start | due | done |
    | 1 | 解决 | 09-20 09:00 | 10-01 09:00 | 10-02 09:00 |
    | 2 | 响应 | 10-01 09:00 | 10-01 10:00 | |
    | 2 | 解决 | 10-01 09:00 | 10-05 10:00 | |
    | 3 | 响应 | 10-02 09:00 | 10-02 10:00 | 10-02 09:30 |
    """,
    ratings="""
    | case | dimension | value | top | rated_at |
    | 1 | 满意度 | 4 | 5 | 10-03 09:00 |
    """,
)


def test_by_handler() -> None:
    rows = workload(FACTS, judged(FACTS, OCTOBER), OCTOBER, "handler")
    assert [row.name for row in rows] == ["刘*", "（未填）"]
    first = rows[0]
    assert first[1:6] == (1, 2, 1, 2, 1)
    assert first.on_time.revised == Rate(1, 4)
    assert first.resolution.median == 288
    assert first.mark == MeanMark(1, 0.75)


def test_adds_up_to_the_volume() -> None:
    whole = volume(FACTS, received_in(FACTS, OCTOBER))
    rows = workload(FACTS, judged(FACTS, OCTOBER), OCTOBER, "department")
    assert [sum(column) for column in zip(*(row[1:5] for row in rows), strict=True)] == [
        whole.open_before, whole.received, whole.closed, whole.open_after
    ]  # fmt: skip
