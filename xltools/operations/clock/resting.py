"""May a register rest until somebody saves it, closes it or time has something to say? Told by its status, unread.

Invariant: nothing rests that a pass would write now; what cannot be used is looked at again, and told until then.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from xltools.errors import WorkbookBusyError, XltoolsError
from xltools.operations.clock.tick_memory import Rest
from xltools.operations.files.replacing import read_snapshot, refuse_if_not_replaceable
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_conditions import no_bare_system_error

_SHOWN_ANEW = timedelta(minutes=10)  # the companion of an open register tells how much time is left
_IN_VAIN_SHARE = 20  # what cannot be used takes a twentieth of the time at most


def standing(path: Path) -> Rest | None:
    """The status of a register; None where it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Rest(size=status.st_size, modified=status.st_mtime_ns)


def is_at_rest(path: Path, rest: Rest, now: datetime) -> bool:
    """Whether a register that was laid to rest needs no look now.

    Args:
        path: The register.
        rest: As it was laid to rest.
        now: The moment, naive local time.
    """
    stands = standing(path)
    if stands is None or (stands.size, stands.modified) != (rest.size, rest.modified):
        return False
    return (rest.until is None or now < rest.until) and (rest.what is not Attendance.WAITING or is_open(path))


def rest_after(attended: Attended, before: Rest | None, now: datetime) -> Rest | None:
    """How a register rests after it was attended; None where it must be looked at the next time.

    Args:
        attended: What became of it.
        before: Its status right before.
        now: The moment, naive local time.
    """
    until = attended.result.next_event if attended.result is not None else None
    match attended.what:
        case Attendance.AGAIN | Attendance.UNUSABLE:
            return None
        case Attendance.WRITTEN:
            return _laid(_as_written(attended), until, attended._replace(what=Attendance.IDLE))
        case Attendance.WAITING:
            soon = now + _SHOWN_ANEW
            return _laid(before, min(until or soon, soon), attended)
    return _laid(before, until, attended)


def rests_in_vain(unusable: Collection[Attended], seconds: float, now: datetime) -> dict[Path, Rest]:
    """How registers rest that could not be used: what hinders may lie outside of them and be mended without a save.

    Args:
        unusable: What became of them.
        seconds: How long finding that out took, together; they rest for longer if that was long.
        now: The moment, naive local time.
    """
    until = now + timedelta(seconds=seconds * _IN_VAIN_SHARE)
    found = {each.path: _laid(standing(each.path), until, each) for each in unusable}
    return {path: rest for path, rest in found.items() if rest is not None}


def is_open(path: Path) -> bool:
    """Whether somebody has a register open."""
    try:
        refuse_if_not_replaceable(path)
    except WorkbookBusyError:
        return True
    except XltoolsError:
        return False
    return False


def _laid(status: Rest | None, until: datetime | None, attended: Attended) -> Rest | None:
    told = {"until": until, "what": attended.what, "sentence": attended.sentence}
    return None if status is None else status.model_copy(update=told)


def _as_written(attended: Attended) -> Rest | None:
    """The status of what we wrote; None where somebody saved it since."""
    stands = standing(attended.path)
    try:
        with no_bare_system_error(attended.path):
            data = read_snapshot(attended.path).data
    except XltoolsError:
        return None
    return stands if hashlib.sha256(data).hexdigest() == attended.sha256 else None
