"""Names of time zones, and what is said of those that are none."""

import pytest

from xltools.model.time_zones import is_time_zone, zone_that_would_do


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Europe/Berlin", "UTC"])
def test_zones_are_known(name: str) -> None:
    assert is_time_zone(name)


@pytest.mark.parametrize(
    "name", ["", "Europe/Berln", "Europe", "../etc/passwd", "/etc/passwd", "北京", "a\0b", "x" * 300]
)
def test_what_is_none_is_told_whatever_it_is(name: str) -> None:
    assert not is_time_zone(name)


def test_the_nearest_zone_is_named() -> None:
    assert "Europe/Berlin" in zone_that_would_do("Europe/Berln")
    assert "Europe/London" in zone_that_would_do("%%%%")
