"""May something be sent now, or does it wait? Quiet hours, and the minutes in which notices gather.

Invariant: what is urgent never waits; a clock that was set back makes nothing wait longer than it would have.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from xltools.operations.local_moment import local_moment
from xltools.operations.notifying.notify_settings import NotifySettings
from xltools.operations.notifying.outbox_entries import Entry
from xltools.operations.workspace_zone import in_zone


def local_time(now: datetime, settings: NotifySettings) -> datetime:
    """The moment on the clock of the workspace, naive, in whole seconds; a naive one is that already."""
    return local_moment(in_zone(now, settings.time_zone))


def instant(local: datetime, settings: NotifySettings) -> datetime:
    """The aware moment of a naive local one, for what other computers compare with their clocks."""
    return local.replace(tzinfo=ZoneInfo(settings.time_zone)) if settings.time_zone else local.astimezone()


def is_quiet(now: datetime, quiet: tuple[time, time] | None) -> bool:
    """Whether ``now`` (naive local time) lies in the quiet hours; their beginning counts, their end does not."""
    if quiet is None:
        return False
    begin, end = quiet
    moment = now.time()
    return begin <= moment < end if begin < end else moment >= begin or moment < end


def due_entries(entries: Iterable[Entry], settings: NotifySettings, now: datetime) -> list[Entry]:
    """What of a lane's waiting entries is sent now, what is urgent first.

    Args:
        entries: Those of one lane, in the order of their coming.
        settings: Quiet hours, and how long notices gather.
        now: Naive local time.
    """
    waiting = list(entries)
    urgent = [entry for entry in waiting if entry.urgent]
    others = [entry for entry in waiting if not entry.urgent]
    gathering = timedelta(minutes=settings.digest_minutes)
    gathered = any(not entry.at <= now < entry.at + gathering for entry in others)
    return urgent + others if gathered and not is_quiet(now, settings.quiet) else urgent
