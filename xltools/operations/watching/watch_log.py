"""Where stands what a watcher did? In a log beside the registers, line by line, that never grows beyond its bounds.

Invariant: writing the log never stops anything, and no handle on it is kept: on Windows that would keep the share or
the folder from being taken away.
"""

import logging
import logging.handlers
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from xltools.operations.watching.lines import Line

LOG_FILE = "watch.log"
_LARGEST, _KEPT = 1_000_000, 5  # bytes of a file; files besides the newest


class WatchLog:
    """The log of one watcher, in the memory of its workspace."""

    def __init__(self, memory: Path) -> None:
        self._file = _ClosedBetween(memory / LOG_FILE)

    def write(self, line: Line, now: datetime) -> None:
        """Add a line; where it cannot be written, it is not."""
        record = logging.LogRecord("", logging.INFO, "", 0, logged(line, now), None, None)
        self._file.handle(record)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def logged(line: Line, now: datetime) -> str:
    """A line as it stands in the log: local time, trouble marked, one line whatever is in it."""
    mark = "! " if line.trouble else ""
    return f"{now:%Y-%m-%d %H:%M:%S}  {mark}{' '.join(line.sentence.split())}"


class _ClosedBetween(logging.handlers.RotatingFileHandler):
    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", errors="replace", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        finally:
            if self.stream is not None:
                with suppress(OSError):  # the share went away with the last words
                    self.stream.close()
                self.stream = None

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Nothing: a full disk or a share that is away must not end the watch, and the terminal has the line."""
