"""What do the four registers' stories share? A case's people, words, products, moments and its process log.

Invariant: all chance comes from the scene's one generator, drawn in the order of the telling.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto
from functools import cached_property
from random import Random
from typing import NamedTuple

from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demo_customers import Customer
from xltools.operations.demo_stories import Story
from xltools.operations.demo_timing import (
    DAYTIME,
    Limit,
    OfficeHours,
    office_hours,
    recently,
    settings_rows,
    time_taken,
    timer_limit,
)
from xltools.operations.demo_vocabulary import Topic, Vocabulary


class Fate(Enum):
    """What a case is to show on the day on which the register is looked at."""

    USUAL = auto()
    OVERDUE = auto()  # should be done by now
    EXTENDED = auto()  # should be done by now, had it not been allowed to take longer
    DUE_SOON = auto()  # must be done today
    PAUSED = auto()  # waits for the customer
    UNTOUCHED = auto()  # has just come in, and whoever should take it is away


class Second(NamedTuple):
    """A second round of handling: when it began, and when its work was done."""

    began: datetime
    completed: datetime


@dataclass
class Stage:
    """What all cases of one register have in common.

    Attributes:
        definition: The register.
        words: What is said.
        rng: The generator.
        looks: When the register is refreshed; the last time is the present.
    """

    definition: RegisterDefinition
    words: Vocabulary
    rng: Random
    looks: tuple[datetime, ...]

    @property
    def now(self) -> datetime:
        """The present."""
        return self.looks[-1]

    @cached_property
    def hours(self) -> OfficeHours:
        """The office's hours."""
        return office_hours(self.definition)

    def choices(self, name: str) -> tuple[str, ...]:
        """The values of one of the register's lists."""
        return self.definition.lists[name].values

    def person(self, *roles: str, department: str = "") -> str:
        """Somebody with the first of these roles that anybody has, in that department if one is named."""
        people = settings_rows(self.definition, "people")
        for role in roles:
            for row in people:
                if str(row["role"]) == role and department in ("", row["department"]):
                    return str(row["name"])
        return str(people[0]["name"])

    def assignment(self, category: str, subcategory: str = "") -> tuple[str, str]:
        """Name and department of who handles a category, as sheet 分派规则 says."""
        rows = [row for row in settings_rows(self.definition, "assignment") if row["category"] == category]
        rows.sort(key=lambda row: row.get("subcategory") != subcategory)
        fitting = [row for row in rows if row.get("subcategory", subcategory) == subcategory]
        if not fitting:
            return self.person(), ""
        return self.person(str(fitting[0]["role"])), str(fitting[0].get("department", ""))

    def usual_handler(self, topic: Topic) -> str:
        """Who handles a topic's cases when present."""
        return self.assignment(topic.fixed.get("category", ""), topic.fixed.get("subcategory", ""))[0]

    def is_away(self, name: str, day: date) -> bool:
        """Whether that person is absent on that day."""
        today = self.now.date()
        staff = self.words.staff_of(self.definition.name)
        return any(each.name == name and each.is_away(day, today) for each in staff)

    def standing_in(self, name: str, day: date) -> str:
        """Who does that person's work on that day."""
        if not self.is_away(name, day):
            return name
        people = settings_rows(self.definition, "people")
        return next((str(row["deputy"]) for row in people if row["name"] == name and "deputy" in row), name)

    def priority(self, drawn: str) -> str:
        """The priority that limits go by; where a matrix decides, that of scope/urgency."""
        for row in settings_rows(self.definition, "priority_matrix"):
            if f"{row['impact_scope']}/{row['urgency']}" == drawn:
                return str(row["priority"])
        return drawn

    def limit(self, timer: str, drawn: str) -> Limit:
        """The time limit of a priority; a working day where the register has no such timer."""
        found = timer_limit(self.definition, timer, self.priority(drawn), self.hours)
        return found or Limit(self.hours.day_minutes, working=True)


@dataclass
class Scene:
    """One case before it is told.

    Attributes:
        stage: The register.
        topic: What it is about.
        customer: Whose it is.
        received: When the customer spoke.
        batch: Production batch.
        drawn: Its priority; scope/urgency where a matrix decides.
        fate: What it is to show.
        model: Product model, or "" where no product is involved.
        slots: What the {braces} of its wordings stand for.
    """

    stage: Stage
    topic: Topic
    customer: Customer
    received: datetime
    batch: str
    drawn: str
    fate: Fate = Fate.USUAL
    model: str = ""
    slots: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Draw what stays the same throughout the case."""
        rng = self.stage.rng
        self.priority = self.stage.priority(self.drawn)
        self._variant = rng.random()  # wordings that belong together are drawn together
        if self.topic.products:
            self.model = self._matching(self.topic.products)
        self.occurred = (self.received - timedelta(minutes=rng.randrange(10, 60 * 30))).replace(second=0)
        self.code = rng.choice(self.topic.codes) if self.topic.codes else ""
        handler, self.department = self.stage.assignment(
            self.topic.fixed.get("category", ""), self.topic.fixed.get("subcategory", "")
        )
        self.handler = self.stage.standing_in(handler, self.received.date())
        self.clerk = self.stage.person("客服专员", "客服工程师", "客服组长")
        self.slots = {
            "n": str(rng.randrange(2, 10)),
            "m": str(rng.randrange(12, 56)),
            "amount": str(rng.choice((20, 30, 50, 68, 80, 120, 199, 268, 399))),
            "clock": f"{self.occurred:%H:%M}",
            "day": _day(self.occurred),
            "order": f"00{self.received:%Y%m%d}{rng.randrange(1_000_000):06d}",
            "code": self.code,
            "batch": self.batch,
            "person": self.customer.courtesy,
        }

    @property
    def rng(self) -> Random:
        """The generator."""
        return self.stage.rng

    @property
    def is_recent(self) -> bool:
        """Whether it came in within the last days."""
        return self.received > self.stage.now - timedelta(days=4)

    def text(self, name: str) -> str:
        """The topic's wording that fits the case's other wordings; "" where it has none."""
        wordings = self.topic.texts.get(name, ())
        return self._matching(wordings).format_map(self.slots) if wordings else ""

    def common(self, name: str) -> str:
        """One of the register's wordings that fit any topic."""
        wordings = self.stage.words.common[self.stage.definition.name].get(name, ())
        return self.rng.choice(wordings).format_map(self.slots) if wordings else ""

    def _matching(self, values: tuple[str, ...]) -> str:
        return values[int(self._variant * len(values))]

    def any_text(self, name: str) -> str:
        """Any of the topic's values that go with every wording."""
        return self.rng.choice(self.topic.texts.get(name, ("",)))

    def chance(self, share: float) -> bool:
        """Yes in that share of cases."""
        return self.rng.random() < share

    def leaves_class_open(self) -> bool:
        """Whether the clerk leaves its classes to the tool's first guess."""
        return self.is_recent and self.fate is Fate.USUAL and self.chance(0.3)

    def limit(self, timer: str) -> Limit:
        """The time limit that applies."""
        return self.stage.limit(timer, self.drawn)

    def done(self, timer: str, start: datetime) -> datetime:
        """When somebody who mostly keeps to the limit was done."""
        if self.fate is not Fate.USUAL and timer != "update":  # everything goes well but for what is to be shown
            prompt = start + timedelta(minutes=min(60, self.limit(timer).minutes * self.rng.uniform(0.2, 0.6)))
            return (
                self.later(self.stage.now, 100, 900) if timer == "solution" else prompt.replace(second=0, microsecond=0)
            )
        return time_taken(self.rng, self.limit(timer), self.stage.hours, start)

    def second_round(self, began: datetime, share: float) -> Second | None:
        """A second round in so many of the cases whose second round is under way at one of the looks."""
        hours = self.stage.hours
        usual = self.limit("solution")
        span = usual.minutes if usual.working else usual.minutes / (24 * 60) * hours.day_minutes
        completed = hours.add(began, max(240, span * self.rng.uniform(0.3, 0.8)))
        if any(began <= look < completed for look in self.stage.looks) and self.chance(share):
            return Second(began, completed)
        return None

    def later(self, start: datetime, least: float, most: float) -> datetime:
        """Between so many and so many working minutes on."""
        return self.stage.hours.add(start, self.rng.uniform(least, most))

    def attachments(self) -> str:
        """Names of the files that the customer sent, unmistakable within the folder."""
        mark = f"{self.received:%m%d%H%M}{self.customer.courtesy[:-2]}"
        names = [f"{self.rng.choice(self.topic.photos)}_{mark}.png"] if self.topic.photos and self.chance(0.45) else []
        if self.topic.recordings and self.chance(0.5):
            names.append(f"{self.rng.choice(self.topic.recordings)}_{mark}.wav")
        return "；".join(names)


def _day(moment: datetime) -> str:
    return f"{moment.month}月{moment.day}日"


def leaves_handler_to_the_tool(scene: Scene, story: Story, touched: datetime) -> bool:
    """Whether nobody has been named yet: only where nobody has done anything either."""
    return not story.has_come_to(touched) and (scene.fate is Fate.UNTOUCHED or scene.chance(0.7))


def log(
    scene: Scene,
    story: Story,
    at: datetime,
    kind: str,
    content: str,
    conclusion: str = "",
    *,
    who: str = "",
    **further: str,
) -> None:
    """A row of 过程记录; whoever talks with the customer is the clerk, whoever works on it the handler."""
    talks = kind == "客户沟通"
    who = who or (scene.clerk if talks and scene.chance(0.5) else scene.handler)
    with_whom = f"、{scene.customer.courtesy}" if talks else ""
    story.row(
        "log",
        at,
        logged_at=at,
        participants=who + with_whom,
        log_kind=kind,
        content=content,
        conclusion=conclusion,
        **further,
    )


def log_progress(scene: Scene, story: Story, responded: datetime, done: datetime) -> None:
    """What was done and said between the first response and the end."""
    log(scene, story, responded, "客户沟通", scene.common("first_response"), scene.common("response_opinion"))
    part, now = scene.stage.hours.part, scene.stage.now
    found = part(responded, done if scene.fate is Fate.USUAL else now, scene.rng.uniform(0.1, 0.3))
    log(scene, story, found, "调查", scene.text("investigation"))
    planned = part(found, done if scene.fate is Fate.USUAL else now, scene.rng.uniform(0.05, 0.2))
    log(scene, story, planned, "方案", scene.text("plan"), "" if scene.chance(0.5) else "按此执行。")
    if scene.fate is Fate.PAUSED:
        log(scene, story, part(planned, now, 0.5), "暂停", scene.common("pause"))
    elif scene.chance(0.07):
        log(scene, story, part(planned, done, 0.3), "暂停", scene.common("pause"))
        log(scene, story, part(planned, done, 0.6), "恢复", scene.common("resume"))
    _log_updates(scene, story, planned, min(done, now))
    if scene.fate is not Fate.USUAL or scene.chance(0.9):  # now and then somebody forgets to call
        _log_latest(scene, story, planned, done)


def _log_latest(scene: Scene, story: Story, worked_on: datetime, done: datetime) -> None:
    """The customer of an open case has heard of it lately."""
    now = scene.stage.now
    latest = recently(scene.rng, scene.limit("update"), scene.stage.hours, now)
    if worked_on < latest <= now < done:
        scene.slots["stage"] = scene.stage.words.common[scene.stage.definition.name]["stage"][-2]
        log(scene, story, latest, "客户沟通", scene.common("update"), scene.common("update_opinion"))


def _log_updates(scene: Scene, story: Story, planned: datetime, done: datetime) -> None:
    """The customer hears of progress from time to time, at night not, and now and then nobody calls at all."""
    moment = planned
    for stage in scene.stage.words.common[scene.stage.definition.name]["stage"]:
        moment = scene.done("update", moment)
        if moment >= done or moment.hour not in DAYTIME or scene.chance(0.15):
            return
        scene.slots["stage"] = stage
        log(scene, story, moment, "客户沟通", scene.common("update"), scene.common("update_opinion"))


def reopen(scene: Scene, story: Story, second: Second) -> None:
    """The case is taken up again, and worked on."""
    story.case.staged = True
    log(scene, story, second.began, "重新打开", scene.common("reopened"))
    work_again(scene, story, second)


def work_again(scene: Scene, story: Story, second: Second) -> None:
    """Somebody calls, listens, and keeps in touch."""
    again = scene.stage.hours.part(second.began, second.completed, 0.2)
    log(scene, story, again, "客户沟通", scene.common("second_round"), scene.common("response_opinion"))
    _log_latest(scene, story, again, second.completed)
