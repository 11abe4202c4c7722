"""A test message on every channel, past the outbox."""

from pathlib import Path

import pytest

from tests.operations.notifying.made_up import (
    MAIL,
    NOW,
    REFUSED,
    WECOM,
    Service,
    notice,
    policy,
    workspace,
)
from xltools.errors import NotifyError
from xltools.operations.notifying.delivering import Delivered, deliver
from xltools.operations.notifying.enqueuing import enqueue
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.trying_out import try_out
from xltools.operations.workspace import Workspace


def test_by_mail_to_the_sender_himself_and_to_the_group(tmp_path: Path) -> None:
    service = Service()
    tried = try_out(workspace(tmp_path, MAIL, WECOM), None, NOW, service)
    assert [(each.channel, each.to, each.outcome.verdict) for each in tried] == [
        ("mail", "alerts@example.com", Verdict.SENT),
        ("wecom", "", Verdict.SENT),
    ]
    assert [each.address for each in service.letters] == ["alerts@example.com", ""]
    assert not (tmp_path / ".xltools" / "outbox.jsonl").exists()


def test_one_channel_only_and_none_of_that_name(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL, WECOM)
    assert [each.channel for each in try_out(space, "wecom", NOW, Service())] == ["wecom"]
    for folder, name in ((space, "other"), (Workspace(tmp_path / "x"), None), (workspace(tmp_path), None)):
        with pytest.raises(NotifyError):
            try_out(folder, name, NOW, Service())


def test_a_missing_secret_is_an_answer_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ROBOT", raising=False)
    (tried,) = try_out(workspace(tmp_path, WECOM), None, NOW)
    assert tried.outcome.verdict is Verdict.PERMANENT
    assert "url_env" in tried.outcome.said
    assert "ROBOT" not in tried.outcome.said


def test_a_channel_that_works_again_sends_what_waits(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    enqueue(space, "a.xlsx", [notice()], policy(), NOW)
    assert deliver(space, NOW, Service(REFUSED)) == Delivered(failed=1)
    try_out(space, None, NOW, Service(REFUSED))
    assert deliver(space, NOW, Service()) == Delivered(failed=1)
    try_out(space, None, NOW, Service())
    assert deliver(space, NOW, Service()) == Delivered(sent=1)
