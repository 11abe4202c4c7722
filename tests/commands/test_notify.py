"""`xltools notify`."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call
from tests.operations.notifying.loopback import answer, robot_server
from tests.operations.notifying.made_up import MAIL, NOW, WECOM, notice, policy, workspace
from xltools.operations.notifying.enqueuing import enqueue


def test_what_is_due_is_sent_and_the_rest_is_told(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = workspace(tmp_path, WECOM)
    enqueue(space, "a.xlsx", [notice()], policy(), NOW)
    with robot_server(answer({"errcode": 93000, "errmsg": "invalid webhook url"}), answer({"errcode": 0})) as robot:
        monkeypatch.setenv("ROBOT", robot.url)
        refused = call("notify", tmp_path, "--json", now=NOW)
        sent = call("notify", tmp_path, "--json", now=NOW)
    assert (refused.code, sent.code) == (1, 0)
    first, second = json.loads(refused.out), json.loads(sent.out)
    assert first["delivered"] == {"sent": 0, "failed": 1, "waiting": 0, "doubtful": 0}
    assert "93000" in first["lanes"][0]["said"]
    assert second["delivered"]["sent"] == 1
    assert "s3cret" not in refused.out + refused.err


def test_a_dry_run_sends_nothing(call: Call, tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    enqueue(space, "a.xlsx", [notice(), notice("李娜", "k2")], policy(), NOW)
    before = (space.memory / "outbox.jsonl").read_bytes()
    said = call("notify", tmp_path, "-n", now=NOW)
    assert said.code == 1  # nothing reaches 李娜
    assert "w***@example.com" in said.out
    assert "李*" in said.out
    assert (space.memory / "outbox.jsonl").read_bytes() == before


def test_testing_a_channel(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, WECOM)
    with robot_server(answer({"errcode": 0}), answer({"errcode": 93000, "errmsg": "invalid webhook url"})) as robot:
        monkeypatch.setenv("ROBOT", robot.url)
        assert call("notify", tmp_path, "--test", now=NOW).code == 0
        refused = call("notify", tmp_path, "--test", "wecom", now=NOW)
    assert refused.code == 1
    assert "93000" in refused.out
    assert "s3cret" not in refused.out
    assert call("notify", tmp_path, "--test", "other", now=NOW).code == 2
    assert json.loads(call("notify", tmp_path, "--test", "--json", now=NOW).out)[0]["verdict"] == "temporary"


def test_a_dry_test_sends_nothing_either(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace(tmp_path, WECOM)
    with robot_server(answer({"errcode": 0})) as robot:
        monkeypatch.setenv("ROBOT", robot.url)
        assert call("notify", tmp_path, "--test", "-n", now=NOW).code == 0
        said = call("notify", tmp_path, "--test", "wecom", "-n", "--json", now=NOW)
        assert json.loads(said.out) == [{"channel": "wecom", "kind": "wecom", "verdict": None}]
        assert call("notify", tmp_path, "--test", "other", "-n", now=NOW).code == 2
    assert robot.requests == []


def test_nothing_set_up_and_no_folder(call: Call, tmp_path: Path) -> None:
    assert call("notify", tmp_path, now=NOW).code == 0
    assert json.loads(call("notify", tmp_path, "--json", now=NOW).out) == {"set_up": False}
    assert call("notify", tmp_path / "gone", now=NOW).code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_secret_in_the_settings_is_refused_without_being_shown(call: Call, tmp_path: Path) -> None:
    workspace(tmp_path, '[[notify.channels]]\nkind = "wecom"\nurl = "https://example.com/?key=s3cret"\n')
    said = call("notify", tmp_path, now=NOW)
    assert said.code == 2
    assert "s3cret" not in said.err + said.out
