"""Who must be told now that a limit is near, has come or is past? (FR-17, FA-6, FA-9, RR-10, ST-10)

Invariant: each level of each limit is told once in a round of a case; what is remembered is never told again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from xltools.language.speaking import text
from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.notice import Notice, NoticeKind
from xltools.model.policy import Policy
from xltools.model.register import Value
from xltools.model.sla_timer import Escalation
from xltools.rules.assignment import who_answers
from xltools.rules.deadlines import offset_time
from xltools.rules.remembering import known_column
from xltools.rules.standings import Standing, is_due_soon


@dataclass(slots=True)
class Escalations:
    """What this pass escalates.

    Attributes:
        to: Who was told last, by position, for cases that escalate now.
        notices: Messages that were not given before.
    """

    to: dict[int, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def escalate(
    view: CaseView,
    policy: Policy,
    standings: Mapping[int, Sequence[Standing]],
    memory: CaseMemory,
    now: datetime,
    urgent: Sequence[str] = (),
) -> Escalations:
    """Find the warnings and escalations of open cases that have come by now.

    Args:
        view: The cases; their rounds, handlers and departments as decided.
        policy: Calendar and people.
        standings: The limits of the open cases, by position.
        memory: Which notices were given.
        now: The moment of the pass.
        urgent: Priorities of the fast lane (FR-17).
    """
    result, priorities = Escalations(), view.column("priority")
    recipients = _Recipients(view, policy, now.date())
    for index, limits in standings.items():
        number = view.numbers[index]
        if number is None:
            continue
        told: list[tuple[datetime, str]] = []
        fast = priorities[index] in urgent
        for standing in limits:
            if is_due_soon(standing, policy.calendar, now):
                key = _warning_key(number, standing)
                if key not in memory.noticed:
                    result.notices.append(_warning(number, recipients.of_warning(index, standing), standing, key, fast))
            for escalation in standing.timer.escalations:
                moment = escalation_moment(standing, escalation, policy)
                if not (_has_come(standing, moment, now) and _is_owed(standing, moment)):
                    continue
                key = _escalation_key(number, standing, escalation, moment)
                if key not in memory.noticed:
                    to = recipients.of(index, escalation.to)
                    told.append((moment, to))
                    result.notices.append(_escalated(number, to, standing, (moment, now), key, fast))
        if told:
            result.to[index] = max(told, key=lambda each: each[0])[1]
    return result


def _warning_key(number: str, standing: Standing) -> str:
    return f"{number}|{standing.timer.name}|soon|{_stamp(standing.deadline)}"


def _escalation_key(number: str, standing: Standing, escalation: Escalation, moment: datetime) -> str:
    """Names what is told to whom: by the due time, or by the start where it is told at once."""
    occasion = f"{number}|{standing.timer.name}|{escalation.to}"
    if moment <= standing.start:
        return f"{occasion}|at once|{_stamp(standing.start)}"
    return f"{occasion}|{escalation.offset_hours:g}|{_stamp(standing.deadline)}"


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%d%H%M%S}"


def escalation_moment(standing: Standing, escalation: Escalation, policy: Policy) -> datetime:
    """When a level comes; never before the limit began to run, so that a large negative offset means at once."""
    unit = standing.timer.limit.unit
    return max(standing.start, offset_time(standing.deadline, escalation.offset_hours, unit, policy.calendar))


def _has_come(standing: Standing, moment: datetime, now: datetime) -> bool:
    """A limit is late behind its due time, not at it; what is told before it is told at its moment."""
    return now > moment if moment >= standing.deadline else now >= moment


def _is_owed(standing: Standing, moment: datetime) -> bool:
    """An open limit that runs; or what was to be told at once, even if the work was done before anybody was told."""
    return moment <= standing.start or (standing.done is None and not standing.stopped)


class _Recipients:
    """Who answers for a role in a department, looked up once each."""

    def __init__(self, view: CaseView, policy: Policy, today: date) -> None:
        self._policy, self._today = policy, today
        self._leads, self._handlers = view.column("lead_department"), view.column("handler")
        self._departments: dict[Value, str] = {person.name: person.department for person in policy.people}
        self._known: dict[tuple[str, str], str] = {}

    def of(self, index: int, to: str) -> str:
        lead = self._leads[index]
        department = lead if isinstance(lead, str) else self._departments.get(self._handlers[index], "")
        if (to, department) not in self._known:
            self._known[to, department] = who_answers(to, self._policy, self._today, department) or to
        return self._known[to, department]

    def of_warning(self, index: int, standing: Standing) -> str:
        """The handler, or who stands in for him; in a case without one, who would be told if it became late."""
        handler, escalations = self._handlers[index], standing.timer.escalations
        if handler is not None:
            return self.of(index, str(handler))
        return self.of(index, escalations[0].to) if escalations else ""


def _warning(number: str, to: str, standing: Standing, key: str, fast: bool) -> Notice:
    label = standing.timer.label
    return Notice(NoticeKind.DUE_SOON, number, to, label, _reason("due_soon", standing), key, fast)


def _reason(name: str, standing: Standing) -> str:
    return text(f"notices.limit.{name}", limit=standing.timer.label, due=f"{standing.deadline:%Y-%m-%d %H:%M}")


def _escalated(
    number: str, to: str, standing: Standing, moments: tuple[datetime, datetime], key: str, fast: bool
) -> Notice:
    """What is to be told at once is of the fast lane, whatever the priority is called."""
    moment, now = moments
    at_once = moment <= standing.start
    reason = _reason("late" if standing.is_late(now) else "at_once" if at_once else "near", standing)
    return Notice(NoticeKind.ESCALATED, number, to, standing.timer.label, reason, key, fast or at_once)


def escalation_columns(
    view: CaseView, escalations: Escalations, now: datetime, memory: CaseMemory
) -> dict[str, list[Value]]:
    """The columns 升级至 and 升级时间: who was told last, and when."""
    columns: dict[str, list[Value]] = {}
    for name, kind in (("escalated_to", str), ("escalated_at", datetime)):
        if view.field(name) is not None:
            column = columns[name] = known_column(view, name, kind, memory)
            for index, person in escalations.to.items():
                column[index] = person if kind is str else now
    return columns


def handed_over(
    view: CaseView,
    open_indexes: Sequence[int],
    begun: Mapping[int, str],
    memory: CaseMemory,
    urgent: Sequence[str] = (),
) -> Iterator[Notice]:
    """Messages to whoever has a case on his hands from now on: a new one, a new round, or somebody else's."""
    handlers, rounds, priorities = view.column("handler"), view.column("round"), view.column("priority")
    for index in open_indexes:
        number, handler = view.numbers[index], handlers[index]
        key = f"{number}|{rounds[index] or 1:g}|handler|{handler or ''}"
        if number is None or key in memory.noticed:
            continue
        round_number, fast = rounds[index], priorities[index] in urgent
        if isinstance(round_number, (int, float)) and round_number > 1:
            reason = _why_again(f"{round_number:g}", begun.get(index))
            subject = text("notices.reopened.subject")
            yield Notice(NoticeKind.REOPENED, number, str(handler or ""), subject, reason, key, fast)
        elif handler is not None:
            subject, reason = text("notices.assigned.subject"), text("notices.assigned.reason")
            yield Notice(NoticeKind.ASSIGNED, number, str(handler), subject, reason, key, fast)


def _why_again(round_number: str, because: str | None) -> str:
    if because is None:
        return text("notices.reopened.reason", round=round_number)
    return text("notices.reopened.reason_because", round=round_number, because=because)
