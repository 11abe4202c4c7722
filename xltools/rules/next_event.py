"""When does time alone next change what is said of a register's cases? A limit comes near, runs out or escalates.

Invariant: between a pass and that moment a further pass would find nothing to do but how much time is left.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from xltools.model.policy import Policy
from xltools.rules.deadlines import warning_time
from xltools.rules.escalation import escalation_moment
from xltools.rules.standings import Standing

_JUST_BEHIND = timedelta(seconds=1)  # a limit is late behind its due time, not at it


def next_event(standings: Mapping[int, Sequence[Standing]], policy: Policy, now: datetime) -> datetime | None:
    """The first moment behind ``now`` at which a limit of an open case is near, late or to be escalated.

    Args:
        standings: The limits of the open cases, by position.
        policy: The calendar.
        now: The moment of the pass.
    """
    running = (each for limits in standings.values() for each in limits if each.done is None and not each.stopped)
    return min((moment for each in running for moment in _moments(each, policy) if moment > now), default=None)


def _moments(standing: Standing, policy: Policy) -> Iterator[datetime]:
    yield standing.deadline + _JUST_BEHIND
    if standing.timer.warn_before is not None:
        yield max(standing.start, warning_time(standing.deadline, standing.timer.warn_before, policy.calendar))
    for escalation in standing.timer.escalations:
        yield escalation_moment(standing, escalation, policy) + _JUST_BEHIND
