"""Senders talk to servers on this very computer, past any proxy of the environment, and are impatient."""

import pytest

from xltools.operations.notifying.senders import mail, posting


@pytest.fixture(autouse=True)
def _here_and_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(posting, "_TIMEOUT_SECONDS", 0.5)
    monkeypatch.setattr(mail, "_TIMEOUT_SECONDS", 0.5)
    monkeypatch.setattr(mail, "_REPLY_SECONDS", 0.7)
