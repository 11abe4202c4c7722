"""Which clock a verb goes by: that of the workspace it is about, put to ``--now`` where somebody says so."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.conftest import ROW, Call, register
from xltools.commands.command_options import clock_of, zone_of_arguments
from xltools.operations.workspace_file import FILE_NAME
from xltools.operations.workspace_zone import COMPUTERS_OWN

EVENING = datetime(2026, 11, 22, 16, 2, tzinfo=UTC)  # past midnight in Shanghai, afternoon in Berlin


def at_of_last_line(folder: Path) -> str:
    """When the tool says in its journal that it did the last thing."""
    last = (folder / ".xltools" / "journal.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    return str(json.loads(last)["at"])[:16]


@pytest.mark.parametrize(
    ("toml", "at"), [("", "2026-11-23T00:02"), ('language = "en"\ntime_zone = "Europe/Berlin"\n', "2026-11-22T17:02")]
)
def test_the_journal_bears_the_time_of_the_workspace(call: Call, tmp_path: Path, toml: str, at: str) -> None:
    (tmp_path / FILE_NAME).write_text(toml, encoding="utf-8")
    path = register(tmp_path, ROW)
    assert call("refresh", path, now=EVENING).code in (0, 1)
    assert call("undo", path, now=EVENING).code == 0
    assert at_of_last_line(tmp_path) == at


def test_a_mistake_in_the_workspaces_file_stops_what_writes_and_nothing_else(call: Call, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('time_zone = "Europe/Berln"\n', encoding="utf-8")
    path = register(tmp_path, ROW)
    refused = call("refresh", path, now=EVENING)
    assert refused.code == 2
    assert "time_zone" in refused.out + refused.err
    assert call("check", path, now=EVENING).code in (0, 1)
    assert call("undo", path, "--list", now=EVENING).code == 0


def test_a_file_from_elsewhere_does_not_choose_the_clock(call: Call, tmp_path: Path) -> None:
    desk, downloads = tmp_path / "desk", tmp_path / "downloads"
    assert call("init", "feedback_report", desk, now=EVENING).code == 0
    (desk / FILE_NAME).write_text('time_zone = "Europe/Berlin"\n', encoding="utf-8")
    downloads.mkdir()
    (downloads / "评价.csv").write_text("x\n", encoding="utf-8")
    (path,) = desk.glob("*.xlsx")
    assert zone_of_arguments((downloads / "评价.csv", path)) == "Europe/Berlin"
    assert zone_of_arguments(("x", (desk,))) == "Europe/Berlin"
    assert zone_of_arguments((downloads / "评价.csv",)) == "Asia/Shanghai"
    assert zone_of_arguments((downloads / "a\0b",)) == COMPUTERS_OWN


def test_a_clock_that_was_put_to_a_moment_goes_on_from_there() -> None:
    moments = iter((EVENING, EVENING + timedelta(minutes=3)))
    clock = clock_of(lambda: next(moments), "Europe/Berlin", datetime(2026, 1, 1, 8, 0))
    assert clock() == datetime(2026, 1, 1, 7, 3, tzinfo=UTC)


@pytest.mark.parametrize(("verb", "spoken_of"), [("check", False), ("doctor", False), ("refresh", True)])
def test_only_what_writes_speaks_of_a_dry_run_and_all_take_it(
    call: Call, tmp_path: Path, verb: str, spoken_of: bool
) -> None:
    assert ("--dry-run" in call(verb, "--help").out) is spoken_of
    path = register(tmp_path, ROW)
    assert call(verb, tmp_path if verb == "doctor" else path, "-n", now=EVENING).code in (0, 1)
