"""Did something just happen in the folder? Hints that make the watcher look at once instead of in a moment.

Invariant: hints are never facts and may fail in any way: without them the watcher looks every few seconds all the same.
"""

import logging
import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserverVFS

from xltools.operations.workspace import MEMORY_FOLDER

_READING = {"opened", "closed_no_write"}  # what we cause ourselves by looking (clients.md, section 2)
_POLLING_SECONDS = 1.0
_JOIN_SECONDS = 5.0
_LONGEST_REST = 0.5  # a signal only sets a flag, which somebody must look at
logging.getLogger("watchdog").addHandler(logging.NullHandler())  # what it says of its own end is no news to people
warnings.filterwarnings("ignore", "Callback with id")  # they name folders of the archive, and those name customers


class Hints(FileSystemEventHandler):
    """Hints from one folder; `wake` is set by each.

    Attributes:
        wake: Whoever waits for it is woken.
    """

    def __init__(self, folder: Path, *, poll: bool) -> None:
        self.wake = threading.Event()
        self._folder, self._poll = folder, poll
        self._observer: BaseObserver | None = None
        self._identity: tuple[int, int] | None = None
        self._refused: tuple[int, int] | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Wake for everything but reading and our own memory; a lock that became a workbook counts by its new name."""
        if event.event_type not in _READING and any(map(_is_news, (event.src_path, event.dest_path))):
            self.wake.set()

    def follow(self, identity: tuple[int, int] | None) -> str:
        """Watch the folder as it is now: anew where it came back, was put in the place of another or the watch died.

        Args:
            identity: Device and inode of the folder; None while it cannot be reached.

        Returns:
            Why there are no hints, in English, once; empty where there are.
        """
        alive = self._observer is not None and self._observer.is_alive() and _emitters_alive(self._observer)
        if identity is None or (alive and identity == self._identity) or identity == self._refused:
            return ""
        self.close()
        try:
            self._observer, self._identity = self._started(), identity
        except (OSError, RuntimeError) as error:  # no more watches or threads on this system, or gone again
            self._refused = identity
            why = getattr(error, "strerror", error)
            return f"no hints from {self._folder} ({why}): it is looked at every few seconds instead"
        return ""

    def _started(self) -> BaseObserver:
        observer = (
            PollingObserverVFS(os.stat, _visible, polling_interval=_POLLING_SECONDS) if self._poll else Observer()
        )
        observer.schedule(self, str(self._folder), recursive=True)
        observer.start()
        return observer

    def rest(self, seconds: float) -> bool:
        """Wait for so long at most, or for a shorter time; whether a hint came."""
        came = self.wake.wait(min(seconds, _LONGEST_REST))
        if came:
            self.wake.clear()
        return came

    def close(self) -> None:
        """End watching."""
        observer, self._observer, self._identity = self._observer, None, None
        if observer is not None:
            with suppress(RuntimeError, OSError):
                observer.stop()
                observer.join(_JOIN_SECONDS)


def _emitters_alive(observer: BaseObserver) -> bool:
    return bool(observer.emitters) and all(emitter.is_alive() for emitter in observer.emitters)


def _is_news(path: bytes | str) -> bool:
    return bool(path) and MEMORY_FOLDER not in PurePath(os.fsdecode(path)).parts


def _visible(folder: str | None) -> Iterator[os.DirEntry[str]]:
    """What polling looks at: not our memory, whose backups are many and no news."""
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if entry.name != MEMORY_FOLDER)
