"""What must the tool's columns say of what is due next, and of what must somebody be told?

Invariant: words follow from the judgement and the moment; an occasion is named by its limit and its deadline.
"""

from datetime import datetime, timedelta

from tests.hostile.year.casebook import Judged
from tests.hostile.year.judging import is_near
from tests.hostile.year.limits import Rules


def told_limit(judged: Judged, rules: Rules) -> str | None:
    """What column 下一时限 must say."""
    waiting = [each for each in judged.running if each.done is None]
    going = [each for each in waiting if not each.stopped] or waiting
    if not going:
        return None
    first = min(going, key=lambda each: each.deadline)
    words = rules.desk.words
    unsure = first.limit.works and rules.time.is_provisional(first.due)
    shape = words.revised if first.revised else words.provisional if unsure else words.limit
    return shape.format(first.limit.label, f"{first.deadline:%Y-%m-%d %H:%M}")


def told_distance(judged: Judged, rules: Rules, now: datetime) -> str | None:
    """What column 剩余/超时 must say."""
    waiting = [each for each in judged.running if each.done is None]
    going = [each for each in waiting if not each.stopped] or waiting
    if not going:
        return None
    first = min(going, key=lambda each: each.deadline)
    words = rules.desk.words
    if first.stopped:
        return words.paused
    left = first.deadline - now
    minutes = abs(left) // timedelta(minutes=1)
    amounts = (minutes // 1440, minutes // 60 % 24, minutes % 60)
    shown = [
        words.parts[place].format(amounts[place]) for place in ((0, 1) if amounts[0] else (1, 2)) if amounts[place]
    ]
    span = " ".join(shown) or words.parts[2].format(0)
    return (words.left if left >= timedelta() else words.over).format(span)


def occasions(judged: Judged, rules: Rules, now: datetime) -> set[tuple[object, ...]]:
    """Warnings and escalations of which somebody must have been told by now (FR-17, ST-10)."""
    found: set[tuple[object, ...]] = set()
    for each in judged.running:
        if each.done is None and not each.stopped and is_near(each, rules, now):
            found.add(("due_soon", each.limit.label, each.limit.name, each.deadline))
        for to, hours in each.limit.levels:
            moment = rules.level_at(each, hours)
            come = now > moment if moment >= each.deadline else now >= moment
            at_once = moment <= each.start
            if come and (at_once or (each.done is None and not each.stopped)):
                when = (each.start,) if at_once else (hours, each.deadline)
                found.add(("escalated", each.limit.label, each.limit.name, to, *when))
    return found
