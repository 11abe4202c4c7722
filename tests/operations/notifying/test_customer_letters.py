"""Letters to customers: by e-mail to them alone, and once. (FA-13, FR-10)"""

from pathlib import Path

import pytest

from tests.operations.notifying.made_up import MAIL, NOW, WECOM, workspace
from xltools.operations.notifying.customer_letters import CustomerLetter, customer_channel, enqueue_letters
from xltools.operations.notifying.digests import blank_letter, own_letter
from xltools.operations.notifying.notify_settings import NotifySettings, notify_settings
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.notifying.quiet_hours import instant
from xltools.operations.notifying.senders.mail import message
from xltools.operations.workspace import Workspace

LETTER = CustomerLetter("k1", "202611-001", "zhang@example.com", "某公司 售后部", "告知", "张*：\n\n　已处理。")
COPIED = f'{MAIL}copy_to = ["经理"]\n'


def settings_of(space: Workspace) -> NotifySettings:
    found = notify_settings(space.root)
    assert found is not None
    return found


def test_no_group_and_nobody_else_gets_it(tmp_path: Path) -> None:
    space = workspace(tmp_path, COPIED, WECOM)
    assert enqueue_letters(space, "a.xlsx", [LETTER], settings_of(space), NOW) == [True]
    (entry,) = Outbox(space).read().entries.values()
    assert (entry.lane, entry.who, entry.case, entry.text) == (
        ("mail", "zhang@example.com"), "客户", "202611-001", LETTER.text,
    )  # fmt: skip


def test_it_is_entered_once(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    settings = settings_of(space)
    assert enqueue_letters(space, "a.xlsx", [LETTER], settings, NOW, dry_run=True) == [True]
    assert enqueue_letters(space, "a.xlsx", [LETTER], settings, NOW) == [True]
    assert enqueue_letters(space, "a.xlsx", [LETTER._replace(address="Zhang@Example.com")], settings, NOW) == [False]
    further = LETTER._replace(key="k2")
    assert enqueue_letters(space, "a.xlsx", [LETTER, further], settings, NOW) == [False, True]
    assert len(Outbox(space).read().waiting) == 2


@pytest.mark.parametrize(
    ("channels", "name"),
    [
        ((WECOM,), None),
        ((f'{MAIL}name = "内部"\nonly = ["升级"]\n',), None),
        ((f'{MAIL}name = "经理"\nroles = ["经理"]\n',), None),
        ((f'{MAIL}name = "都发"\n', f'{MAIL}name = "客户"\nonly = ["客户"]\n'), "客户"),
        ((f'{MAIL}name = "内部"\nonly = ["升级"]\n', f'{MAIL}name = "都发"\n'), "都发"),
    ],
)
def test_only_a_mail_channel_that_is_open_to_them_leads_to_customers(
    tmp_path: Path, channels: tuple[str, ...], name: str | None
) -> None:
    space = workspace(tmp_path, *channels)
    settings = settings_of(space)
    channel = customer_channel(settings)
    assert (channel.name if channel else None) == name
    assert enqueue_letters(space, "a.xlsx", [LETTER], settings, NOW) == [name is not None]


def test_the_customer_reads_the_text_and_nothing_of_ours(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    settings = settings_of(space)
    strange = LETTER._replace(subject="告知\r\nBcc: x@example.com", text="第一行\u202e\n\n　第二行")
    enqueue_letters(space, "a.xlsx", [strange], settings, NOW)
    (entry,) = Outbox(space).read().entries.values()
    letter = own_letter(entry, blank_letter("b", instant(NOW, settings), entry), tmp_path)
    mail = message(letter, "service@example.com")
    assert (mail["To"], mail["Bcc"], "\n" in mail["Subject"]) == ("zhang@example.com", None, False)
    assert mail["From"].addresses[0].display_name == "某公司 售后部"
    assert mail.get_content().splitlines()[:3] == ["第一行", "", "　第二行"]
    assert not any(mail.get_content().splitlines()[3:])
