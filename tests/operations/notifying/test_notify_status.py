"""How notices stand, without anybody's address in full."""

from datetime import timedelta
from pathlib import Path

from tests.operations.notifying.made_up import (
    MAIL,
    NOBODY,
    NOW,
    REFUSED,
    UNKNOWN,
    WECOM,
    Service,
    notice,
    policy,
    workspace,
)
from xltools.operations.notifying.delivering import deliver
from xltools.operations.notifying.enqueuing import enqueue
from xltools.operations.notifying.notify_status import LaneStatus, notify_status
from xltools.operations.workspace import Workspace


def test_nothing_set_up_and_nothing_waiting(tmp_path: Path) -> None:
    assert notify_status(Workspace(tmp_path), NOW) is None
    status = notify_status(workspace(tmp_path, WECOM), NOW)
    assert status is not None
    assert status.in_order
    assert status.lanes == ()


def test_what_is_refused_with_the_services_words_and_what_to_do(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    enqueue(space, "a.xlsx", [notice(), notice("李娜", "k2")], policy(), NOW)
    deliver(space, NOW, Service(NOBODY))
    status = notify_status(space, NOW)
    assert status is not None
    assert not status.in_order
    assert status.lanes == (LaneStatus("mail", "w***@example.com", 1, True, NOBODY.said, NOBODY.remedy, NOW),)
    assert [entry.who for entry in status.unreachable] == ["李*（B004）"]


def test_a_channel_that_is_no_longer_there_is_told(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    enqueue(space, "a.xlsx", [notice()], policy(), NOW)
    deliver(space, NOW, Service(REFUSED))
    status = notify_status(workspace(tmp_path, MAIL), NOW)
    assert status is not None
    ((channel, _, waiting, failing, said, *_),) = status.lanes
    assert (channel, waiting, failing) == ("wecom", 1, True)
    assert said != REFUSED.said


def test_what_is_doubtful_until_a_digest_names_it_or_a_week_has_gone(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    enqueue(space, "a.xlsx", [notice()], policy(), NOW)
    deliver(space, NOW, Service(UNKNOWN))
    found = [notify_status(space, NOW + timedelta(days=days)) for days in (0, 7)]
    assert [each.in_order for each in found if each] == [False, True]
    assert found[0] is not None
    assert [(each.at, each.entries, each.cases) for each in found[0].doubtful] == [(NOW, 1, ("202611-001",))]
    later = NOW + timedelta(hours=1)
    enqueue(space, "a.xlsx", [notice(key="k2")], policy(), later)
    deliver(space, later, Service())
    status = notify_status(space, later)
    assert status is not None
    assert status.in_order
