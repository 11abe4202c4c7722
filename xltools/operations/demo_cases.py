"""Which rows does a demonstration register hold? Made-up cases of six months, good and bad, sheet by sheet.

Invariant: the same definition, seed, moment and count give the same rows; nothing here touches disk or clock.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from xltools.errors import DefinitionError
from xltools.model.field import FieldKind
from xltools.model.register_definition import RegisterDefinition, SettingValue, SheetDefinition
from xltools.operations.demo_bad_rows import spoil_some
from xltools.operations.demo_customers import Customer, made_up_customers
from xltools.operations.demo_feedback_analysis import tell_feedback_analysis
from xltools.operations.demo_feedback_report import tell_feedback_report
from xltools.operations.demo_further_rows import add_lessons, further_rows
from xltools.operations.demo_rapid_response import tell_rapid_response
from xltools.operations.demo_scenes import Fate, Scene, Stage
from xltools.operations.demo_service_ticket import tell_service_ticket
from xltools.operations.demo_stories import CasePlace, DemoCase, DemoRow, Entry, Story
from xltools.operations.demo_vocabulary import Topic, read_vocabulary

DAYS = 182
PLANTED_SHARE = 0.06
_REPEATED_SHARE = 0.04
LOOKED_AT_DAYS_AGO = (38, 1)
_MANY = 100
_FRESH_SHARE = 0.02
_COMPANY_SHARES = {"feedback_report": 0.4, "feedback_analysis": 0.1, "rapid_response": 0.05, "service_ticket": 1.0}
_TELLERS: dict[str, Callable[[Scene, Story], None]] = {
    "feedback_report": tell_feedback_report,
    "feedback_analysis": tell_feedback_analysis,
    "rapid_response": tell_rapid_response,
    "service_ticket": tell_service_ticket,
}


class _Brief(NamedTuple):
    received: datetime
    topic: Topic
    customer: Customer
    batch: str
    drawn: str
    fate: Fate = Fate.USUAL


@dataclass(frozen=True, slots=True)
class DemoScript:
    """What is to be written into one register.

    Attributes:
        cases: The cases in the order of their rows, as they stand at the end.
        entries: By sheet, the further rows in the order of their writing; case numbers still to come are `CasePlace`.
        staff: What is to be said of people on sheet 人员, by name and field.
        looks: When the register is refreshed; the last time is the present.
    """

    cases: list[DemoCase]
    entries: dict[str, list[Entry]]
    staff: dict[str, dict[str, SettingValue]]
    looks: tuple[datetime, ...]

    @property
    def rows(self) -> dict[str, list[DemoRow]]:
        """By sheet, all rows that people typed."""
        further = {key: [entry.values for entry in entries] for key, entries in self.entries.items()}
        return {"cases": [case.values for case in self.cases], **further}

    def come_by(self, moment: datetime) -> int:
        """How many of the cases had come in by then."""
        return sum(case.received <= moment for case in self.cases)


def demo_rows(definition: RegisterDefinition, seed: int, now: datetime, count: int) -> dict[str, list[DemoRow]]:
    """The rows of one register by sheet, each from field name to value.

    Raises:
        DefinitionError: The definition is none of the shipped ones: there are no stories for it.
    """
    return demo_script(definition, seed, now, count).rows


def demo_script(definition: RegisterDefinition, seed: int, now: datetime, count: int) -> DemoScript:
    """The cases of one register, and the stamps of six months during which the tool was not really there.

    Raises:
        DefinitionError: The definition is none of the shipped ones: there are no stories for it.
    """
    if definition.name not in _TELLERS:
        raise DefinitionError(definition.name, "name", f"the demonstration only knows {', '.join(_TELLERS)}")
    rng = Random(f"{seed} {definition.name}")  # noqa: S311 - a story, not a secret
    stage = Stage(definition, read_vocabulary(), rng, looks_at(now))
    cases = [_told(stage, brief) for brief in sorted(_briefs(stage, count), key=lambda brief: brief.received)]
    add_lessons(stage, cases)
    spoil_some(cases, definition, rng, stage.now)
    entries = {sheet.key: found for sheet in definition.sheets if (found := _belonging(sheet, cases))}
    _misquote(definition, entries, rng)
    return DemoScript(cases, entries | further_rows(stage, count), _staff(stage, cases), stage.looks)


def looks_at(now: datetime) -> tuple[datetime, ...]:
    """When the registers are refreshed: some weeks ago, yesterday in the evening, and now."""
    present = now.replace(second=0, microsecond=0)
    evening = present.replace(hour=18, minute=0)
    return (*(evening - timedelta(days=days) for days in LOOKED_AT_DAYS_AGO), present)


def _staff(stage: Stage, cases: list[DemoCase]) -> dict[str, dict[str, SettingValue]]:
    today = stage.now.date()
    said: dict[str, dict[str, SettingValue]] = {}
    for each in stage.words.staff_of(stage.definition.name):
        if each.away_after:
            said[each.name] = {
                "absent_from": today - timedelta(days=each.away_before),
                "absent_until": today + timedelta(days=each.away_after),
            }
        if each.hands_full:
            on_hand = sum(
                case.values.get("handler") == each.name and "completed_at" not in case.values for case in cases
            )
            said[each.name] = {"maximum_load": on_hand}
    return said


def last_full_month(now: datetime) -> date:
    """The first day of the month before this one."""
    return (now.date().replace(day=1) - timedelta(days=1)).replace(day=1)


def planted_batch(now: datetime) -> str:
    """The batch whose batteries fail: made four months before the month in which its faults rise."""
    made = last_full_month(now)
    for _ in range(4):
        made = (made - timedelta(days=1)).replace(day=12)
    return f"B{made:%Y%m%d}"


def _briefs(stage: Stage, count: int) -> Iterable[_Brief]:
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
            received = _received(stage, stage.now.date() - timedelta(days=rng.randrange(DAYS)))
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


def _brief(stage: Stage, topic: Topic, received: datetime, customer: Customer) -> _Brief:
    return _Brief(received, topic, customer, _batch(stage.rng, received), stage.rng.choice(topic.priority))


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


def _fated(stage: Stage, fate: Fate, topics: list[Topic], customer: Customer) -> _Brief:
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
        received = _received(stage, now.date() - timedelta(days=days))
        if stage.hours.on(received) and _suits(fate, stage.hours.due(received, limit), now):
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


def _told(stage: Stage, brief: _Brief) -> DemoCase:
    scene = Scene(stage, brief.topic, brief.customer, brief.received, brief.batch, brief.drawn, brief.fate)
    urgent = brief.drawn in ("紧急", "特急") or brief.drawn.endswith("/高")
    registered = min(brief.received + timedelta(minutes=stage.rng.randrange(1, 9 if urgent else 60)), stage.now)
    case = DemoCase(brief.topic.key, brief.received, staged=brief.fate is not Fate.USUAL)
    story = Story(case, brief.received if brief.fate is Fate.UNTOUCHED else stage.now)
    story.case.stamps["registered_at"] = registered
    _TELLERS[stage.definition.name](scene, story)
    return story.case


def _belonging(sheet: SheetDefinition, cases: list[DemoCase]) -> list[Entry]:
    """The rows of one further sheet with their cases' places, in the order of their writing."""
    number = next((field for field in sheet.fields if field.kind is FieldKind.CASE_NUMBER), None)
    if number is None:
        return []
    entries = [
        Entry(at, {number.name: CasePlace(place), **values})
        for place, case in enumerate(cases)
        for at, values in case.entries.get(sheet.key, ())
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _misquote(definition: RegisterDefinition, entries: dict[str, list[Entry]], rng: Random) -> None:
    """One log row bears a number that no case has."""
    log = entries.get("log")
    if log:
        serial = "9" * definition.numbering.width
        wrong = definition.numbering.prefix(datetime(2024, 5, 1), "CS") + serial
        rng.choice(log).values["case_number"] = wrong
