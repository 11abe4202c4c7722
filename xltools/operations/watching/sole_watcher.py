"""Is somebody watching this folder already? One watcher a workspace, on this computer and on all that share it.

Invariant: who has a claim and lives is never pushed aside. A living one is known by the lock that the system holds for
it, or by its heart, which beats into the claim; its beats are counted with our own monotonic clock, for the clocks of
two computers are never the same. Whoever finds his claim taken (he was cut off for so long) ends.
"""

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from xltools.errors import ReadOnlyWorkbookError, WatchedAlreadyError
from xltools.operations.files.left_behind import written_temporary
from xltools.operations.files.stored_json import stored_json
from xltools.operations.files.system_files import system
from xltools.operations.files.whole_files import write_whole
from xltools.operations.user_name import user_name
from xltools.operations.workspace import MEMORY_FOLDER, may_hold_registers, workspace_of

BEAT_SECONDS = 20.0
MISSED_BEATS = 3
CLAIM_FILE = "watcher.json"
_LOCK_FILE = "watcher.lock"
_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How a claim whose owner cannot be asked is waited out.

    Attributes:
        sleep: Waits some seconds.
        monotonic: Seconds that went by.
        tell: Told, in English, what is being waited for.
    """

    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    tell: Callable[[str], None] = lambda _: None


class Claim(NamedTuple):
    """A claim as it stands.

    Attributes:
        who: Whose it is, for people.
        lives: Whether its process lives; None where it is another computer's, which cannot be asked.
        beat_at: When its heart beat last, in seconds since 1970, by the clock of whoever keeps the file.
    """

    who: str
    lives: bool | None
    beat_at: float


def standing_claim(memory: Path) -> Claim | None:
    """The claim to be the watcher of a workspace; None where nobody makes one. Nothing is waited for, nothing taken.

    Args:
        memory: The memory folder of the workspace.
    """
    claim = _read(memory)
    if claim is None:
        return None
    try:
        beat_at = (memory / CLAIM_FILE).stat().st_mtime
    except OSError:
        return None  # given up in this moment
    return Claim(_who(claim), _lives(claim) if claim.get("host") == socket.gethostname() else None, beat_at)


@contextmanager
def sole_watcher(
    folder: Path, now: datetime, lost: Callable[[str], None], patience: Patience | None = None
) -> Iterator[None]:
    """Be the only watcher of a folder, of the workspace that it lies in and of those below it.

    Args:
        folder: Its real path; its memory is made if need be.
        now: Since when, for people.
        lost: Called, from another thread, with who took the claim over while we were cut off.
        patience: For claims of other computers.

    Raises:
        WatchedAlreadyError: Somebody else is; names who.
        ReadOnlyWorkbookError: The claim cannot be written.
    """
    own = workspace_of(folder / MEMORY_FOLDER).require_memory()
    claim: dict[str, Any] = {
        "claim": uuid.uuid4().hex,
        "user": user_name("somebody"),
        "host": socket.gethostname(),
        "process": os.getpid(),
        "started": system().started(os.getpid()),
        "since": now.isoformat(timespec="seconds"),
        "folder": str(folder),
        "beat": 0,
    }
    with ExitStack() as held:
        for memory in [own, *_memories_below(folder, own)]:
            held.enter_context(_locked(memory, folder))
            _wait_out(memory, folder, patience or Patience())
            write_whole(memory / CLAIM_FILE, _written(claim))
            held.callback(_give_up, memory, claim["claim"])
            held.enter_context(_beating(memory, claim, lost))
        yield


def _memories_below(folder: Path, own: Path) -> list[Path]:
    found = []
    for place, folders, _ in os.walk(folder):
        memory = Path(place) / MEMORY_FOLDER
        if MEMORY_FOLDER in folders and memory != own:
            found.append(memory)
        folders[:] = sorted(filter(may_hold_registers, folders))
    return found


@contextmanager
def _locked(memory: Path, folder: Path) -> Iterator[None]:
    lock = FileLock(memory / _LOCK_FILE, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise _refusal(folder, _read(memory)) from None
    except NotImplementedError:  # a share without such locks: the heart must do
        yield
        return
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"{memory / _LOCK_FILE} cannot be written ({error.strerror}). Ask for permission to write there."
        ) from None
    try:
        yield
    finally:
        with suppress(OSError):
            lock.release()


def _wait_out(memory: Path, folder: Path, patience: Patience) -> None:
    """Let a claim's heart stand still for long enough, unless its process is known to be gone."""
    first = last = _read(memory)
    if first is None or (first.get("host") == socket.gethostname() and not _lives(first)):
        return
    patience.tell(f"a watcher of {_who(first)} left its claim; waiting whether it still lives")
    end = patience.monotonic() + BEAT_SECONDS * MISSED_BEATS
    while patience.monotonic() < end:
        patience.sleep(_LOOK_SECONDS)
        last = _read(memory)
        if last is None:
            return
        if (last.get("claim"), last.get("beat")) != (first.get("claim"), first.get("beat")):
            raise _refusal(folder, last)


def _lives(claim: dict[str, Any]) -> bool:
    """Whether that process of this computer is there; a later one of the same number is not it."""
    process = claim.get("process")
    if not isinstance(process, int) or process == os.getpid():
        return False
    started = system().started(process)
    return started is not None and (not started or started == claim.get("started"))


@contextmanager
def _beating(memory: Path, claim: dict[str, Any], lost: Callable[[str], None]) -> Iterator[None]:
    """Beat from a thread of its own: a pass over a large register takes longer than a heart may stand still."""
    end = threading.Event()

    def beat() -> None:
        beats = 0
        while not end.wait(BEAT_SECONDS):
            beats += 1
            there = _read(memory)
            if there is not None and there.get("claim") != claim["claim"]:
                lost(_who(there))
                return
            with suppress(OSError):  # the share is away: the heart beats on, and is heard when it is back
                _renew(memory, {**claim, "beat": beats})

    heart = threading.Thread(target=beat, name="xltools-heart", daemon=True)
    heart.start()
    try:
        yield
    finally:
        end.set()
        heart.join()


def _renew(memory: Path, claim: dict[str, Any]) -> None:
    """Write the claim anew, but make no folder: an empty place where a share was is not our memory."""
    temporary = written_temporary(memory, _written(claim))
    try:
        temporary.chmod(0o644)
        temporary.replace(memory / CLAIM_FILE)
    except OSError:
        temporary.unlink()
        raise


def _give_up(memory: Path, claim: str) -> None:
    there = _read(memory)
    if there is not None and there.get("claim") == claim:
        with suppress(OSError):
            (memory / CLAIM_FILE).unlink()


def _read(memory: Path) -> dict[str, Any] | None:
    try:
        claim = stored_json((memory / CLAIM_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return claim if isinstance(claim, dict) else None


def _written(claim: dict[str, Any]) -> bytes:
    return json.dumps(claim, indent=1).encode("ascii")


def _who(claim: dict[str, Any]) -> str:
    user, host, process, since = (claim.get(key, "?") for key in ("user", "host", "process", "since"))
    return f"{user} on {host} (process {process}, since {since})"


def _refusal(folder: Path, claim: dict[str, Any] | None) -> WatchedAlreadyError:
    return WatchedAlreadyError(folder, _who(claim) if claim is not None else "another xltools")
