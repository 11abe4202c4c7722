"""Does the clock on the wall go on as time does? What goes by the clock must not follow one that was put back.

Invariant: after a step back, nothing is done by the clock until it has passed the last time that something was, or an
hour has gone by; everything else goes on.
"""

from datetime import UTC, datetime, timedelta

_STEP_BACK = timedelta(minutes=1)
_JUMP_AHEAD = timedelta(days=1)
_TRUSTED_AFTER = 3600.0  # seconds


class ClockJumps:
    """Compares the clock with the monotonic seconds that went by, look after look."""

    def __init__(self) -> None:
        self._last: tuple[datetime, float] | None = None
        self._last_tick: datetime | None = None
        self._mistrusted_since: float | None = None

    def look(self, now: datetime, at: float) -> str:
        """Compare the clock with what it should say.

        Args:
            now: What it says.
            at: Monotonic seconds.

        Returns:
            What is wrong with it, in English; empty where nothing is.
        """
        now = _without_summer_time(now)
        last, self._last = self._last, (now, at)
        if last is None:
            return ""
        off = (now - last[0]) - timedelta(seconds=at - last[1])
        if off < -_STEP_BACK:
            self._mistrusted_since = at
            return (
                f"the clock stepped back by {_words(-off)}: nothing is done by the clock until it is past the last time"
            )
        if off > _JUMP_AHEAD:
            return f"the clock jumped ahead by {_words(off)} (or this computer slept)"
        return ""

    def may_tick(self, now: datetime, at: float) -> bool:
        """Whether things may be done that go by the clock; if so, this counts as the last time that they were."""
        now = _without_summer_time(now)
        mistrusted = self._mistrusted_since is not None and at - self._mistrusted_since < _TRUSTED_AFTER
        if mistrusted and self._last_tick is not None and now <= self._last_tick:
            return False
        self._last_tick, self._mistrusted_since = now, None
        return True


def _without_summer_time(now: datetime) -> datetime:
    """Wall clocks go back an hour in autumn, and no time is lost; of naive moments that can't be known."""
    return now if now.tzinfo is None else now.astimezone(UTC)


def _words(span: timedelta) -> str:
    hours, seconds = divmod(int(span.total_seconds()), 3600)
    return f"{hours} h {seconds // 60} min"
