"""Secrets come from the environment or from a file outside the folder of the registers."""

from pathlib import Path

import pytest

from xltools.errors import NotifyError
from xltools.operations.notifying.notify_settings import RobotChannel
from xltools.operations.notifying.secrets_outside import secret_of


def robot(**named: object) -> RobotChannel:
    return RobotChannel.model_validate({"kind": "dingtalk", "name": "group", **named})


def test_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROBOT", " https://x.example.com \n")
    assert secret_of(robot(url_env="ROBOT"), "url", tmp_path) == "https://x.example.com"
    assert secret_of(robot(url_env="ROBOT"), "secret", tmp_path) == ""


def test_from_a_file_elsewhere(tmp_path: Path) -> None:
    folder, file = tmp_path / "registers", tmp_path / "secrets" / "robot.txt"
    folder.mkdir()
    file.parent.mkdir()
    file.write_bytes("\ufeffhttps://x.example.com\r\n".encode())
    assert secret_of(robot(url_file=file), "url", folder) == "https://x.example.com"


def test_a_file_among_the_registers_is_refused_also_behind_dots_and_links(tmp_path: Path) -> None:
    folder = tmp_path / "registers"
    (folder / "sub").mkdir(parents=True)
    (folder / "robot.txt").write_text("https://x.example.com", encoding="utf-8")
    for file in (folder / "robot.txt", folder / "sub" / ".." / "robot.txt"):
        with pytest.raises(NotifyError) as refused:
            secret_of(robot(url_file=file), "url", folder)
        assert "x.example.com" not in str(refused.value)


@pytest.mark.parametrize("contents", [b"", b"one\ntwo", b"\xff\xfe", None])
def test_what_is_not_there_is_said_without_telling_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, contents: bytes | None
) -> None:
    monkeypatch.delenv("ROBOT", raising=False)
    file = tmp_path / "robot.txt"
    if contents is not None:
        file.write_bytes(contents)
    for channel in (robot(url_env="ROBOT"), robot(url_file=file), robot(url_file=Path("robot.txt"))):
        with pytest.raises(NotifyError) as refused:
            secret_of(channel, "url", tmp_path / "registers")
        assert "group" in str(refused.value)
        assert "ROBOT" not in str(refused.value)  # it may be the secret
