"""Who was told of a limit, and who will be? Its warning and its levels of escalation, each with its moment.

Invariant: recipients and occasions come from the rule that tells, `xltools.rules.escalation`, asked as if the limit
were open at that moment.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.notice import NoticeKind
from xltools.model.policy import Policy
from xltools.rules.deadlines import warning_time
from xltools.rules.escalation import escalate, escalation_moment
from xltools.rules.standings import Standing


class Alert(NamedTuple):
    """Somebody to be told of a limit.

    Attributes:
        kind: A warning before the due time, or an escalation.
        moment: From when.
        to: Who, by the people who are there at that moment; "" where nobody handles the case.
        told: It was told already.
    """

    kind: NoticeKind
    moment: datetime
    to: str
    told: bool


def alerts(
    view: CaseView, policy: Policy, memory: CaseMemory, index: int, standing: Standing, now: datetime, *, closed: bool
) -> Iterator[Alert]:
    """The alerts of one limit: those that were told, and those that are still owed.

    Args:
        view: The cases.
        policy: Calendar and people.
        memory: What was told.
        index: The case's position.
        standing: Its limit.
        now: The moment of the pass.
        closed: Nothing of the case remains to be done.
    """
    timer, calendar = standing.timer, policy.calendar
    is_open = standing.done is None and not standing.stopped and not closed
    asked = _Asked(view, policy, memory, index, standing._replace(done=None, stopped=False))
    if timer.warn_before is not None:
        moment = max(standing.start, warning_time(standing.deadline, timer.warn_before, calendar))
        is_owed = is_open and now <= standing.deadline
        yield from (alert for alert in asked.told(moment, NoticeKind.DUE_SOON) if alert.told or is_owed)
    moments = [escalation_moment(standing, each, policy) for each in timer.escalations]
    for level, moment in enumerate(moments):
        place = sum(other <= moment for other in moments[:level])  # among the levels that have come by then
        escalated = asked.told(moment, NoticeKind.ESCALATED)[place : place + 1]
        yield from (alert for alert in escalated if alert.told or is_open)


class _Asked(NamedTuple):
    """The rule that tells, asked about one limit."""

    view: CaseView
    policy: Policy
    memory: CaseMemory
    case: int
    standing: Standing

    def told(self, moment: datetime, kind: NoticeKind) -> list[Alert]:
        """What would be told from that moment on if nothing had been told before."""
        behind = moment + timedelta(seconds=1) if kind is NoticeKind.ESCALATED else moment
        notices = escalate(self.view, self.policy, {self.case: [self.standing]}, CaseMemory(), behind).notices
        known = self.memory.noticed
        return [Alert(kind, moment, each.recipient, each.key in known) for each in notices if each.kind is kind]
