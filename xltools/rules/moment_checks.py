"""Are the moments that limits rest on fit to reckon with? (RR-3, ST-3)

Invariant: only moments that people typed and that decide something now are questioned.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from xltools.model.case_view import CaseView
from xltools.model.field import FieldKind
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.sla_timer import LimitUnit
from xltools.rules.standings import Standing
from xltools.rules.typed_moments import future_from, is_day_alone, shown

_TO_THE_MINUTE = (LimitUnit.MINUTES, LimitUnit.HOURS, LimitUnit.WORKING_HOURS)


def check_moments(
    view: CaseView, policy: Policy, standings: Mapping[int, Sequence[Standing]], now: datetime
) -> Iterator[Finding]:
    """Findings on work that was done tomorrow, and on days alone where a limit counts hours.

    Args:
        view: The cases.
        policy: Timers, and setting ``future_tolerance_minutes``.
        standings: The limits of the open cases, by position.
        now: The moment of the pass.
    """
    yield from _done_tomorrow(view, policy, now)
    yield from _without_hour(view, standings)


def _done_tomorrow(view: CaseView, policy: Policy, now: datetime) -> Iterator[Finding]:
    limit = future_from(policy, now)
    for name in dict.fromkeys(timer.ends_at for timer in policy.timers if timer.ends_at):
        field = view.field(name)
        if field is None or not field.typed_by_people or not view.has(name):
            continue
        for index, moment in enumerate(view.columns[name]):
            if isinstance(moment, datetime) and moment > limit:
                yield view.finding(FindingCode.DATE_IN_FUTURE, index, name, value=shown(moment))


def _without_hour(view: CaseView, standings: Mapping[int, Sequence[Standing]]) -> Iterator[Finding]:
    for index, limits in standings.items():
        names = {
            each.timer.starts_at
            for each in limits
            if each.done is None and each.timer.limit.unit in _TO_THE_MINUTE and is_day_alone(each.start)
        }
        for name in sorted(names):
            field, value = view.field(name), view.column(name)[index]
            typed = field is not None and field.typed_by_people and field.kind is FieldKind.DATETIME
            if typed and isinstance(value, datetime) and is_day_alone(value):
                yield view.finding(FindingCode.HOUR_MISSING, index, name, value=shown(value))
