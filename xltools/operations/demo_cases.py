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
from xltools.model.register_definition import RegisterDefinition, SheetDefinition
from xltools.operations.demo_bad_rows import spoil_some
from xltools.operations.demo_customers import Customer, made_up_customers
from xltools.operations.demo_feedback_analysis import tell_feedback_analysis
from xltools.operations.demo_feedback_report import tell_feedback_report
from xltools.operations.demo_further_rows import add_lessons, further_rows
from xltools.operations.demo_rapid_response import tell_rapid_response
from xltools.operations.demo_scenes import Scene, Stage
from xltools.operations.demo_service_ticket import tell_service_ticket
from xltools.operations.demo_stories import CasePlace, DemoCase, DemoRow, Story
from xltools.operations.demo_vocabulary import Topic, read_vocabulary

DAYS = 182
PLANTED_SHARE = 0.06
_REPEATED_SHARE = 0.04
_STALLED_SHARE = 0.04
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


@dataclass(frozen=True, slots=True)
class DemoScript:
    """What is to be written into one register.

    Attributes:
        rows: By sheet, the rows that people typed; case numbers still to come are `CasePlace`.
        stamps: For each case, when the tool would have stamped it, by field.
    """

    rows: dict[str, list[DemoRow]]
    stamps: list[dict[str, datetime]]


def demo_rows(definition: RegisterDefinition, seed: int, now: datetime, count: int) -> dict[str, list[DemoRow]]:
    """The rows of one register by sheet, each from field name to value.

    Raises:
        DefinitionError: The definition is none of the shipped ones: there are no stories for it.
    """
    return demo_script(definition, seed, now, count).rows


def demo_script(definition: RegisterDefinition, seed: int, now: datetime, count: int) -> DemoScript:
    """The rows of one register, and the stamps of six months during which the tool was not really there.

    Raises:
        DefinitionError: The definition is none of the shipped ones: there are no stories for it.
    """
    if definition.name not in _TELLERS:
        raise DefinitionError(definition.name, "name", f"the demonstration only knows {', '.join(_TELLERS)}")
    rng = Random(f"{seed} {definition.name}")  # noqa: S311 - a story, not a secret
    stage = Stage(definition, read_vocabulary(), rng, now.replace(second=0, microsecond=0))
    cases = [_told(stage, brief) for brief in sorted(_briefs(stage, count), key=lambda brief: brief.received)]
    add_lessons(stage, cases)
    spoil_some(cases, definition, rng, stage.now)
    rows = {definition.register_sheet.key: [case.values for case in cases]}
    for sheet in definition.sheets:
        if belonging := _belonging(sheet, cases):
            rows[sheet.key] = belonging
    _misquote(definition, rows, rng)
    return DemoScript(rows | further_rows(stage, count), [case.stamps for case in cases])


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
    briefs: list[_Brief] = []
    for place in range(count - planted - repeated):
        topic = rng.choices(topics, weights=[topic.weight for topic in topics])[0]
        if place < count * _FRESH_SHARE:  # has only just come in
            received = stage.now - timedelta(minutes=rng.randrange(4, 75))
        else:
            received = _received(stage, stage.now.date() - timedelta(days=rng.randrange(DAYS)))
        briefs.append(_Brief(received, topic, rng.choice(customers), _batch(rng, received)))
    trouble = [topic for topic in topics if topic.planted]
    first = last_full_month(stage.now)
    for _ in range(planted):  # more of them towards the end of the month
        received = _received(stage, first + timedelta(days=int(rng.triangular(0, 28, 26))))
        briefs.append(_Brief(received, rng.choice(trouble), rng.choice(customers), planted_batch(stage.now)))
    for _ in range(repeated):  # the same customer comes back with the same trouble some days later
        earlier = rng.choice(briefs)
        received = _received(
            stage, min(earlier.received.date() + timedelta(days=rng.randrange(2, 8)), stage.now.date())
        )
        briefs.append(earlier._replace(received=received))
    return briefs


def _batch(rng: Random, received: datetime) -> str:
    """One of the batches made in the months before."""
    made = received.date() - timedelta(days=rng.choice((90, 120, 150, 180)))
    return f"B{made:%Y%m}{rng.choice(('05', '18', '26'))}"


def _received(stage: Stage, day: date) -> datetime:
    """A moment of that day or shortly after, mostly in office hours, never later than now."""
    rng = stage.rng
    if rng.random() < 0.88:
        moment = stage.hours.add(datetime.combine(day, time(8)), rng.uniform(1, stage.hours.day_minutes - 1))
    else:
        moment = datetime.combine(day, time(rng.choice((7, 8, 12, 19, 20, 21)), rng.randrange(60)))
    latest = stage.now - timedelta(minutes=rng.randrange(5, 500))
    return min(moment, latest.replace(second=0))


def _told(stage: Stage, brief: _Brief) -> DemoCase:
    scene = Scene(stage, brief.topic, brief.customer, brief.received, brief.batch)
    stalled = brief.received + timedelta(days=stage.rng.uniform(0.2, 4)) if scene.chance(_STALLED_SHARE) else stage.now
    story = Story(DemoCase(brief.topic.key), min(stalled, stage.now))
    urgent = scene.priority in ("紧急", "特急") or scene.priority.endswith("/高")
    registered = brief.received + timedelta(minutes=stage.rng.randrange(1, 9 if urgent else 60))
    story.case.stamps["registered_at"] = min(registered, stage.now)
    _TELLERS[stage.definition.name](scene, story)
    return story.case


def _belonging(sheet: SheetDefinition, cases: list[DemoCase]) -> list[DemoRow]:
    """The rows of one further sheet with their cases' places, in time order."""
    number = next((field for field in sheet.fields if field.kind is FieldKind.CASE_NUMBER), None)
    if number is None:
        return []
    rows = [
        {number.name: CasePlace(place), **row}
        for place, case in enumerate(cases)
        for row in case.rows.get(sheet.key, ())
    ]
    moments = [field.name for field in sheet.fields if field.kind in (FieldKind.DATETIME, FieldKind.DATE)]
    return sorted(rows, key=lambda row: str(next((row[name] for name in moments if name in row), "")))


def _misquote(definition: RegisterDefinition, rows: dict[str, list[DemoRow]], rng: Random) -> None:
    """One log row bears a number that no case has."""
    log = rows.get("log")
    if log:
        serial = "9" * definition.numbering.width
        wrong = definition.numbering.prefix(datetime(2024, 5, 1), "CS") + serial
        rng.choice(log)["case_number"] = wrong
