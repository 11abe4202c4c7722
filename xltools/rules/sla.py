"""What is due when, and what is late? Every limit of every open case, judged at one moment.

Invariant: a closed case keeps the due times that it was judged by; an open one is judged anew from its facts and from
the policy as it is now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from xltools.language.speaking import speaking, spoken_language, text, texts
from xltools.model.case_view import CaseView
from xltools.model.field import Owner
from xltools.model.overdue_mark import Mark
from xltools.model.policy import Policy
from xltools.model.register import Column, Value
from xltools.model.work_calendar import WorkCalendar
from xltools.rules.extensions import REVISED_DUE
from xltools.rules.standings import Reckoning, Standing, is_due_soon

_DUE_COLUMNS = ("next_due", "remaining", "overdue_mark")


@dataclass(slots=True)
class Judgement:
    """All limits of all cases.

    Attributes:
        columns: Due times by their field, and next_due, remaining, overdue_mark.
        standings: Every limit that runs, of open cases, by position.
        next_due: The open limit that comes first, of open cases that have one, by position.
    """

    columns: dict[str, Column]
    standings: dict[int, list[Standing]] = field(default_factory=dict)
    next_due: dict[int, Standing] = field(default_factory=dict)


def judge(
    view: CaseView,
    policy: Policy,
    reckoning: Reckoning,
    open_cases: Iterable[int],
    ended: Sequence[int],
    kept: Mapping[str, Column],
    revised: Mapping[int, datetime],
    now: datetime,
) -> Judgement:
    """Judge the limits of these cases.

    Args:
        view: The cases with the facts of their round at hand.
        policy: Timers and calendar.
        reckoning: Reckons one case.
        open_cases: Positions of the cases in which anything remains to be done.
        ended: Positions of closed cases that were not judged as such before.
        kept: What earlier passes said of the other closed cases, by field; None in the rows that are judged now.
        revised: Approved extensions, by position.
        now: The moment of the pass.
    """
    columns: dict[str, list[Value]] = {
        name: list(kept.get(name, ())) or [None] * len(view) for name in judged_columns(view, policy)
    }
    breached = Mark.BREACHED.said
    for outcome in reckoning.outcomes(ended, revised):
        column = columns.get(outcome.due_at)
        if column is not None:
            for index, due in zip(outcome.positions, outcome.due, strict=True):
                column[index] = due
        for index in outcome.late:
            columns["overdue_mark"][index] = breached
    judgement = Judgement({**columns})
    for index in open_cases:
        standings = reckoning.standings(index, revised.get(index))
        for standing in standings:
            if standing.timer.due_at in columns:
                columns[standing.timer.due_at][index] = standing.due
        if standings:
            judgement.standings[index] = standings
            _tell(columns, index, standings, judgement, policy.calendar, now)
    return judgement


def judged_columns(view: CaseView, policy: Policy) -> list[str]:
    """Fields that `judge` decides on: all due times, with or without a timer now, and what is said of the nearest."""
    fields = view.table.definition.by_name
    named = (timer.due_at for timer in policy.timers if timer.due_at in fields)
    declared = (name for name, each in fields.items() if name.endswith("_due_at") and each.owner is Owner.TOOL)
    return [name for name in dict.fromkeys((*named, *declared)) if name != REVISED_DUE] + [*_DUE_COLUMNS]


def _tell(
    columns: Mapping[str, list[Value]],
    index: int,
    standings: Sequence[Standing],
    judgement: Judgement,
    calendar: WorkCalendar | None,
    now: datetime,
) -> None:
    """Fill 下一时限, 剩余/超时 and 超时标记 of an open case."""
    waiting = [each for each in standings if each.done is None]
    running = [each for each in waiting if not each.stopped]
    first = min(running or waiting, key=lambda each: each.deadline, default=None)
    if first is not None:
        judgement.next_due[index] = first
        columns["next_due"][index] = _shown_limit(first)
        columns["remaining"][index] = Mark.PAUSED.said if first.stopped else shown_distance(first.deadline - now)
    mark = _mark_of_open(standings, running, calendar, now)
    columns["overdue_mark"][index] = mark.said if mark is not None else None


def _mark_of_open(
    standings: Sequence[Standing], running: Sequence[Standing], calendar: WorkCalendar | None, now: datetime
) -> Mark | None:
    if any(each.is_late(now) for each in running):
        return Mark.OVERDUE
    if any(is_due_soon(each, calendar, now) for each in running):
        return Mark.DUE_SOON
    if any(each.stopped for each in standings):
        return Mark.PAUSED
    return Mark.BREACHED if _was_breached(standings, now) else None


def _was_breached(standings: Sequence[Standing], now: datetime) -> bool:
    """Limits without a column of their own are for 下一时限 only: nobody could see why the case is marked."""
    return any(each.done is not None and each.timer.due_at and each.is_late(now) for each in standings)


def _shown_limit(standing: Standing) -> str:
    """「首次响应 2024-05-02 18:00」, with 「（暂定）」 while a year's holidays are not known."""
    mark = "revised" if standing.revised else "provisional" if standing.provisional else "plain"
    due = f"{standing.deadline:%Y-%m-%d %H:%M}"
    return text(f"limits.shown.{mark}", limit=standing.timer.label, due=due)


def shown_distance(distance: timedelta) -> str:
    """How far away a moment is: 「剩 2 天 3 小时」, 「超时 5 小时 40 分钟」; what is smaller is left out."""
    total = int(abs(distance) / timedelta(minutes=1))
    hours, minutes = divmod(total, 60)
    days, hours_left = divmod(hours, 24)
    words = _distance_words(spoken_language())
    parts = [(days, "days"), (hours_left, "hours")] if days else [(hours, "hours"), (minutes, "minutes")]
    shown = [words[unit].format(amount=amount) for amount, unit in parts if amount]
    span = " ".join(shown or [words["minutes"].format(amount=0)])
    return words["left" if distance >= timedelta() else "over"].format(span=span)


@cache
def _distance_words(language: str) -> Mapping[str, str]:
    """Looked up once: every open case of a register has a distance."""
    with speaking(language):
        return texts("limits.distance")
