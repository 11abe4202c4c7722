"""How single limits stand: what is late, and what only a day alone can tell."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.test_sla_timer import timer
from tests.rules.case_views import policy_of, view_of
from xltools.model.register import Value
from xltools.model.sla_timer import Limit, LimitUnit
from xltools.rules.case_log import CaseLog
from xltools.rules.standings import Reckoning, Standing

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


HOURS = st.integers(0, 60).map(lambda hours: datetime(2024, 5, 6) + timedelta(hours=hours))
POSITIONS = range(4)
TIMERS = (
    timer(name="other", due_at="", limit=Limit(1, LimitUnit.HOURS)),
    timer(limit=Limit(20, LimitUnit.HOURS)),
    timer(priority="高", limit=Limit(5, LimitUnit.HOURS)),
    timer(name="update", due_at="next_due", limit=Limit(2, LimitUnit.HOURS), repeats=True),
    timer(name="endless", due_at="informed_due_at", ends_at="", limit=Limit(2, LimitUnit.DAYS)),
)


def by_position(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[int, object]]:
    return st.dictionaries(st.sampled_from(POSITIONS), values)


@given(
    started=st.lists(st.none() | HOURS | HOURS.map(datetime.date), min_size=4, max_size=4),
    done=st.lists(st.none() | HOURS | HOURS.map(datetime.date), min_size=4, max_size=4),
    priorities=st.lists(st.sampled_from(["高", "低", None]), min_size=4, max_size=4),
    pauses=by_position(st.tuples(HOURS, HOURS).map(lambda pair: [(min(pair), max(pair))])),
    paused=by_position(HOURS),
    contacts=by_position(st.lists(HOURS, min_size=1).map(sorted)),
    reopened=by_position(HOURS),
    revised=by_position(HOURS),
    now=HOURS,
)
def test_outcomes_of_many_cases_say_what_the_standings_of_each_say(
    started: list[Value], done: list[Value], priorities: list[Value], now: datetime, **by_case: Mapping[int, object]
) -> None:
    view = view_of("| number |\n| 1 |\n| 2 |\n| 3 |\n| 4 |")
    view = view.extended({"received_at": started, "completed_at": done, "priority": priorities})
    log = CaseLog(by_case["pauses"], by_case["paused"], by_case["contacts"])  # type: ignore[arg-type]
    policy, reopened, revised = replace(policy_of(), timers=TIMERS), by_case["reopened"], by_case["revised"]
    reckoning = Reckoning(view, policy, log, reopened, frozenset({"completed_at"}), now)  # type: ignore[arg-type]
    due: dict[tuple[int, str], datetime] = {}
    late: set[tuple[int, str]] = set()
    for outcome in reckoning.outcomes(POSITIONS, revised):  # type: ignore[arg-type]
        due.update(((index, outcome.due_at), due) for index, due in zip(outcome.positions, outcome.due, strict=True))
        late.update((index, outcome.due_at) for index in outcome.late)
    each = [(at, one) for at in POSITIONS for one in reckoning.standings(at, revised.get(at))]  # type: ignore[arg-type]
    each = [(at, one) for at, one in each if one.timer.due_at]
    assert due == {(at, one.timer.due_at): one.due for at, one in each}
    assert late == {(at, one.timer.due_at) for at, one in each if one.done is not None and one.is_late(now)}
