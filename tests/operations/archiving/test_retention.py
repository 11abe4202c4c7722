"""At least three years, by the calendar. (FR-14, ST-12)"""

from datetime import date, datetime

import pytest

from xltools.operations.archiving.retention import retain_until


@pytest.mark.parametrize(
    ("closed", "years", "last"),
    [
        ("2024-05-03", 3, "2027-05-03"),
        ("2024-02-29", 3, "2027-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2023-12-31", 10, "2033-12-31"),
        ("2024-08-31", 0.5, "2025-02-28"),
        ("2024-05-03", 0, "2024-05-03"),
        ("2024-05-03", -1, "2024-05-03"),
        ("2024-05-03", 1e6, "9999-12-31"),
    ],
)
def test_the_last_day(closed: str, years: float, last: str) -> None:
    assert retain_until(datetime.fromisoformat(closed).replace(hour=23), years) == date.fromisoformat(last)
