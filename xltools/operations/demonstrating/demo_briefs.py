"""Which cases came in, and when? Six months of them, with a batch that fails, customers who return, and the day's few.

Invariant: none comes in later than the present.
"""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demonstrating.demo_customers import Customer, made_up_customers
from xltools.operations.demonstrating.demo_scenes import Fate
from xltools.operations.demonstrating.demo_stage import Stage
from xltools.operations.demonstrating.demo_vocabulary import Topic

DAYS = 182
PLANTED_SHARE = 0.06
_REPEATED_SHARE = 0.04
_MANY = 100
_SETTLED_DAYS = 25
_FRESH_SHARE = 0.02
_COMPANY_SHARES = {"feedback_report": 0.4, "feedback_analysis": 0.1, "rapid_response": 0.05, "service_ticket": 1.0}


class Brief(NamedTuple):
    """One case in a nutshell; ``drawn`` is its priority, scope/urgency where a matrix decides."""

    received: datetime
    topic: Topic
    customer: Customer
    batch: str
    drawn: str
    fate: Fate = Fate.USUAL


def last_full_month(now: datetime) -> date:
    """The first day of the month before this one."""
    return (now.date().replace(day=1) - timedelta(days=1)).replace(day=1)


def planted_batch(now: datetime) -> str:
    """The batch whose batteries fail: made four months before the month in which its faults rise."""
    made = last_full_month(now)
    for _ in range(4):
        made = (made - timedelta(days=1)).replace(day=12)
    return f"B{made:%Y%m%d}"


def briefs_of(stage: Stage, count: int) -> list[Brief]:
    """So many cases, in any order; a few are there for what they show on the day."""
    rng, topics = stage.rng, stage.words.topics_of(stage.definition.name)
    customers = made_up_customers(rng, stage.words, max(8, count * 2 // 3), _COMPANY_SHARES[stage.definition.name])
    planted, repeated = min(count, max(3, round(count * PLANTED_SHARE))), round(count * _REPEATED_SHARE)
    most = max(0, count - planted - repeated)
    briefs = [_fated(stage, fate, topics, rng.choice(customers)) for fate in _fates(stage.definition, count)[:most]]
    for place in range(most - len(briefs)):
        topic = topics[place] if place < len(topics) else rng.choices(topics, [each.weight for each in topics])[0]
        if len(topics) <= place < len(topics) + max(4, count * _FRESH_SHARE):  # has only just come in
            received = stage.now - timedelta(minutes=rng.randrange(4, 75))
        else:
            youngest = _SETTLED_DAYS if place < len(topics) else 0  # each topic has one that is long over
            received = _received(stage, stage.now.date() - timedelta(days=rng.randrange(youngest, DAYS)))
        briefs.append(_brief(stage, topic, received, rng.choice(customers)))
    trouble = [topic for topic in topics if topic.planted]
    first = last_full_month(stage.now)
    for _ in range(planted):  # more of them towards the end of the month
        received = _received(stage, first + timedelta(days=int(rng.triangular(0, 28, 26))))
        brief = _brief(stage, rng.choice(trouble), received, rng.choice(customers))
        briefs.append(brief._replace(batch=planted_batch(stage.now)))
    for _ in range(repeated):  # the same customer comes back with the same trouble some days later
        earlier = rng.choice(briefs)
        received = _received(
            stage, min(earlier.received.date() + timedelta(days=rng.randrange(2, 8)), stage.now.date())
        )
        briefs.append(earlier._replace(received=received, fate=Fate.USUAL))
    return briefs


def _brief(stage: Stage, topic: Topic, received: datetime, customer: Customer) -> Brief:
    return Brief(received, topic, customer, _batch(stage.rng, received), stage.rng.choice(topic.priority))


def _fates(definition: RegisterDefinition, count: int) -> list[Fate]:
    """A few of each, whatever the number of cases; fewer where there are very few."""
    few = 1 + (count >= _MANY)
    return [
        *[Fate.OVERDUE] * (few + 1),
        *[Fate.DUE_SOON] * few,
        *[Fate.PAUSED] * few,
        *[Fate.UNTOUCHED] * few,
        *([Fate.EXTENDED] * few if definition.sheet("extensions") else []),
    ]


def _fated(stage: Stage, fate: Fate, topics: list[Topic], customer: Customer) -> Brief:
    """A case that came in at the right time for what it is to show."""
    rng, now = stage.rng, stage.now
    if fate is Fate.UNTOUCHED:
        orphaned = [topic for topic in topics if stage.is_away(stage.usual_handler(topic), now.date())]
        return _brief(
            stage, rng.choice(orphaned or topics), now - timedelta(minutes=rng.randrange(6, 40)), customer
        )._replace(fate=fate)
    topic = rng.choice(topics)
    drawn = rng.choice(topic.priority)
    if fate is not Fate.OVERDUE:  # what must be done within hours is neither put off nor waits
        drawn = max((each for topic in topics for each in topic.priority), key=lambda each: _slowness(stage, each))
        topic = rng.choice([each for each in topics if drawn in each.priority])
    limit = stage.limit("solution", drawn)
    for days in range(2 if fate is Fate.PAUSED else 1, 30):
        day = datetime.combine(now.date() - timedelta(days=days), time())
        received = stage.hours.add(day, rng.uniform(20, stage.hours.day_minutes - 20))  # hours of which limits are sure
        if received.date() == day.date() and _suits(fate, stage.hours.due(received, limit), now):
            return _brief(stage, topic, received, customer)._replace(drawn=drawn, fate=fate)
    return _brief(stage, topic, received, customer)


def _suits(fate: Fate, due: datetime, now: datetime) -> bool:
    if fate is Fate.DUE_SOON:
        return now < due <= now + timedelta(hours=24)
    return due > now if fate is Fate.PAUSED else due < now


def _slowness(stage: Stage, drawn: str) -> tuple[bool, float]:
    limit = stage.limit("solution", drawn)
    return limit.working, limit.minutes


def _batch(rng: Random, received: datetime) -> str:
    """One of the batches made in the months before."""
    made = received.date() - timedelta(days=rng.choice((90, 120, 150, 180)))
    return f"B{made:%Y%m}{rng.choice(('05', '18', '26'))}"


def _received(stage: Stage, day: date) -> datetime:
    """A moment of that day or the next working day, mostly in office hours, always in the past."""
    rng = stage.rng
    if rng.random() < 0.88:
        moment = stage.hours.add(datetime.combine(day, time(8)), rng.uniform(1, stage.hours.day_minutes - 1))
    else:
        moment = datetime.combine(day, time(rng.choice((7, 8, 12, 19, 20, 21)), rng.randrange(60)))
    while moment > stage.now - timedelta(minutes=5):
        moment -= timedelta(days=1)
    return moment
