"""Letters are sent beside the work, one round at a time."""

import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import LedgerError, NotifyError
from xltools.operations.notifying.delivering import Delivered, Pause
from xltools.operations.notifying.notify_settings import MailChannel
from xltools.operations.notifying.senders.choosing import OpenSender
from xltools.operations.notifying.senders.letter import Sender
from xltools.operations.watching.background_post import BackgroundPost
from xltools.operations.workspace import Workspace

NOW = datetime(2026, 11, 20, 9, 30)
HERE = Workspace(Path("/工单"))
SECONDS = 20


def test_nobody_waits_for_a_slow_server_and_nothing_that_is_asked_meanwhile_is_missed() -> None:
    answer, asked = threading.Event(), threading.Semaphore(0)
    rounds: list[datetime] = []

    def slow(_: Workspace, now: datetime, *__: object) -> Delivered:
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

    def quick(*_: object) -> Delivered:
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

    def broken(*_: object) -> Delivered:
        assert asked.wait(SECONDS)
        raise LedgerError("the outbox is damaged")

    post = BackgroundPost(broken)
    post.ask(HERE, NOW)
    asked.set()
    post.close()
    with pytest.raises(LedgerError):
        post.told()
    assert post.told() == []


def test_who_ends_waits_for_the_letter_in_hand_only() -> None:
    answer, begun = threading.Event(), threading.Event()
    letters: list[str] = []

    def letter_by_letter(_: Workspace, __: datetime, ___: OpenSender, pause: Pause) -> Delivered:
        for letter in ("first", "second"):
            letters.append(letter)
            begun.set()
            assert answer.wait(SECONDS)
            pause(SECONDS)
        return Delivered(sent=2)

    post = BackgroundPost(letter_by_letter)
    post.ask(HERE, NOW)
    assert begun.wait(SECONDS)
    threading.Timer(0.05, answer.set).start()
    post.close()
    assert letters == ["first"]
    assert post.told() == [Delivered()]


def test_who_ends_opens_no_further_channel() -> None:
    begun, opened = threading.Event(), []
    channel = MailChannel(kind="mail", name="mail", host="mail.example", sender="alerts@example.com")

    def channel_by_channel(_: Workspace, __: datetime, senders: OpenSender, pause: Pause) -> Delivered:
        begun.set()
        with suppress(Exception):
            pause(SECONDS)  # until the end is asked for
        senders(channel, HERE.root)
        return Delivered(sent=1)

    def counting(*_: object) -> Sender:
        opened.append(channel)
        raise NotifyError

    post = BackgroundPost(channel_by_channel, counting)
    post.ask(HERE, NOW)
    assert begun.wait(SECONDS)
    post.close()
    assert (post.told(), opened) == ([Delivered()], [])
