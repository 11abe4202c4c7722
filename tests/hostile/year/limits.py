"""Which limits does the workbook set, and when is each due? Sheet 时限 read anew, row by row.

Invariant: a limit follows from the cells of the settings sheets as they stand and from the case's facts, nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tests.hostile.year.books import Book, clock_of, day_of
from tests.hostile.year.clocks import Span, WorkingTime, wall_after
from tests.hostile.year.desks import FIRST_ROW, Desk

Fact = datetime | date | str | float | None
_WALL = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}


class Limit(NamedTuple):
    """One row of sheet 时限; fields by name, units in English."""

    name: str
    label: str
    priority: str
    channel: str
    condition: str
    values: tuple[str, ...]
    starts_at: str
    ends_at: str
    due_at: str
    amount: float
    unit: str
    repeats: bool
    may_pause: bool
    warn: float | None
    warn_unit: str
    levels: tuple[tuple[str, float], ...]

    @property
    def works(self) -> bool:
        """Whether it runs in working time."""
        return self.unit.startswith("working")


class Running(NamedTuple):
    """How one limit of one case stands."""

    limit: Limit
    start: datetime
    due: datetime
    revised: datetime | None
    done: datetime | None
    stopped: bool

    @property
    def deadline(self) -> datetime:
        """What counts."""
        return self.revised or self.due

    def late(self, now: datetime) -> bool:
        """Late by now, or done late."""
        if self.done is None:
            return not self.stopped and now > self.deadline
        if (self.done.hour, self.done.minute, self.done.second) == (0, 0, 0):
            return self.done.date() > self.deadline.date()  # a day alone
        return self.done > self.deadline


@dataclass(frozen=True)
class Rules:
    """What the settings sheets say at one moment."""

    desk: Desk
    limits: Sequence[Limit]
    time: WorkingTime
    settings: Mapping[str, str]
    matrix: Mapping[tuple[str, str], str]
    people: frozenset[str]

    def applying(self, facts: Mapping[str, Fact]) -> list[Limit]:
        """Of the rows of one name, the most specific one that fits the case."""
        best: dict[str, tuple[int, bool, Limit]] = {}
        for limit in self.limits:
            if not _fits(limit, facts):
                continue
            told = bool(limit.priority) + bool(limit.channel) + bool(limit.condition)
            known = best.get(limit.name)
            if known is None or (told, bool(limit.channel)) > known[:2]:
                best[limit.name] = (told, bool(limit.channel), limit)
        return [limit for _, _, limit in best.values()]

    def due(self, limit: Limit, start: datetime, pauses: Sequence[Span]) -> datetime:
        """When a limit that began then ends."""
        if limit.unit == "working hours":
            return self.time.after(start, timedelta(hours=limit.amount), pauses)
        if limit.unit == "working days":
            closing = self.time.closing(start.date(), int(limit.amount))
            if not any(since < closing and until > start for since, until in pauses):
                return closing
            return self.time.after(start, self.time.worked(start, closing), pauses)
        return wall_after(start, limit.amount * _WALL[limit.unit], pauses)

    def warned_from(self, running: Running) -> datetime | None:
        """From when a limit is near."""
        warn, unit, deadline = running.limit.warn, running.limit.warn_unit, running.deadline
        if warn is None:
            return None
        if unit == "working days":
            return self.time.closing((deadline - timedelta(microseconds=1)).date(), -int(warn))
        if unit == "working hours":
            return self.time.before(deadline, timedelta(hours=warn))
        return deadline - warn * _WALL[unit]

    def level_at(self, running: Running, hours: float) -> datetime:
        """When a level of escalation comes."""
        span = timedelta(hours=hours)
        if not running.limit.works or not hours:
            moment = running.deadline + span
        elif hours > 0:
            moment = self.time.after(running.deadline, span)
        else:
            moment = self.time.before(running.deadline, -span)
        return max(running.start, moment)

    def number(self, key: str) -> float:
        """A parameter."""
        return float(self.settings[key])


def _fits(limit: Limit, facts: Mapping[str, Fact]) -> bool:
    if limit.priority and limit.priority != facts.get("priority"):
        return False
    if limit.channel and limit.channel != facts.get("channel"):
        return False
    if not limit.condition:
        return True
    value = facts.get(limit.condition)
    return value is not None and (not limit.values or value in limit.values)


def read_rules(book: Book, desk: Desk) -> Rules:
    """Read the settings sheets."""
    limits = [_limit(row, desk) for row in records(book, desk, "timers")]
    settings = {str(row["key"]): str(row.get("value", "")) for row in records(book, desk, "settings")}
    matrix = {}
    if "priority_matrix" in desk.tables:
        for row in records(book, desk, "priority_matrix"):
            matrix[str(row["impact_scope"]), str(row["urgency"])] = str(row["priority"])
    people = frozenset(str(row["name"]) for row in records(book, desk, "people"))
    return Rules(desk, limits, _working_time(book, desk), settings, matrix, people)


def records(book: Book, desk: Desk, key: str) -> list[dict[str, float | str]]:
    """The filled rows of a sheet, by field."""
    table = desk.tables[key]
    sheet = book.sheet(table.title)
    return [
        {name: row.values[column] for name, column in table.columns.items() if column in row.values}
        for number, row in sorted(sheet.rows.items())
        if number >= FIRST_ROW and row.values
    ]


def _limit(row: Mapping[str, float | str], desk: Desk) -> Limit:
    def said(name: str) -> str:
        return str(row.get(name, ""))

    words, separators = desk.words, str.maketrans("、,", "||")
    warn = row.get("warn_before")
    levels = [
        (said(to), float(row.get(after, 0)))
        for to, after in (("escalates_to", "escalates_after"), ("escalates_to_2", "escalates_after_2"))
        if said(to)
    ]
    return Limit(
        said("name"), said("label"), said("priority"), said("channel"),
        desk.heads.get(said("condition_field"), ""),
        tuple(each.strip() for each in said("condition_value").translate(separators).split("|") if each.strip()),
        desk.heads[said("starts_at")], desk.heads.get(said("ends_at"), ""), desk.heads.get(said("due_at"), ""),
        float(row["limit"]), words.units[said("unit")], said("repeats") == words.yes, said("may_pause") == words.yes,
        None if warn is None else float(warn), words.units.get(said("warn_unit"), words.units[said("unit")]),
        tuple(levels),
    )  # fmt: skip


def _working_time(book: Book, desk: Desk) -> WorkingTime:
    weekly: dict[int, list[tuple[object, object]]] = {}
    for row in records(book, desk, "working_hours"):
        weekday = desk.words.weekdays.index(str(row["weekday"]))
        weekly.setdefault(weekday, []).append((clock_of(row["opens_at"]), clock_of(row["closes_at"])))
    own: dict[date, bool] = {}
    for row in records(book, desk, "calendar"):
        own.setdefault(day_of(row["day"]), row["day_type"] == desk.words.worked)
    return WorkingTime(weekly, own, statutory=desk.statutory)  # type: ignore[arg-type]
