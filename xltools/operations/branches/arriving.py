"""How long is a file waited for? A share that went away answers nothing at all, for minutes.

Invariant: whoever waits goes on in time; what never arrives is left to a thread that ends with the process.
"""

import threading
from collections.abc import Callable

from xltools.operations.reporting.troubles import SlowFileError


def within(seconds: float, place: str, read: Callable[[], bytes]) -> bytes:
    """What a call gives, if it does in time.

    Args:
        seconds: How long it may take.
        place: What is read, to be named.
        read: The call.

    Raises:
        SlowFileError: It took longer.
        Exception: Whatever the call raised.
    """
    answers: list[bytes] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(read())
        except BaseException as error:  # noqa: BLE001 - raised again below, where somebody waits for it
            errors.append(error)

    reader = threading.Thread(target=run, daemon=True)
    reader.start()
    reader.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise SlowFileError(place, seconds)
    return answers[0]
