"""What is settled before a made-up case is told? Its people, words, product, priority, moments and fate.

Invariant: all chance comes from the scene's one generator, drawn in the order of the telling.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random
from typing import NamedTuple

from xltools.operations.demonstrating.demo_customers import Customer
from xltools.operations.demonstrating.demo_stage import Stage
from xltools.operations.demonstrating.demo_stories import Story
from xltools.operations.demonstrating.demo_timing import Limit, time_taken
from xltools.operations.demonstrating.demo_vocabulary import Topic


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
    if story.has_come_to(touched):
        return False
    away = scene.stage.is_away(scene.stage.usual_handler(scene.topic), scene.stage.now.date())
    return scene.fate is Fate.UNTOUCHED or (scene.chance(0.7) and not away)
