"""Who sends while registers are served? A thread of its own: a mail server that does not answer holds nobody up.

Invariant: letters of one workspace are sent by one thread at a time; whoever asks meanwhile is served right after.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from xltools.operations.notifying.delivering import Delivered, deliver
from xltools.operations.workspace import Workspace

_AT_WORK_AND_NEXT = 2


class BackgroundPost:
    """The thread, once there is something to send."""

    def __init__(self, send: Callable[[Workspace, datetime], Delivered] = deliver) -> None:
        """Nothing is sent yet."""
        self._send = send
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="xltools-post")
        self._rounds: dict[Workspace, list[Future[Delivered]]] = {}

    def ask(self, workspace: Workspace, now: datetime) -> list[Delivered]:
        """Have what is due sent, without waiting for it; gives what `told` gives.

        Raises:
            XltoolsError: As `told`; what is due is sent all the same.
        """
        rounds = self._rounds.setdefault(workspace, [])
        if sum(not each.done() for each in rounds) < _AT_WORK_AND_NEXT:
            rounds.append(self._thread.submit(self._send, workspace, now))
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

    def close(self) -> None:
        """Wait for the round at work; what waits behind it stays in the outbox."""
        self._thread.shutdown(wait=True, cancel_futures=True)
