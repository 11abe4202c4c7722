"""Values as people write them, with or without the time of day. (FR-12)"""

from datetime import date, datetime, time

import pytest

from xltools.model.field import FieldKind
from xltools.model.register import Value
from xltools.rules.shown_values import shown, shown_day


@pytest.mark.parametrize(
    ("value", "text", "day"),
    [
        (None, "", ""),
        (datetime(2024, 5, 1, 9, 30), "2024-05-01 09:30", "2024-05-01"),
        (date(2024, 5, 1), "2024-05-01", "2024-05-01"),
        (time(9, 30), "09:30", "09:30"),
        (5.0, "5", "5"),
        (4.25, "4.25", "4.25"),
        (12, "12", "12"),
        (202405000001.0, "202405000001", "202405000001"),
        (" 换了主板\n", "换了主板", "换了主板"),
    ],
)
def test_a_value_is_told_as_people_write_it(value: Value, text: str, day: str) -> None:
    assert (shown(value), shown_day(value)) == (text, day)


def test_a_share_is_told_in_per_cent() -> None:
    assert shown(0.125, FieldKind.PERCENT) == "12.5%"
