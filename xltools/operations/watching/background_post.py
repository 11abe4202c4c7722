"""Who sends while registers are served? A thread of its own: a mail server that does not answer holds nobody up.

Invariant: letters of one workspace are sent by one thread at a time; whoever asks meanwhile is served right after. Who
ends waits for the letter in hand at most.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from xltools.operations.notifying.delivering import Delivered, Pause, deliver
from xltools.operations.notifying.notify_settings import MailChannel, RobotChannel
from xltools.operations.notifying.senders.choosing import OpenSender, opened_sender
from xltools.operations.notifying.senders.letter import Sender
from xltools.operations.workspace import Workspace

_AT_WORK_AND_NEXT = 2

Send = Callable[[Workspace, datetime, OpenSender, Pause], Delivered]


class _EndedError(Exception):
    """The end was asked for between two letters."""


class BackgroundPost:
    """The thread, once there is something to send."""

    def __init__(self, send: Send = deliver, senders: OpenSender = opened_sender) -> None:
        """Nothing is sent yet."""
        self._send, self._senders = send, senders
        self._end = threading.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="xltools-post")
        self._rounds: dict[Workspace, list[Future[Delivered]]] = {}

    def ask(self, workspace: Workspace, now: datetime) -> list[Delivered]:
        """Have what is due sent, without waiting for it; gives what `told` gives.

        Raises:
            XltoolsError: As `told`; what is due is sent all the same.
        """
        rounds = self._rounds.setdefault(workspace, [])
        if sum(not each.done() for each in rounds) < _AT_WORK_AND_NEXT:
            rounds.append(self._thread.submit(self._round, workspace, now))
        return self.told()

    def told(self) -> list[Delivered]:
        """What was sent since the last time somebody asked.

        Raises:
            XltoolsError: What went wrong then, as `deliver` says it.
        """
        done = [each for rounds in self._rounds.values() for each in rounds if each.done()]
        for rounds in self._rounds.values():
            rounds[:] = [each for each in rounds if each not in done]
        return [each.result() for each in done if not each.cancelled()]

    def _round(self, workspace: Workspace, now: datetime) -> Delivered:
        try:
            return self._send(workspace, now, self._opened, self._pause)
        except _EndedError:
            return Delivered()

    def _opened(self, channel: MailChannel | RobotChannel, folder: Path) -> Sender:
        self._pause(0)
        return self._senders(channel, folder)

    def _pause(self, seconds: float) -> None:
        """Between two letters, what was sent stands in the outbox: here a round may end."""
        if self._end.wait(seconds):
            raise _EndedError

    def close(self) -> None:
        """Wait for the letter in hand; all others stay in the outbox."""
        self._end.set()
        self._thread.shutdown(wait=True, cancel_futures=True)
