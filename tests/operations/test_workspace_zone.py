"""By which clock the tool lives in a workspace: that which is said, else that which its language makes likely."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.operations.workspace_file import FILE_NAME, TIME_ZONE
from xltools.operations.workspace_zone import COMPUTERS_OWN, in_zone, workspace_zone

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("toml", "zone"),
    [
        ("", "Asia/Shanghai"),
        ('language = "zh-CN"', "Asia/Shanghai"),
        ('language = "en"', COMPUTERS_OWN),
        ('language = "en"\ntime_zone = "Europe/Berlin"', "Europe/Berlin"),
        ('time_zone = "Asia/Urumqi"', "Asia/Urumqi"),
    ],
)
def test_what_is_said_counts(tmp_path: Path, toml: str, zone: str) -> None:
    (tmp_path / FILE_NAME).write_text(toml, encoding="utf-8")
    assert workspace_zone(tmp_path) == zone


@pytest.mark.parametrize("value", ['"Europe/Berln"', '""', "1", "true"])
def test_a_zone_that_there_is_not_is_refused_by_its_key(tmp_path: Path, value: str) -> None:
    (tmp_path / FILE_NAME).write_text(f"time_zone = {value}\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        workspace_zone(tmp_path)
    assert (refused.value.source, refused.value.key) == (FILE_NAME, TIME_ZONE)


def test_a_moment_is_told_by_the_clock_of_the_zone() -> None:
    assert in_zone(NOON, "Asia/Shanghai").replace(tzinfo=None) == datetime(2026, 11, 22, 20, 0)
    assert in_zone(NOON, "Europe/Berlin").replace(tzinfo=None) == datetime(2026, 11, 22, 13, 0)
    assert in_zone(NOON, COMPUTERS_OWN) == NOON
    assert in_zone(NOON, COMPUTERS_OWN).utcoffset() == NOON.astimezone().utcoffset()


def test_a_moment_without_a_zone_is_local_already_and_the_ends_of_time_are_no_trouble() -> None:
    naive = datetime(2026, 11, 22, 12, 0)
    assert in_zone(naive, "Europe/Berlin") is naive
    last = datetime.max.replace(tzinfo=timezone(-timedelta(hours=12)))
    assert in_zone(last, "Asia/Shanghai") is last
