"""Is that the name of a time zone? Asked of definitions, of sheet 设置 and of ``xltools.toml`` alike.

Invariant: a name that passes can be taken for a zone on this computer.
"""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from xltools.model.nearest_word import nearest


def is_time_zone(name: str) -> bool:
    """Whether there is a zone of that name, such as ``Europe/Berlin``."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def zone_that_would_do(name: str) -> str:
    """What to write in place of a name that is none, in English: ``nearest: Europe/Berlin``."""
    near = nearest(name, sorted(available_timezones()))
    return f"nearest: {near}" if near else "write it like Europe/London"
