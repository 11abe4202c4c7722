"""`xltools tick`: what is said, and with which exit code."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.commands.conftest import ROW, register
from xltools.commands import tick as module
from xltools.commands.tick_outcome import exit_code_of
from xltools.errors import VanishedError
from xltools.operations.clock.ticking import Standing, TickResult
from xltools.operations.importing.taking_in import TakenIn, Taking
from xltools.operations.notifying.delivering import Delivered
from xltools.operations.passes.attending import Attendance, Attended

NOW = datetime(2024, 5, 10, 14, 0)
BOOK = Path("台账.xlsx")


def said(*words: object, now: datetime = NOW) -> Result:
    return CliRunner().invoke(
        module.command, [str(word) for word in words], obj=lambda: now, standalone_mode=False, catch_exceptions=False
    )


def attended(*whats: Attendance) -> TickResult:
    return TickResult(attended=tuple(Attended(BOOK, what, "why") for what in whats))


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (TickResult(), 0),
        (attended(Attendance.WRITTEN, Attendance.IDLE), 0),
        (attended(Attendance.IDLE, Attendance.WAITING), 4),
        (attended(Attendance.AGAIN), 4),
        (attended(Attendance.WAITING, Attendance.UNUSABLE), 1),
        (TickResult(Standing.BUSY), 4),
        (TickResult(Standing.CLOCK_BEHIND, NOW), 1),
        (TickResult(troubles=("something",)), 1),
        (TickResult(delivered=(Delivered(sent=3, waiting=2),)), 0),
        (TickResult(delivered=(Delivered(failed=1),)), 1),
        (TickResult(delivered=(Delivered(doubtful=1),)), 1),
        (TickResult(taken_in=(TakenIn(BOOK, Taking.ENTERED, "3 entered", entered=3),)), 0),
        (TickResult(taken_in=(TakenIn(BOOK, Taking.ENTERED, "2 entered", entered=2, faulty=1),)), 1),
        (TickResult(taken_in=(TakenIn(BOOK, Taking.RETURNED, "returned", faulty=3),)), 1),
        (TickResult(taken_in=(TakenIn(BOOK, Taking.LATER, "later"),)), 0),
    ],
)
def test_the_exit_code_tells_what_is_left_to_do(result: TickResult, code: int) -> None:
    assert exit_code_of(result) == code


def test_a_tick_writes_and_says_so(tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    before = path.read_bytes()
    first = said(tmp_path)
    assert first.return_value == 0
    assert path.name in first.output
    assert path.read_bytes() != before
    assert path.name not in said(tmp_path).output  # nothing to write: only counted


def test_quietly_nothing_is_said_of_what_went_well(tmp_path: Path) -> None:
    register(tmp_path, ROW)
    assert said(tmp_path, "-q").output == ""


def test_what_wants_attention_is_said_even_quietly(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    register(tmp_path, ROW)
    result = said(tmp_path, "-q")
    assert (result.return_value, "坏.xlsx" in result.output) == (1, True)


def test_what_cannot_be_written_is_told_until_it_can(tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    path.chmod(0o444)
    for _ in range(2):
        told = said(tmp_path)
        assert (told.return_value, path.name in told.output) == (1, True)
    path.chmod(0o644)
    assert said(tmp_path, now=NOW + timedelta(minutes=1)).return_value == 0


def test_registers_that_rest_are_counted(tmp_path: Path) -> None:
    register(tmp_path, ROW)
    said(tmp_path)
    assert "1 of 1" in said(tmp_path).output
    assert json.loads(said(tmp_path, "--json").output)["resting"] == 1


def test_the_same_as_one_document(tmp_path: Path) -> None:
    register(tmp_path, ROW)
    document = json.loads(said(tmp_path, "--json").output)
    assert (document["standing"], document["registers"][0]["what"]) == ("done", "written")
    assert document["registers"][0]["cells"] > 0


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    before = path.read_bytes(), sorted(tmp_path.iterdir())
    plan = json.loads(said(tmp_path, "-n", "--json").output)
    assert (plan["dry_run"], plan["full"], plan["reports"]) == (True, True, [])
    assert plan["registers"][0]["cells"] > 0
    assert path.name in said(tmp_path, "-n").output
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == before


def test_reports_that_are_due_are_foreseen(tmp_path: Path) -> None:
    register(tmp_path, ROW)
    said(tmp_path)
    assert "2024-05" in said(tmp_path, "-n", now=datetime(2024, 6, 1, 8, 0)).output


def test_a_clock_that_was_put_back_is_told_with_the_last_tick(tmp_path: Path) -> None:
    register(tmp_path, ROW)
    said(tmp_path)
    result = said(tmp_path, now=datetime(2024, 5, 9, 8, 0))
    assert (result.return_value, "2024-05-10 14:00" in result.output) == (1, True)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VanishedError):
        said(tmp_path / "nowhere")
