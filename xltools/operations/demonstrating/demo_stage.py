"""What do all cases of one demonstration register have in common? People, words, hours, limits and the present.

Invariant: who handles what, and how long it may take, comes from the definition's own sheets.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from random import Random

from xltools.model.register_definition import RegisterDefinition
from xltools.operations.demonstrating.demo_timing import Limit, OfficeHours, office_hours, settings_rows, timer_limit
from xltools.operations.demonstrating.demo_vocabulary import Topic, Vocabulary


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
