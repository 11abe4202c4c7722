"""Which moment does the clock of a place show? What is written into memories, file names and reports there.

Invariant: naive, in whole seconds, as people write it down.
"""

from datetime import datetime


def local_moment(now: datetime) -> datetime:
    """A moment as its own zone's clock shows it; a naive one is local time already."""
    return now.replace(tzinfo=None, microsecond=0)
