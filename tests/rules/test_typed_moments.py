"""A day typed alone is any moment of that day."""

from datetime import date, datetime

import pytest

from xltools.model.register import Value
from xltools.rules.typed_moments import is_before, last_moment, shown

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
