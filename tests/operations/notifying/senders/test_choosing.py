"""Each channel gets the sender of its kind, from settings to server."""

from pathlib import Path

import pytest

from tests.operations.notifying.loopback import answer, mail_server, robot_server
from tests.operations.notifying.made_up import MAIL, NOW, notice, policy, workspace
from xltools.errors import NotifyError
from xltools.operations.notifying.delivering import Delivered, deliver
from xltools.operations.notifying.enqueuing import enqueue
from xltools.operations.notifying.notify_settings import RobotChannel
from xltools.operations.notifying.senders.choosing import opened_sender

ROBOTS = '[[notify.channels]]\nkind = "{0}"\nurl_env = "URL_{1}"\nsecret_env = "{1}"\n'


def test_from_the_settings_to_the_servers_and_nothing_secret_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    robots = [ROBOTS.format(kind, kind.upper()) for kind in ("wecom", "dingtalk", "feishu")]
    robots[0] = robots[0].replace('secret_env = "WECOM"\n', "")
    with mail_server() as server, robot_server(answer({"errcode": 0, "code": 0})) as robot:
        for kind in ("wecom", "dingtalk", "feishu"):
            monkeypatch.setenv(f"URL_{kind.upper()}", f"{robot.url}-{kind}")
            monkeypatch.setenv(kind.upper(), "SECs3cret")
        space = workspace(tmp_path, f"{MAIL}port = {server.port}\n", *robots)
        enqueue(space, "a.xlsx", [notice()], policy(), NOW)
        assert deliver(space, NOW) == Delivered(sent=4)
        assert deliver(space, NOW) == Delivered()
    assert [address for address, _ in server.letters] == ["wang@example.com"]
    assert [path.partition("&")[0] for path, _, _ in robot.requests] == [
        f"/send?key=s3cret-{kind}" for kind in ("wecom", "dingtalk", "feishu")
    ]
    for file in space.memory.iterdir():
        assert b"s3cret" not in file.read_bytes()


def test_an_address_in_the_folder_of_the_registers_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "robot.txt").write_text("https://example.com", encoding="utf-8")
    channel = RobotChannel.model_validate({"kind": "wecom", "name": "x", "url_file": str(tmp_path / "robot.txt")})
    with pytest.raises(NotifyError):
        opened_sender(channel, tmp_path)
