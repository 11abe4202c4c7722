"""How single limits stand: what is late, and what only a day alone can tell."""

from datetime import datetime

import pytest

from tests.model.test_sla_timer import timer
from xltools.rules.standings import Standing

DUE = datetime(2024, 5, 7, 18)


def standing(done: datetime | None = None, revised: datetime | None = None, *, stopped: bool = False) -> Standing:
    return Standing(timer(), datetime(2024, 5, 6, 9), DUE, revised, done, stopped, False)


@pytest.mark.parametrize(("now", "late"), [(datetime(2024, 5, 7, 18), False), (datetime(2024, 5, 7, 18, 0, 1), True)])
def test_an_open_limit_is_late_behind_its_due_time(now: datetime, late: bool) -> None:
    assert standing().is_late(now) is late
    assert standing(stopped=True).is_late(now) is False


@pytest.mark.parametrize(
    ("done", "late"),
    [
        (datetime(2024, 5, 7, 18), False),
        (datetime(2024, 5, 7, 18, 1), True),
        (datetime(2024, 5, 7), False),  # a day alone may mean any moment of it
        (datetime(2024, 5, 8), True),
    ],
)
def test_a_finished_limit_is_judged_by_when_it_was_done(done: datetime, late: bool) -> None:
    assert standing(done).is_late(datetime(2025, 1, 1)) is late


def test_a_revised_due_time_is_what_counts() -> None:
    # FA-12
    revised = datetime(2024, 5, 9, 18)
    assert standing(revised=revised).deadline == revised
    assert not standing(datetime(2024, 5, 8, 10), revised).is_late(datetime(2025, 1, 1))
