"""When would a real team have done it? Working time and time limits, roughly, for made-up cases.

Invariant: limits come from the definition's own sheets, so that a changed template changes the demonstration with it.
These are draws for a story, not the calendar that due times are reckoned with.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import NamedTuple

from xltools.model.register_definition import RegisterDefinition, SettingValue, SheetDefinition

_WEEKDAYS = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
# Nobody is believed to have worked on these days, whatever the year's notice says.
_SHUT = {(1, 1), *((5, day) for day in range(1, 6)), *((10, day) for day in range(1, 8))}
_LATE_SHARE = 0.03
DAYTIME = range(8, 21)
_NIGHT_SHIFT = 12 * 60  # what must be done sooner than this is done at night as well
_MINUTES = {"分钟": 1, "小时": 60, "自然日": 24 * 60, "工作小时": 60}


class Limit(NamedTuple):
    """A time limit in minutes of wall time or of working time."""

    minutes: float
    working: bool


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the office works.

    Attributes:
        windows: Opening and closing by weekday, Monday = 0, in order.
    """

    windows: dict[int, list[tuple[time, time]]]

    @property
    def day_minutes(self) -> float:
        """Working minutes of a Monday."""
        return sum(_minutes_between(*window) for window in self.windows.get(0, [])) or 8 * 60

    def on(self, moment: datetime) -> list[tuple[datetime, datetime]]:
        """The working spans of that day."""
        if (moment.month, moment.day) in _SHUT:
            return []
        day = moment.date()
        spans = self.windows.get(moment.weekday(), [])
        return [(datetime.combine(day, opens), datetime.combine(day, closes)) for opens, closes in spans]

    def add(self, start: datetime, minutes: float) -> datetime:
        """The moment at which so many working minutes have passed, to the minute."""
        left, moment = timedelta(minutes=max(1.0, minutes)), start
        while True:
            for opens, closes in self.on(moment):
                begin = max(opens, moment)
                if begin < closes:
                    if left <= closes - begin:
                        return (begin + left).replace(second=0, microsecond=0)
                    left -= closes - begin
            moment = datetime.combine(moment.date() + timedelta(days=1), time(0))

    def due(self, start: datetime, limit: Limit) -> datetime:
        """About when a limit runs out: limits of days at closing time."""
        if not limit.working:
            return start + timedelta(minutes=limit.minutes)
        end = self.add(start, limit.minutes)
        return max(closes for _, closes in self.on(end)) if limit.minutes >= self.day_minutes else end

    def between(self, start: datetime, end: datetime) -> float:
        """Working minutes from one moment to another."""
        minutes, moment = 0.0, start
        while moment < end:
            for opens, closes in self.on(moment):
                minutes += max(0.0, (min(closes, end) - max(opens, moment)).total_seconds() / 60)
            moment = datetime.combine(moment.date() + timedelta(days=1), time(0))
        return minutes

    def part(self, start: datetime, end: datetime, share: float) -> datetime:
        """The moment at which that share of the way is done, in working time as far as there is any."""
        if (minutes := self.between(start, end)) >= 1 / max(share, 0.01):
            return min(self.add(start, minutes * share), end)
        return (start + (end - start) * share).replace(second=0, microsecond=0)


def _minutes_between(opens: time, closes: time) -> float:
    return (closes.hour - opens.hour) * 60 + closes.minute - opens.minute


def settings_rows(definition: RegisterDefinition, key: str) -> tuple[dict[str, SettingValue], ...]:
    """The default rows of a settings sheet; none where the register lacks it."""
    sheet: SheetDefinition | None = definition.sheet(key)
    return sheet.rows if sheet else ()


def office_hours(definition: RegisterDefinition) -> OfficeHours:
    """The hours of sheet 班次."""
    windows: dict[int, list[tuple[time, time]]] = {}
    for row in settings_rows(definition, "working_hours"):
        opens, closes = row["opens_at"], row["closes_at"]
        if isinstance(opens, time) and isinstance(closes, time):
            windows.setdefault(_WEEKDAYS.index(str(row["weekday"])), []).append((opens, closes))
    return OfficeHours({day: sorted(spans) for day, spans in windows.items()} or {0: [(time(9), time(18))]})


def timer_limit(definition: RegisterDefinition, timer: str, priority: str, hours: OfficeHours) -> Limit | None:
    """The limit of one row of sheet 时限: the row of this priority, else the one for all."""
    rows = [row for row in settings_rows(definition, "timers") if row.get("name") == timer]
    fitting = [row for row in rows if row.get("priority") == priority] or [row for row in rows if "priority" not in row]
    if not fitting:
        return None
    amount, unit = float(str(fitting[0]["limit"])), str(fitting[0]["unit"])
    minutes = hours.day_minutes if unit == "工作日" else _MINUTES[unit]
    return Limit(amount * minutes, unit.startswith("工作"))


def time_taken(rng: Random, limit: Limit, hours: OfficeHours, start: datetime) -> datetime:
    """When somebody who mostly keeps to a limit was done; about one in thirty is late."""
    share = rng.uniform(1.05, 2.0) if rng.random() < _LATE_SHARE else rng.triangular(0.08, 0.92, 0.4)
    if limit.working:
        return hours.add(start, share * limit.minutes)
    done = (start + timedelta(minutes=max(1.0, share * limit.minutes))).replace(second=0, microsecond=0)
    return done if limit.minutes < _NIGHT_SHIFT else _by_day(rng, done, start)


def recently(rng: Random, limit: Limit, hours: OfficeHours, now: datetime) -> datetime:
    """A moment so short ago that a limit from there has not run out."""
    minutes = limit.minutes / hours.day_minutes * 24 * 60 if limit.working else limit.minutes
    moment = (now - timedelta(minutes=rng.uniform(0.1, 0.75) * minutes)).replace(second=0, microsecond=0)
    return moment if limit.minutes < _NIGHT_SHIFT else _by_day(rng, moment, moment - timedelta(days=1))


def _by_day(rng: Random, moment: datetime, start: datetime) -> datetime:
    """Nobody calls customers at night: the afternoon before, or the morning after."""
    if moment.hour in DAYTIME:
        return moment
    afternoon = moment.replace(hour=rng.randrange(14, 19)) - timedelta(days=moment.hour < DAYTIME.start)
    morning = afternoon.replace(hour=rng.randrange(9, 12)) + timedelta(days=1)
    return afternoon if afternoon > start else morning
