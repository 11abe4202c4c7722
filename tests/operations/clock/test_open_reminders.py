"""A register that stays open for long: told once, to whom the reports go."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.rules.case_views import policy_of
from xltools.errors import LedgerError
from xltools.model.policy import Policy
from xltools.operations.clock import open_reminders as module
from xltools.operations.clock.open_reminders import remind
from xltools.operations.passes.waiting import Waiting, remember_waiting, waiting_registers
from xltools.operations.workspace import Workspace
from xltools.operations.workspace_file import FILE_NAME

MORNING = datetime(2026, 11, 20, 8, 12)
HOUR = timedelta(hours=1)
OPEN = Waiting("by Li Na, says .~lock.台账.xlsx#", MORNING)
SETTINGS = {"report_recipients": "售后服务经理、刘敏"}


class Outbox:
    """Stands for the outbox: keeps what it is given."""

    def __init__(self) -> None:
        self.entered: list[tuple[str, str, str, str, tuple[str, ...]]] = []

    def __call__(
        self,
        workspace: Workspace,
        register_id: str,
        key: str,
        subject: str,
        text: str,
        recipients: tuple[str, ...],
        policy: Policy,
        now: datetime,
    ) -> int:
        self.entered.append((register_id, key, subject, text, recipients))
        return len(recipients)


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    kept = Outbox()
    monkeypatch.setattr(module, "enqueue_message", kept)
    return kept


def asked(folder: Path, waiting: Waiting, hours: float, notify: str = "[notify]\n", unreadable: bool = False) -> bool:
    (folder / FILE_NAME).write_text(notify, encoding="utf-8")
    policy = None if unreadable else policy_of(settings=SETTINGS)
    now = waiting.since + timedelta(hours=hours)
    return remind(folder / "台账.xlsx", waiting, Workspace(folder), now, lambda: policy)


@pytest.mark.parametrize(
    ("hours", "notify", "told"),
    [
        (1.99, "[notify]\n", False),
        (2, "[notify]\n", True),
        (0.5, "[notify]\nremind_after_hours = 0.5\n", True),
        (3, "[notify]\nremind_after_hours = 4\n", False),
        (3, "", False),  # nobody could be told
    ],
)
def test_it_is_told_once_it_is_open_for_long(  # clients.md §4
    tmp_path: Path, outbox: Outbox, hours: float, notify: str, told: bool
) -> None:
    assert asked(tmp_path, OPEN, hours, notify) == told
    assert len(outbox.entered) == told


def test_the_message_names_who_has_it_open_since_when(tmp_path: Path, outbox: Outbox) -> None:
    asked(tmp_path, OPEN, 3)
    ((register_id, _, subject, text, recipients),) = outbox.entered
    assert register_id == "台账.xlsx"
    assert "台账" in subject
    assert "Li Na" in text
    assert "2026-11-20 08:12" in text
    assert "台账·查看.xlsx" in text
    assert recipients == ("售后服务经理", "刘敏")


def test_who_opened_it_later_is_not_said_to_have_had_it_open_all_day(tmp_path: Path, outbox: Outbox) -> None:
    workspace = Workspace(tmp_path)
    remember_waiting(workspace, "台账.xlsx", OPEN)
    waiting = remember_waiting(workspace, "台账.xlsx", Waiting("by Wang Er, says ~$台账.xlsx", MORNING + HOUR))
    assert asked(tmp_path, waiting, 3)
    ((*_, text, _),) = outbox.entered
    sentence = text.splitlines()[0]
    assert sentence.index("Wang Er") < sentence.index("2026-11-20 09:12") < sentence.index("2026-11-20 08:12")
    assert "Li Na" not in text


def test_it_is_told_once(tmp_path: Path, outbox: Outbox) -> None:
    workspace = Workspace(tmp_path)
    waiting = remember_waiting(workspace, "台账.xlsx", OPEN)
    assert asked(tmp_path, waiting, 3)
    kept = waiting_registers(workspace)["台账.xlsx"]
    assert kept.reminded
    assert not asked(tmp_path, kept, 4)
    assert len(outbox.entered) == 1


def test_opened_again_another_day_is_another_occasion(tmp_path: Path, outbox: Outbox) -> None:
    asked(tmp_path, OPEN, 3)
    asked(tmp_path, replace(OPEN, since=MORNING + timedelta(days=1)), 3)
    assert len({key for _, key, *_ in outbox.entered}) == 2


def test_a_register_that_cannot_be_read_reminds_nobody(tmp_path: Path, outbox: Outbox) -> None:
    assert not asked(tmp_path, OPEN, 3, unreadable=True)
    assert outbox.entered == []


def test_what_could_not_be_told_is_told_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise LedgerError("the outbox cannot be written")

    monkeypatch.setattr(module, "enqueue_message", full)
    with pytest.raises(LedgerError):
        asked(tmp_path, OPEN, 3)
    assert waiting_registers(Workspace(tmp_path)) == {}
