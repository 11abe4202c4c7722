"""`[notify]` of xltools.toml: what is taken, and what is refused without being shown."""

from datetime import time
from pathlib import Path

import pytest

from tests.operations.notifying.made_up import MAIL, WECOM, workspace
from xltools.errors import DefinitionError
from xltools.operations.notifying.notify_settings import MailChannel, Security, notify_settings
from xltools.operations.workspace_file import FILE_NAME

URL = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc-123"


def test_without_the_table_nothing_is_set_up(tmp_path: Path) -> None:
    assert notify_settings(tmp_path) is None
    (tmp_path / "xltools.toml").write_text("[[reports]]\nname = 'x'\n", encoding="utf-8")
    assert notify_settings(tmp_path) is None


def test_channels_are_named_by_their_kind_and_ports_follow_the_security(tmp_path: Path) -> None:
    secure = MAIL.replace('"none"', '"ssl"') + 'name = "邮件"\nuser_env = "U"\npassword_env = "P"\n'
    settings = notify_settings(workspace(tmp_path, secure, WECOM, notify='quiet_hours = "21:00-08:00"').root)
    assert settings is not None
    mail, robot = settings.channels
    assert isinstance(mail, MailChannel)
    assert (mail.name, mail.security, mail.port_number, mail.has_account) == ("邮件", Security.SSL, 465, True)
    assert robot.name == "wecom"
    assert settings.quiet == (time(21), time(8))


@pytest.mark.parametrize(
    ("channel", "notify"),
    [
        (f'[[notify.channels]]\nkind = "wecom"\nurl = "{URL}"\n', ""),
        (f'[[notify.channels]]\nkind = "wecom"\nurl_env = "{URL}"\n', ""),
        (f'[[notify.channels]]\nkind = "wecom"\nurl_file = "{URL}"\n', ""),
        (f'[[notify.channels]]\nkind = "dingtalk"\nurl_env = "U"\nsecret = "{URL}"\n', ""),
        ('[[notify.channels]]\nkind = "dingtalk"\nurl_env = "U"\nsecret_env = "SECabc123f00abc123f00abc123f00"\n', ""),
        ('[[notify.channels]]\nkind = "feishu"\nurl_env = "U"\nsecret_env = "abc123Passw0rd"\n', ""),
        ('[[notify.channels]]\nkind = "feishu"\nurl_env = "U"\nsecret_env = "ABC123F00ABC123F00"\n', ""),
        (f'{MAIL}password = "{URL}"\n', ""),
        (f'{MAIL}anything = "{URL}"\n', ""),
        (f'{MAIL}user_env = "A"\npassword_env = "B"\n'.replace("127.0.0.1", "mail.example.com"), ""),
        (f'{MAIL}user_env = "A"\n', ""),
        (MAIL.replace("alerts@example.com", "alerts@example.com\\nBcc: x@example.com"), ""),
        (WECOM + 'secret_env = "S"\n', ""),
        (WECOM + 'only = ["别的"]\n', ""),
        (WECOM + WECOM, ""),
        ('[[notify.channels]]\nkind = "wecom"\n', ""),
        ('[[notify.channels]]\nkind = "pigeon"\n', ""),
        (WECOM, 'quiet_hours = "9-5"'),
        (WECOM, 'quiet_hours = "08:00-08:00"'),
        (WECOM, 'time_zone = "Mars/Olympus"'),
    ],
)
def test_what_cannot_be_is_refused_and_no_secret_is_told_on(tmp_path: Path, channel: str, notify: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        notify_settings(workspace(tmp_path, channel, notify=notify).root)
    assert refused.value.key.startswith("notify")
    assert "abc" not in str(refused.value).lower()


@pytest.mark.parametrize("name", ["ROBOT", "XLTOOLS_WECOM_URL", "_X", "WECOM2", "XLTOOLS_DINGTALK_URL_2026"])
def test_names_of_variables_are_none_of_these(tmp_path: Path, name: str) -> None:
    assert notify_settings(workspace(tmp_path, f'[[notify.channels]]\nkind = "wecom"\nurl_env = "{name}"\n').root)


@pytest.mark.parametrize(
    ("head", "own", "zone"),
    [
        ("", "", "Asia/Shanghai"),
        ('language = "en"', "", ""),  # this computer's own
        ('time_zone = "Europe/Berlin"', "", "Europe/Berlin"),
        ('time_zone = "Europe/Berlin"', 'time_zone = "Europe/London"', "Europe/London"),
    ],
)
def test_quiet_hours_are_meant_by_the_clock_of_the_workspace_unless_said(
    tmp_path: Path, head: str, own: str, zone: str
) -> None:
    (tmp_path / FILE_NAME).write_text(f"{head}\n[notify]\n{own}\n", encoding="utf-8")
    settings = notify_settings(tmp_path)
    assert settings is not None
    assert settings.time_zone == zone


@pytest.mark.parametrize(("language", "known"), [("en", "customer"), ("zh-CN", "客户")])
def test_kinds_are_told_in_the_language_of_the_workspace(tmp_path: Path, language: str, known: str) -> None:
    channel = '[[notify.channels]]\nkind = "wecom"\nurl_env = "ROBOT"\nonly = ["%%%%"]\n'
    (tmp_path / FILE_NAME).write_text(f'language = "{language}"\n{channel}', encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        notify_settings(tmp_path)
    assert known in str(refused.value)
