"""Letters are sent beside the work, one round at a time."""

import threading
from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import LedgerError
from xltools.operations.notifying.delivering import Delivered
from xltools.operations.watching.background_post import BackgroundPost
from xltools.operations.workspace import Workspace

NOW = datetime(2026, 11, 20, 9, 30)
HERE = Workspace(Path("/工单"))
SECONDS = 20


def test_nobody_waits_for_a_slow_server_and_nothing_that_is_asked_meanwhile_is_missed() -> None:
    answer, asked = threading.Event(), threading.Semaphore(0)
    rounds: list[datetime] = []

    def slow(_: Workspace, now: datetime) -> Delivered:
        rounds.append(now)
        asked.release()
        assert answer.wait(SECONDS)
        return Delivered(sent=1)

    post = BackgroundPost(slow)
    for _ in range(5):
        assert post.ask(HERE, NOW) == []
    assert asked.acquire(timeout=SECONDS)
    answer.set()
    assert asked.acquire(timeout=SECONDS)  # one more round for all that was asked while the first was at work
    post.close()
    assert len(rounds) == 2


def test_what_was_sent_is_told_the_next_time() -> None:
    asked = threading.Event()

    def quick(_: Workspace, __: datetime) -> Delivered:
        assert asked.wait(SECONDS)
        return Delivered(sent=3)

    post = BackgroundPost(quick)
    assert post.ask(HERE, NOW) == []
    asked.set()
    post.close()  # the round is over
    assert post.told() == [Delivered(sent=3)]
    assert post.told() == []


def test_trouble_of_a_round_is_told_the_next_time() -> None:
    asked = threading.Event()

    def broken(_: Workspace, __: datetime) -> Delivered:
        assert asked.wait(SECONDS)
        raise LedgerError("the outbox is damaged")

    post = BackgroundPost(broken)
    post.ask(HERE, NOW)
    asked.set()
    post.close()
    with pytest.raises(LedgerError):
        post.told()
    assert post.told() == []
