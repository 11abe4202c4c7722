"""`xltools doctor`."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.commands.conftest import ROW, Call, register
from tests.operations.examining.made_up import NOW, aged, computer
from xltools.operations.examining import examination as module


@pytest.fixture(autouse=True)
def _a_computer_that_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "this_computer", computer)


def test_a_set_up_in_order_is_exit_code_0(call: Call, tmp_path: Path) -> None:
    aged(register(tmp_path, ROW))
    said = call("doctor", tmp_path, now=NOW)
    assert said.code == 0
    assert len(said.out.splitlines()) == 1
    assert call("doctor", tmp_path, "-q", now=NOW).out == ""
    assert len(call("doctor", tmp_path, "-v", now=NOW).out.splitlines()) > 10


def test_what_is_wrong_has_a_line_and_one_for_the_remedy(call: Call, tmp_path: Path) -> None:
    aged(register(tmp_path, ROW)).chmod(0o444)
    said = call("doctor", tmp_path, "-q", now=NOW)
    assert said.code == 1
    line, remedy = said.out.splitlines()
    assert "台账.xlsx" in line
    assert "->" in remedy


def test_what_is_doubtful_may_be_meant_so(call: Call, tmp_path: Path) -> None:
    said = call("doctor", tmp_path, now=NOW)
    assert (said.code, "doubtful" in said.out) == (0, True)
    assert call("doctor", tmp_path, "-q", now=NOW).out == ""


def test_what_many_have_in_common_is_said_once(call: Call, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        aged(register(tmp_path, ROW, file_name=name)).chmod(0o444)
    assert len(call("doctor", tmp_path, "-q", now=NOW).out.splitlines()) == 2
    assert len(json.loads(call("doctor", tmp_path, "-q", "--json", now=NOW).out)["answers"]) > 20


def test_json_has_every_answer(call: Call, tmp_path: Path) -> None:
    path = aged(register(tmp_path, ROW))
    path.chmod(0o444)
    said = call("doctor", tmp_path, "--json", now=NOW)
    document = json.loads(said.out)
    assert said.code == 1
    assert {each["verdict"] for each in document["answers"]} == {"ok", "wrong"}
    (found,) = (each for each in document["answers"] if each["verdict"] == "wrong")
    assert (found["check"], found["where"], bool(found["to_do"])) == ("read-only", path.name, True)


def test_a_folder_that_is_not_there_is_exit_code_2(call: Call, tmp_path: Path) -> None:
    said = call("doctor", tmp_path / "nowhere")
    assert (said.code, said.out) == (2, "")
    assert "nowhere" in said.err
    assert call("doctor", register(tmp_path)).code == 2


def test_it_looks_by_the_clock_that_it_is_given(call: Call, tmp_path: Path) -> None:
    aged(register(tmp_path, ROW))
    yesterday = (NOW - timedelta(days=1)).replace(tzinfo=None).isoformat()
    assert call("doctor", tmp_path, "--now", yesterday, now=datetime(2024, 5, 11, tzinfo=ZoneInfo("UTC"))).code == 1
