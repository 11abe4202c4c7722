"""A day typed alone is any moment of that day."""

from datetime import date, datetime, timedelta

import pytest

from xltools.model.policy import Policy
from xltools.model.register import Value
from xltools.rules.typed_moments import (
    day_of,
    future_from,
    is_before,
    last_moment,
    last_second_of,
    moment_of,
    shown,
)

DAY = datetime(2024, 5, 6)
MORNING = datetime(2024, 5, 6, 9, 30)
EVENING = datetime(2024, 5, 6, 21, 0)
NEXT_DAY = datetime(2024, 5, 7)


@pytest.mark.parametrize(
    ("moment", "other", "before"),
    [
        (MORNING, EVENING, True),
        (EVENING, MORNING, False),
        (MORNING, MORNING, False),
        (DAY, MORNING, False),
        (MORNING, DAY, False),
        (EVENING, NEXT_DAY, True),
        (DAY, NEXT_DAY, True),
        (NEXT_DAY, EVENING, False),
    ],
)
def test_before(moment: datetime, other: datetime, before: bool) -> None:
    assert is_before(moment, other) is before


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        (MORNING, MORNING),
        (DAY, datetime(2024, 5, 6, 23, 59, 59, 999999)),
        (date(2024, 5, 6), datetime(2024, 5, 6, 23, 59, 59, 999999)),
        ("明天", None),
        (None, None),
    ],
)
def test_last_moment(typed: Value, last: datetime | None) -> None:
    assert last_moment(typed) == last


def test_shown_without_an_hour_that_nobody_typed() -> None:
    assert [shown(MORNING), shown(DAY), shown(date(2024, 5, 6))] == ["2024-05-06 09:30", "2024-05-06", "2024-05-06"]


@pytest.mark.parametrize(
    ("typed", "day", "moment", "last_second"),
    [
        (MORNING, date(2024, 5, 6), MORNING, MORNING),
        (DAY, date(2024, 5, 6), DAY, DAY),
        (date(2024, 5, 6), date(2024, 5, 6), DAY, datetime(2024, 5, 6, 23, 59, 59)),
        ("明天", None, None, None),
        (None, None, None, None),
    ],
)
def test_the_day_and_the_ends_of_what_was_typed(
    typed: Value, day: date | None, moment: datetime | None, last_second: datetime | None
) -> None:
    assert (day_of(typed), moment_of(typed), last_second_of(typed)) == (day, moment, last_second)


@pytest.mark.parametrize(("settings", "minutes"), [({}, 10), ({"future_tolerance_minutes": "45"}, 45)])
def test_clocks_that_go_fast_are_forgiven_as_the_settings_say(settings: dict[str, str], minutes: int) -> None:
    policy = Policy({}, {}, (), settings, {}, frozenset())
    assert future_from(policy, MORNING) == MORNING + timedelta(minutes=minutes)
