"""How do the limits of one case stand? From when each runs, until when, and whether it was kept.

Invariant: a standing follows from the case's facts, the log and the policy; the moment at which it is looked at decides
only whether it is late by then.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.model.business_calendar import Pauses
from xltools.model.case_view import CaseView
from xltools.model.policy import Policy
from xltools.model.sla_timer import SlaTimer
from xltools.model.work_calendar import WorkCalendar
from xltools.rules.case_log import CaseLog
from xltools.rules.deadlines import reckoner, warning_time
from xltools.rules.timer_choice import TimerChoice
from xltools.rules.typed_moments import is_day_alone, moment_of

EXTENDED_TIMER = "solution"  # what sheet 延期申请 can put off


class Standing(NamedTuple):
    """How one limit of one case stands.

    Attributes:
        timer: The row of sheet 时限.
        start: From when it was reckoned: the start field's moment, a later message to the customer, or the new round.
        due: When it is due by its limit.
        revised: When it is due by an approved extension, if there is one.
        done: When it was done; None while it is open.
        stopped: It stands still now, and did not run out before.
        provisional: The year's holidays are not published yet.
    """

    timer: SlaTimer
    start: datetime
    due: datetime
    revised: datetime | None
    done: datetime | None
    stopped: bool
    provisional: bool

    @property
    def deadline(self) -> datetime:
        """What counts: the revised due time, if there is one."""
        return self.revised or self.due

    def is_late(self, now: datetime) -> bool:
        """Late at this moment if open, or done late."""
        if self.done is None:
            return not self.stopped and now > self.deadline
        return _is_after(self.done, self.deadline)


class Outcome(NamedTuple):
    """How one limit of closed cases ended.

    Attributes:
        due_at: The field of the due time.
        positions: The cases in which it ran.
        due: When it was due by its limit, in the same order.
        late: Positions of those in which it was done late.
    """

    due_at: str
    positions: Sequence[int]
    due: Sequence[datetime]
    late: Sequence[int]


class Reckoning:
    """Reckons the limits of single cases; what all of them share is looked up once."""

    def __init__(
        self,
        view: CaseView,
        policy: Policy,
        log: CaseLog,
        reopened_at: Mapping[int, datetime],
        round_facts: frozenset[str],
        now: datetime,
    ) -> None:
        """Nothing is reckoned yet.

        Args:
            view: The cases with the facts of their round at hand.
            policy: Timers and calendar.
            log: Pauses and messages to the customer.
            reopened_at: When later rounds began, by position.
            round_facts: Moments that each round has anew; limits that they end run anew from the round's start.
            now: What is dated later has not happened yet.
        """
        self._log, self._now = log, now
        self._calendar: WorkCalendar | None = policy.calendar
        self._choice = TimerChoice(view, policy)
        self._reopened_at, self._round_facts = reopened_at, round_facts
        self._reckoners = {timer: reckoner(timer.limit, policy.calendar) for timer in policy.timers}
        named = {name for timer in policy.timers for name in (timer.starts_at, timer.ends_at)}
        self._columns = {name: view.column(name) for name in named if name}

    def standings(self, index: int, revised: datetime | None = None) -> list[Standing]:
        """How the limits of one case stand, those that have no start yet left out.

        Args:
            index: The case's position.
            revised: Until when its solution was allowed to take.
        """
        found = []
        for timer in self._choice.of(index):
            start = moment_of(self._columns[timer.starts_at][index])
            if start is None:
                continue
            done = moment_of(self._columns[timer.ends_at][index]) if timer.ends_at else None
            if done is not None and done > self._now:
                done = None  # what has not come yet has not been done
            reopened = self._reopened_at.get(index)
            if reopened is not None and timer.ends_at in self._round_facts:
                start = max(start, reopened)
            if timer.repeats:
                if done is not None:
                    continue
                start = self._last_contact(index, start)
            found.append(self._standing(index, timer, start, done, revised))
        return found

    def outcomes(self, indexes: Sequence[int], revised: Mapping[int, datetime]) -> Iterator[Outcome]:
        """How the limits of closed cases ended: what `standings` says, in short, for a hundred thousand at once.

        Args:
            indexes: Positions of the cases.
            revised: Until when their solutions were allowed to take, by position.
        """
        special = self._reopened_at.keys() | self._log.pauses.keys() | self._log.paused_since.keys() | revised.keys()
        for index in special.intersection(indexes):
            for each in self.standings(index, revised.get(index)):
                if each.timer.due_at:
                    late = [index] if each.done is not None and _is_after(each.done, each.deadline) else []
                    yield Outcome(each.timer.due_at, [index], [each.due], late)
        for timers, alike in self._choice.groups([index for index in indexes if index not in special]):
            for timer in timers:
                if timer.due_at:
                    yield self._plain_outcome(timer, alike)

    def _plain_outcome(self, timer: SlaTimer, indexes: Sequence[int]) -> Outcome:
        """One limit of cases without pauses, extensions and second rounds."""
        starts, ends = self._moments(timer.starts_at, indexes), self._moments(timer.ends_at, indexes)
        rows = [(index, start, end) for index, start, end in zip(indexes, starts, ends, strict=True) if start]
        if timer.repeats:
            waiting = (row for row in rows if row[2] is None or row[2] > self._now)
            rows = [(index, self._last_contact(index, start), None) for index, start, _ in waiting]
        due_time, now = self._reckoners[timer], self._now
        due = [due_time(start, ()) for _, start, _ in rows]
        late = [
            index
            for (index, _, done), limit in zip(rows, due, strict=True)
            if done is not None and limit < done <= now and _is_after(done, limit)
        ]
        return Outcome(timer.due_at, [index for index, _, _ in rows], due, late)

    def _moments(self, name: str, indexes: Sequence[int]) -> list[datetime | None]:
        column = self._columns.get(name)
        return [None] * len(indexes) if column is None else [moment_of(column[index]) for index in indexes]

    def _paused_since(self, index: int, start: datetime) -> datetime | None:
        """The pause that goes on; one from before a new round ended with the earlier one."""
        since = self._log.paused_since.get(index)
        return None if since is not None and since < start and index in self._reopened_at else since

    def _last_contact(self, index: int, start: datetime) -> datetime:
        contacts = self._log.contacts.get(index)
        return max(contacts[-1], start) if contacts else start

    def _standing(
        self, index: int, timer: SlaTimer, start: datetime, done: datetime | None, revised: datetime | None
    ) -> Standing:
        since = self._paused_since(index, start) if timer.may_pause else None
        pauses: Pauses = self._log.pauses.get(index, ()) if timer.may_pause else ()
        if since is not None and done is not None and since < done:
            pauses, since = [*pauses, (since, done)], None  # nobody wrote when it went on: when it was done, it had
        due = self._reckoners[timer](start, pauses)
        allowed = revised if timer.name == EXTENDED_TIMER else None
        stopped = done is None and since is not None and since <= (allowed or due)
        provisional = self._calendar is not None and timer.limit.unit.is_working and self._calendar.is_provisional(due)
        return Standing(timer, start, due, allowed, done, stopped, provisional)


def without_log(standings: Sequence[Standing]) -> list[Standing]:
    """Those that rest on nothing in the log: they neither pause nor start anew from a message."""
    return [each for each in standings if not (each.timer.repeats or each.timer.may_pause)]


def is_due_soon(standing: Standing, calendar: WorkCalendar | None, now: datetime) -> bool:
    """Whether an open limit is so near that it should be told of."""
    before = standing.timer.warn_before
    if before is None or standing.done is not None or standing.stopped:
        return False
    return standing.start <= now <= standing.deadline and warning_time(standing.deadline, before, calendar) <= now


def _is_after(done: datetime, due: datetime) -> bool:
    """A day alone (midnight) is compared by days, as people mean it."""
    return done.date() > due.date() if is_day_alone(done) else done > due
