"""How long may an answer take that comes, but too slowly? Timeouts of sockets begin anew with every byte.

Invariant: whatever a server does, talking to it ends, with an error that says so.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def deadline(seconds: float, open_socket: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the socket down that is open when the time is over.

    Args:
        seconds: How long.
        open_socket: Gives the socket, once there is one.

    Raises:
        TimeoutError: The time was over, and nothing else went wrong because of that.
    """
    over = threading.Event()

    def end() -> None:
        over.set()
        opened = open_socket()
        if opened is not None:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if over.is_set():
        raise TimeoutError("the answer comes too slowly")
