"""What the clock of a place shows is naive and whole seconds."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from xltools.operations.local_moment import local_moment

SHOWN = datetime(2026, 11, 22, 9, 30, 5)


@pytest.mark.parametrize("zone", [None, UTC, ZoneInfo("Asia/Shanghai")])
def test_the_hands_stay_where_they_are(zone: ZoneInfo | None) -> None:
    assert local_moment(SHOWN.replace(microsecond=999_999, tzinfo=zone)) == SHOWN
